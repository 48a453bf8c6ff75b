/** On a narrow screen the item's page holds the main action: take it, admit it, or go to its answer. */
import { type Standing, standingOf } from '../../../state/desk/standing.ts'
import type { ItemView } from '../../../state/work.ts'
import { w } from '../../../text/work/words.ts'
import { ButtonLink } from '../../../ui/button.tsx'
import { TakeButton } from '../answer/take-button.tsx'
import { useHasWritten } from '../answer/use-has-written.ts'
import { useDesk } from '../desk.ts'

const WRITING: ReadonlySet<Standing> = new Set<Standing>(['mine', 'lost', 'taken'])
const READING: ReadonlySet<Standing> = new Set<Standing>([
  'review',
  'ownReview',
  'answered',
  'toAdmit',
  'parked',
])

export function NarrowPrimary({ item }: { item: ItemView }) {
  const desk = useDesk()
  const standing = standingOf(item, desk.me.actorId, useHasWritten(item.id))
  const href = desk.addressOf({ isAnswer: true })
  return (
    <div class="foot-narrow">
      {standing === 'free' && <TakeButton item={item} wide />}
      {WRITING.has(standing) && (
        <ButtonLink look="primary" wide href={href}>
          {w.writeAnswer}
        </ButtonLink>
      )}
      {READING.has(standing) && (
        <ButtonLink look="primary" wide href={href}>
          {standing === 'toAdmit' ? w.toAdmitAction : standing === 'parked' ? w.unpark : w.readAnswer}
        </ButtonLink>
      )}
    </div>
  )
}
