/** Which of the head's phases a day shows at an instant of the server's clock. Knows no words and no component. */
import { limits } from '../../../server/domain/limits.ts'
import type { View } from '../../../server/domain/views.ts'
import type { ShownPhase } from '../../ui/day/phase-line.tsx'

export type DayPhaseFacts = {
  readonly session: View<'session'>
  readonly now: number
  readonly isOffline: boolean
  /** The server held a draft of the reader's before the closing instant. */
  readonly isDraftHeld: boolean
  readonly asked: number
  readonly open: number
}

export function shownPhase(facts: DayPhaseFacts): ShownPhase {
  const { session, now, asked, open } = facts
  switch (session.phase) {
    case 'scheduled':
      return { kind: 'before', opensAt: session.opensAt }
    case 'collecting':
      return now < session.closesAt ? { kind: 'collecting', liveAt: session.liveAt } : afterClosing(facts)
    case 'live':
      return now < session.closesAt ? running(facts) : afterClosing(facts)
    case 'answersOnly':
      return afterClosing(facts)
    case 'closed':
    case 'archived':
      return { kind: 'ended', questions: asked, withoutOutcome: open }
  }
}

function running({ session, now, isOffline }: DayPhaseFacts): ShownPhase {
  const { breakFrom, breakTo, closesAt } = session
  if (breakFrom !== null && breakTo !== null && now >= breakFrom && now < breakTo)
    return { kind: 'break', resumesAt: breakTo }
  if (session.paused) return { kind: 'break' }
  return { kind: isOffline ? 'offline' : 'live', closesAt }
}

/** The clock closes a day, not the phase: that follows within a second or two. */
function afterClosing({ session, now, isDraftHeld }: DayPhaseFacts): ShownPhase {
  const until = session.closesAt + limits.closingGraceMs
  return isDraftHeld && now < until
    ? { kind: 'grace', until }
    : { kind: 'answersOnly', closedAt: session.closesAt }
}
