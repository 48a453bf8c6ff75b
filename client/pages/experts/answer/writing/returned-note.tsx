/** Why a second expert has sent the answer back: the newest such note, over the fields. */
import type { ItemView } from '../../../../state/work.ts'
import { w } from '../../../../text/work/words.ts'
import { Banner } from '../../../../ui/banner.tsx'
import { nameOf, useDesk } from '../../desk.ts'
import { useItemTexts } from '../../use-texts.ts'

export function ReturnedNote({ item }: { item: ItemView }) {
  const desk = useDesk()
  const answer = item.answerId === null ? undefined : desk.state.answer(item.answerId).value
  const note = useItemTexts(item).found?.notes.findLast(({ kind }) => kind === 'returned')
  if (answer?.status !== 'returned' || !note) return null
  return (
    <Banner tone="attn" icon="comment" title={w.returnedBy(nameOf(desk, note.actorId) ?? w.colleague)}>
      {String(note.words?.text ?? '')}
    </Banner>
  )
}
