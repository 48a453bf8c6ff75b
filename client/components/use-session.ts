/** Opens the session of a page's address while the page is there, as a reader of the class that the page is for. */
import { useEffect, useState } from 'preact/hooks'
import type { View } from '../../server/domain/views.ts'
import type { Target } from '../net.ts'
import type { SessionState } from '../state/session.ts'
import type { FailureCode } from '../sync/device-codes.ts'
import { useEngine } from './engine-context.ts'

export type OpenedSession =
  | { readonly kind: 'loading' }
  /** There is no session with this code. */
  | { readonly kind: 'missing' }
  /** It can't be entered, or could not even be asked for. */
  | { readonly kind: 'failed'; readonly code: FailureCode }
  /** Who reads must say who they are first. */
  | { readonly kind: 'signIn' }
  | { readonly kind: 'open'; readonly view: View<'session'>; readonly state: SessionState }

export function useSession(code: string, as: Target['as']): OpenedSession {
  const { openSession, catalogue, line, account } = useEngine()
  const listed = catalogue.catalogue.value?.sessions.find((session) => session.code === code)
  const [state, setState] = useState<SessionState | undefined>(undefined)
  const sessionId = listed?.id
  useEffect(() => {
    if (sessionId === undefined) return
    const opened = openSession(sessionId, as)
    setState(opened.state)
    return opened.leave
  }, [openSession, sessionId, as])
  if (!listed) {
    if (catalogue.catalogue.value && !catalogue.isKept.value) return { kind: 'missing' }
    const failure = catalogue.failure.value
    return failure === null ? { kind: 'loading' } : { kind: 'failed', code: failure }
  }
  const { problem } = line.value
  const needsAccount = as !== 'participant' || listed.visibility !== 'public'
  if (problem === 'login/needed' || (needsAccount && account.me.value === null)) return { kind: 'signIn' }
  if (problem !== null && !state?.isReady.value) return { kind: 'failed', code: problem }
  if (!state || state.sessionId !== listed.id) return { kind: 'loading' }
  return { kind: 'open', view: state.session.value ?? listed, state }
}
