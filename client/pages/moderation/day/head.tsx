/** The day's phase with its time left, and at a desk the rail: what the moderator looks at first. */
import type { View } from '../../../../server/domain/views.ts'
import { useEngine } from '../../../components/engine-context.ts'
import { DayRail } from '../../../ui/day/day-rail.tsx'
import { PhaseLine, type ShownPhase } from '../../../ui/day/phase-line.tsx'
import { useModeration } from '../moderation.ts'

export function Head({ short = false }: { short?: boolean }) {
  const { session, state } = useModeration()
  const { clock } = useEngine()
  const { asked, open } = state.counts().value
  const now = clock.second.value
  return (
    <>
      <PhaseLine phase={phaseOf(session, now, { asked, open })} now={clock.serverNow} short={short} />
      <DayRail
        now={now}
        from={session.liveAt}
        to={session.closesAt}
        breakFrom={session.breakFrom ?? undefined}
        breakTo={session.breakTo ?? undefined}
      />
    </>
  )
}

function phaseOf(
  session: View<'session'>,
  now: number,
  { asked, open }: { asked: number; open: number },
): ShownPhase {
  const { phase, paused, opensAt, liveAt, closesAt, breakFrom, breakTo } = session
  switch (phase) {
    case 'scheduled':
      return { kind: 'before', opensAt }
    case 'collecting':
      return { kind: 'collecting', liveAt }
    case 'live':
      if (breakFrom !== null && breakTo !== null && breakFrom <= now && now < breakTo)
        return { kind: 'break', resumesAt: breakTo }
      return paused ? { kind: 'break' } : { kind: 'live', closesAt }
    case 'answersOnly':
      return { kind: 'answersOnly', closedAt: closesAt }
    case 'closed':
    case 'archived':
      return { kind: 'ended', questions: asked, withoutOutcome: open }
  }
}
