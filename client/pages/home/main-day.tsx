/** The day of the home page: what it is, its rail, and the one button. */

import { entrancesOf } from '../../components/day/entrances.ts'
import { RemindButton } from '../../components/day/remind-button.tsx'
import { useEngine } from '../../components/engine-context.ts'
import { pathTo } from '../../paths.ts'
import { t } from '../../text/text.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { DayRail } from '../../ui/day/day-rail.tsx'
import { LiveMark } from '../../ui/day/phase-line.tsx'
import { useNow } from '../../ui/day/use-now.ts'
import type { Day } from './home-days.ts'

export function MainDay({ day, place }: { day: Day; place: number }) {
  const { clock, account } = useEngine()
  const now = useNow(clock.serverNow)
  const me = account.me.value
  const isLive = day.phase === 'live'
  const isAhead = day.phase === 'scheduled'
  // Not known yet counts as nobody: who was here before is known at once, and nothing below may move.
  const asksToSignIn = !me && day.visibility === 'beneficiaries'
  return (
    <section class={isLive ? 'panel panel--live' : 'panel panel--first'} aria-labelledby="main-day">
      <div class="row-item home-day">
        <Lead day={day} now={now} />
        <h1 id="main-day">{day.title}</h1>
        <p class="home-day__line">
          {t.home.forumDay(place)}. {lineOf(day, now)}
        </p>
        <div class="home-day__rail">
          <DayRail
            now={now}
            from={day.liveAt}
            to={day.closesAt}
            breakFrom={day.breakFrom ?? undefined}
            breakTo={day.breakTo ?? undefined}
          />
        </div>
        <div class="home-day__buttons">
          {isAhead ? (
            <RemindButton session={day} look="primary" />
          ) : (
            <ButtonLink look="primary" size="main" href={pathTo.session(day.code)}>
              {t.home.enter}
            </ButtonLink>
          )}
          {day.phase === 'collecting' && <RemindButton session={day} look="secondary" />}
        </div>
        {asksToSignIn && !isAhead && <p class="reason">{t.home.beneficiariesOnly}</p>}
        <Entrances day={day} />
      </div>
    </section>
  )
}

function Lead({ day, now }: { day: Day; now: number }) {
  if (day.phase === 'live' && !pausedUntil(day, now)) return <LiveMark />
  return <p class="home-day__lead">{leadOf(day, now)}</p>
}

function leadOf(day: Day, now: number): string {
  switch (day.phase) {
    case 'scheduled':
      return t.phases.opens(day.opensAt)
    case 'collecting':
      return t.phases.liveOn(day.liveAt)
    case 'live': {
      const until = pausedUntil(day, now)
      return until === 'unknown' || until === null ? t.phases.paused : t.phases.pauseUntil(until)
    }
    case 'answersOnly':
      return t.phases.sendingClosedAt(day.closesAt)
    case 'closed':
    case 'archived':
      return t.phases.ended
  }
}

function lineOf(day: Day, now: number): string {
  switch (day.phase) {
    case 'scheduled':
      return t.home.liveOn(day.liveAt, day.closesAt)
    case 'collecting':
      return t.home.openNow
    case 'live':
      return pausedUntil(day, now) ? t.home.pausedUntil(day.closesAt) : t.home.liveUntil(day.closesAt)
    case 'answersOnly':
      return `${capital(t.home.answersGoOn)}.`
    case 'closed':
    case 'archived':
      return t.home.liveOn(day.liveAt, day.closesAt)
  }
}

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

/** Until when the day rests: its own break, or one that a moderator took and nobody knows the end of. */
function pausedUntil(day: Day, now: number): number | 'unknown' | null {
  const { breakFrom, breakTo } = day
  if (breakFrom !== null && breakTo !== null && now >= breakFrom && now < breakTo) return breakTo
  return day.paused ? 'unknown' : null
}

/** For those who work here. */
function Entrances({ day }: { day: Day }) {
  const { account } = useEngine()
  const rooms = entrancesOf(account.me.value, day)
  if (rooms.length === 0) return null
  return (
    <p class="home-day__rooms">
      {rooms.map((as) => (
        <a
          key={as}
          class="read-link"
          href={as === 'expert' ? pathTo.experts(day.code) : pathTo.moderation(day.code)}
        >
          {as === 'expert' ? t.home.console : t.home.moderate}
        </a>
      ))}
    </p>
  )
}
