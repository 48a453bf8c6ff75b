/** Which actions an item offers this reader now, by the same tables that the server decides with. */
import { questionCan, workItemCan } from '../../../../server/domain/machines.ts'
import { isExpertOf } from '../../../state/desk/standing.ts'
import type { QuestionView } from '../../../state/session.ts'
import type { ItemView } from '../../../state/work.ts'
import { t } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'
import type { ActionName, Desk } from '../desk.ts'

export type Offered = {
  readonly name: ActionName
  readonly label: () => string
  /** Why not, where it stays in sight all the same. */
  readonly reason?: string | undefined
}

export function offersOf({ me, session }: Desk, item: ItemView, lead: QuestionView): readonly Offered[] {
  if (!isExpertOf(me, session.id, item)) return []
  const isMine = item.status === 'claimed' && item.holder === me.actorId
  const isOpen = item.status === 'queued' || item.status === 'claimed' || item.status === 'waiting'
  const offers: (Offered | false)[] = [
    isMine && { name: 'askMore', label: () => t.desk.askDetails },
    workItemCan('park', item.status) &&
      (item.status !== 'claimed' || isMine) && { name: 'park', label: () => t.desk.park },
    isMine && { name: 'handOver', label: () => t.desk.assign },
    item.status === 'claimed' && !isMine && { name: 'takeOver', label: () => w.takeOver },
    (isOpen || item.status === 'new') &&
      questionCan('classify', lead.status) && { name: 'classify', label: () => w.classify },
    (isOpen || item.status === 'new') &&
      questionCan('split', lead.status) && { name: 'split', label: () => t.desk.split },
    questionCan('refuse', lead.status) && { name: 'refuse', label: () => w.refuse },
    questionCan('redirect', lead.status) && { name: 'redirect', label: () => w.redirect },
  ]
  return offers.filter((offer) => offer !== false)
}
