/** Whether this device began a question for the day that the server held before it closed. */
import { limits } from '../../../server/domain/limits.ts'
import type { View } from '../../../server/domain/views.ts'
import { useEngine } from '../../components/engine-context.ts'

export function useIsDraftHeld(session: View<'session'>): boolean {
  const { listDrafts, clock } = useEngine()
  const now = clock.second.value
  // Only around the closing instant is it of any use.
  if (now < session.closesAt - AROUND_MS || now > session.closesAt + AROUND_MS) return false
  return listDrafts().some(
    ({ kind, sessionId, savedRev }) => kind === 'ask' && sessionId === session.id && savedRev > 0,
  )
}

const AROUND_MS = 2 * limits.closingGraceMs
