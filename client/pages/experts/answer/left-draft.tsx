/** A draft as it was last saved, for who doesn't write it: its two main parts. */
import type { ItemAnswer } from '../../../../server/contract/reads.ts'
import { draftOf } from '../../../state/desk/answer-words.ts'
import { t } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'

type Props = { draft: NonNullable<ItemAnswer['draft']>; note?: string }

export function LeftDraft({ draft, note }: Props) {
  const { inBrief, reasoning } = draftOf(draft.content)
  return (
    <section class="left-draft">
      <h2 class="left-draft__title">
        {w.draftLeft(draft.savedAt)} {note && <span>{note}</span>}
      </h2>
      <h3>{t.desk.inBrief}</h3>
      <p class={inBrief ? undefined : 'muted'}>{inBrief || w.draftEmpty}</p>
      <h3>{t.desk.reasoning}</h3>
      <p class={reasoning ? 'left-draft__text' : 'muted'}>{reasoning || w.draftEmpty}</p>
    </section>
  )
}
