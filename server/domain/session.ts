/**
 * A timed session: its phases, what is open when, and what the clock alone moves. Every instant is in milliseconds and
 * comes from outside; wall-clock times of a day are worked out in Europe/Rome where a session is planned.
 */
import { limits } from './limits.ts'
import type { SessionRow } from './rows.ts'

export const SESSION_PHASES = [
  'scheduled',
  'collecting',
  'live',
  'answersOnly',
  'closed',
  'archived',
] as const
export type SessionPhase = (typeof SESSION_PHASES)[number]

export const sessionMoves = {
  open: { from: ['scheduled'], to: 'collecting' },
  start: { from: ['scheduled', 'collecting'], to: 'live' },
  stop: { from: ['collecting', 'live'], to: 'answersOnly' },
  close: { from: ['answersOnly'], to: 'closed' },
  archive: { from: ['closed'], to: 'archived' },
  reopen: { from: ['answersOnly', 'closed'], to: 'live' },
} as const satisfies Readonly<Record<string, { from: readonly SessionPhase[]; to: SessionPhase }>>
export type SessionMove = keyof typeof sessionMoves

export const sessionCan = (move: SessionMove, phase: SessionPhase): boolean =>
  (sessionMoves[move].from as readonly SessionPhase[]).includes(phase)

/** Whether the phase takes questions, were the clock to allow it. */
export const takesQuestions = (phase: SessionPhase): boolean => phase === 'collecting' || phase === 'live'

/** Votes, follow-ups, claims and answers go on until the session is closed by hand; answers and erasures beyond it. */
export const isRunning = (phase: SessionPhase): boolean => takesQuestions(phase) || phase === 'answersOnly'

export type AskVerdict = 'accepted' | 'session/not-open' | 'session/closed'

/**
 * DESIGN 5: a question is accepted if and only if phase and clock, both read under the log's lock, allow it. At or after
 * `closesAt` only one that names a draft which the server held before it, until 60 seconds later.
 */
export function mayAsk(session: SessionRow, at: number, draftHeldAt: number | null): AskVerdict {
  if (session.phase === 'scheduled') return 'session/not-open'
  if (takesQuestions(session.phase) && at < session.closesAt) return 'accepted'
  const within = at < session.closesAt + limits.closingGraceMs
  const held = draftHeldAt !== null && draftHeldAt < session.closesAt
  const latched = takesQuestions(session.phase) || session.phase === 'answersOnly'
  return latched && within && held ? 'accepted' : 'session/closed'
}

/** The move that the clock alone makes now, or null. The last two phases come by hand. */
export function dueMove(session: SessionRow, at: number): 'open' | 'start' | 'stop' | null {
  if (session.held) return null
  if (takesQuestions(session.phase) && at >= session.closesAt) return 'stop'
  if (session.phase === 'collecting' && at >= session.liveAt) return 'start'
  if (session.phase === 'scheduled' && at >= session.closesAt) return null
  if (session.phase === 'scheduled' && at >= session.liveAt) return 'start'
  if (session.phase === 'scheduled' && at >= session.opensAt) return 'open'
  return null
}

const romeOffset = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'Europe/Rome',
  year: 'numeric',
  month: 'numeric',
  day: 'numeric',
  hour: 'numeric',
  minute: 'numeric',
  second: 'numeric',
  hourCycle: 'h23',
})

const WINTER_OFFSET_MS = 3_600_000
const SUMMER_OFFSET_MS = 2 * WINTER_OFFSET_MS

function romeOffsetMs(at: number): number {
  const parts = Object.fromEntries(
    romeOffset.formatToParts(at).map((part) => [part.type, Number(part.value)]),
  )
  const wall = Date.UTC(
    parts.year ?? 0,
    (parts.month ?? 1) - 1,
    parts.day ?? 1,
    parts.hour ?? 0,
    parts.minute ?? 0,
    parts.second ?? 0,
  )
  return wall - Math.floor(at / 1_000) * 1_000
}

/**
 * The instant at which clocks in Rome show `day` (`YYYY-MM-DD`) and `time` (`HH:MM`). Of the hour that comes twice in
 * October it is the first; an hour that does not exist in March is the same distance after the jump.
 */
export function instantInRome(day: string, time: string): number {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number)
  const [hour = 0, minute = 0] = time.split(':').map(Number)
  const wall = Date.UTC(year, month - 1, date, hour, minute)
  for (const offset of [SUMMER_OFFSET_MS, WINTER_OFFSET_MS]) {
    if (romeOffsetMs(wall - offset) === offset) return wall - offset
  }
  return wall - WINTER_OFFSET_MS
}

/** The day in Rome at an instant, `YYYY-MM-DD`. */
export function dayInRome(at: number): string {
  return new Date(Math.floor(at / 1_000) * 1_000 + romeOffsetMs(at)).toISOString().slice(0, 10)
}
