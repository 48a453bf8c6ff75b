/** The day's phase and whether the reader may ask, each second by the server's clock. */
import type { View } from '../../../server/domain/views.ts'
import type { SessionState } from '../../state/session.ts'
import type { ShownPhase } from '../../ui/day/phase-line.tsx'
import { useEngine } from '../engine-context.ts'
import { type Asking, askingOf, nextDayAfter, usedOf } from './asking.ts'
import { shownPhase } from './day-phase.ts'

export type AskingNow = { readonly phase: ShownPhase; readonly asking: Asking }

export function useAsking(session: View<'session'>, state: SessionState, isDraftHeld: boolean): AskingNow {
  const { clock, line, account, catalogue } = useEngine()
  const now = clock.second.value
  const { asked, open } = state.counts().value
  const phase = shownPhase({
    session,
    now,
    isOffline: line.value.line === 'offline',
    isDraftHeld,
    asked,
    open,
  })
  const onTheirWay = state.underWay.value.filter(({ type }) => type === 'question:ask').length
  const asking = askingOf({
    session,
    phase: phase.kind,
    now,
    me: account.me.value,
    mutedUntil: state.mutedUntil.value,
    used: usedOf(state.ofBody.value, onTheirWay, session.code),
    next: nextDayAfter(session, catalogue.catalogue.value?.sessions ?? []),
  })
  return { phase, asking }
}
