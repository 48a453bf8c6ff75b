/** How a work item stands to the expert who looks at it: what the desk shows beside it and lets them do. Pure. */
import { type Actor, type Grant, isTied } from '../../../server/domain/permissions.ts'
import type { Me } from '../account.ts'
import type { ItemView } from '../work.ts'

export type Standing =
  /** Nobody has admitted its question yet. */
  | 'toAdmit'
  | 'free'
  | 'mine'
  /** It was the reader's, and what they wrote is here: free again, or a colleague's. */
  | 'lost'
  | 'taken'
  | 'others'
  | 'review'
  | 'ownReview'
  | 'waiting'
  | 'parked'
  | 'live'
  | 'answered'
  | 'over'

export function standingOf(item: ItemView, readerId: string, hasWritten: boolean): Standing {
  switch (item.status) {
    case 'new':
      return 'toAdmit'
    case 'queued':
      return hasWritten ? 'lost' : 'free'
    case 'claimed':
      if (item.holder === readerId) return 'mine'
      return hasWritten ? 'taken' : 'others'
    case 'inReview':
      return item.holder === readerId ? 'ownReview' : 'review'
    case 'done':
      return item.outcome === 'answered' ? 'answered' : 'over'
    case 'waiting':
    case 'parked':
    case 'live':
      return item.status
  }
}

/** Whether the reader is an expert of the item's topic: the others may look. The server decides; this says it ahead. */
export function isExpertOf(me: Me, sessionId: string, item: Pick<ItemView, 'themeId' | 'topicId'>): boolean {
  const actor: Actor = {
    id: me.actorId,
    kind: 'person',
    body: null,
    office: null,
    grants: me.grants as readonly Grant[],
  }
  return isTied(actor, 'expert', { sessionId, themeId: item.themeId, topicId: item.topicId })
}

export type RowFlag = 'deadline' | 'replied' | 'again' | 'similar' | 'carried' | 'own'

/** `isSuspect`: another open one says nearly the same. */
type FlagFacts = { readerId: string; sessionCode: string; isSuspect?: boolean }

/** The one flag of a row, the most pressing. */
export function flagOf(
  item: ItemView,
  { readerId, sessionCode, isSuspect = false }: FlagFacts,
): RowFlag | null {
  if (item.status === 'done') return null
  if (item.status === 'inReview') return item.holder === readerId ? 'own' : null
  if (item.deadline !== null) return 'deadline'
  // It comes back to whom it is given: after a reply, or with an answer that is to be looked at again.
  if (item.status === 'queued' && item.returnTo !== null) return item.answerId === null ? 'replied' : 'again'
  if (isSuspect && item.status === 'queued') return 'similar'
  return item.leadNumber.startsWith(`${sessionCode}-`) ? null : 'carried'
}
