/** Which rooms behind the scenes of a session are the reader's: the server decides by the same rule. */
import { mayEnter } from '../../../server/domain/permissions.ts'
import type { View } from '../../../server/domain/views.ts'
import { actorOf, type Me } from '../../state/account.ts'

export function entrancesOf(
  me: Me | null | undefined,
  session: View<'session'>,
): readonly ('expert' | 'moderator')[] {
  if (!me) return []
  const actor = actorOf(me)
  return (['expert', 'moderator'] as const).filter((as) => mayEnter(actor, as, session))
}
