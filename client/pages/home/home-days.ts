/** Which day takes the home page's place of honour, which come next and which are over. Knows no words. */
import { dayInRome } from '../../../server/domain/session.ts'
import type { View } from '../../../server/domain/views.ts'

export type Day = View<'session'>

export type HomeDays = {
  /** The one that is live, else the next, else the last. */
  readonly main: Day | undefined
  readonly alsoLive: readonly Day[]
  readonly next: readonly Day[]
  readonly past: readonly Day[]
  /** What happens in a classroom today. */
  readonly room: Day | undefined
  /** Of a forum day, the how manieth it is: from 1. */
  placeOf(day: Day): number
}

const DATES = 4

export function homeDays(sessions: readonly Day[], now: number): HomeDays {
  // A rehearsal is nobody's appointment.
  const real = sessions.filter((day) => !day.rehearsal).sort((one, two) => one.liveAt - two.liveAt)
  const forums = real.filter((day) => day.kind === 'forum')
  const live = forums.filter((day) => day.phase === 'live')
  const coming = forums.filter((day) => isComing(day) && day.closesAt > now)
  const over = forums.filter((day) => !isComing(day) && day.phase !== 'live').reverse()
  const main = live[0] ?? coming[0] ?? over[0]
  const others = (days: readonly Day[]) => days.filter((day) => day !== main).slice(0, DATES)
  return {
    main,
    alsoLive: live.filter((day) => day !== main),
    next: others(coming),
    past: others(over),
    room: real.find(
      (day) => day.kind === 'seminar' && dayInRome(day.liveAt) === dayInRome(now) && !isOver(day),
    ),
    placeOf: (day) => forums.indexOf(day) + 1,
  }
}

const isComing = ({ phase }: Day): boolean => phase === 'scheduled' || phase === 'collecting'

const isOver = ({ phase }: Day): boolean => phase === 'closed' || phase === 'archived'
