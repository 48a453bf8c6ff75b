/** The head of a day's page: what day it is, its phase with the time left, and the rail. */
import './day-head.scss'
import type { View } from '../../../server/domain/views.ts'
import { format, t } from '../../text/text.ts'
import { DayRail } from '../../ui/day/day-rail.tsx'
import { PhaseLine, type ShownPhase } from '../../ui/day/phase-line.tsx'
import { useEngine } from '../engine-context.ts'

type Props = {
  session: View<'session'>
  phase: ShownPhase
  /** Called once when 30, 10 and 2 minutes are left. */
  onMark?: (minutes: number) => void
}

export function DayHead({ session, phase, onMark }: Props) {
  const { clock, catalogue } = useEngine()
  const place = placeOf(session, catalogue.catalogue.value?.sessions ?? [])
  const shown = phase.kind === 'live' && onMark ? { ...phase, onMark } : phase
  return (
    <div class="day-head">
      <div class="wrap day-head__row">
        <div>
          <p class="day-head__eyebrow office-only">
            {place > 0 && `${t.home.forumDay(place)} · `}
            {format.weekdayMonth(session.liveAt)}
          </p>
          <h1>{session.title}</h1>
        </div>
        <div class="day-head__rail">
          <PhaseLine phase={shown} now={clock.serverNow} />
          <DayRail
            now={clock.second.value}
            from={session.liveAt}
            to={session.closesAt}
            breakFrom={session.breakFrom ?? undefined}
            breakTo={session.breakTo ?? undefined}
          />
        </div>
      </div>
    </div>
  )
}

/** The how manieth forum day it is, from 1; 0 where it is none. */
function placeOf(session: View<'session'>, sessions: readonly View<'session'>[]): number {
  return (
    sessions
      .filter(({ kind, rehearsal }) => kind === 'forum' && !rehearsal)
      .sort((one, two) => one.liveAt - two.liveAt)
      .findIndex(({ id }) => id === session.id) + 1
  )
}
