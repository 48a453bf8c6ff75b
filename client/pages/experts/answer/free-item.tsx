/** A free item: what taking it means, the button, and the draft that somebody left. */
import type { ItemView } from '../../../state/work.ts'
import { w } from '../../../text/work/words.ts'
import { Readers } from '../item/readers.tsx'
import { useItemTexts } from '../use-texts.ts'
import { LeftDraft } from './left-draft.tsx'
import { TakeButton } from './take-button.tsx'

export function FreeItem({ item }: { item: ItemView }) {
  const { draft } = useItemTexts(item).found ?? {}
  return (
    <div class="console__body console__body--calm">
      <div class="calm-card">
        <Readers item={item} />
        <h2 class="calm-card__title">{w.freeTitle}</h2>
        <p>{w.freeNote}</p>
        <TakeButton item={item} />
        <p class="small muted">{w.readingTakesNothing}</p>
      </div>
      {draft && <LeftDraft draft={draft} note={w.draftContinues} />}
    </div>
  )
}
