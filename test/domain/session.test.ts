/** Phases, what the clock moves, when a question is taken, and wall clocks in Rome on both nights of daylight saving. */
import { describe, expect, it } from 'vitest'
import {
  dayInRome,
  dueMove,
  instantInRome,
  isRunning,
  mayAsk,
  SESSION_PHASES,
  type SessionMove,
  type SessionPhase,
  sessionCan,
  sessionMoves,
  takesQuestions,
} from '../../server/domain/session.ts'
import { CLOSES_AT, MINUTE_MS, makeRoom, START, sessionRow } from '../support/room-fixture.ts'

const LEADS: Record<SessionMove, Partial<Record<SessionPhase, SessionPhase>>> = {
  open: { scheduled: 'collecting' },
  start: { scheduled: 'live', collecting: 'live' },
  stop: { collecting: 'answersOnly', live: 'answersOnly' },
  close: { answersOnly: 'closed' },
  archive: { closed: 'archived' },
  reopen: { answersOnly: 'live', closed: 'live' },
}

const everyMove = Object.keys(sessionMoves) as SessionMove[]
const cases = everyMove.flatMap((move) => SESSION_PHASES.map((phase) => ({ move, phase })))

it.each(cases)('a session that is $phase: $move leads where DESIGN 5 says, or nowhere', ({ move, phase }) => {
  const to = LEADS[move][phase]
  expect(sessionCan(move, phase)).toBe(to !== undefined)
  const room = makeRoom({ phase })
  const before = room.state.session
  const who = move === 'archive' ? 'administrator' : 'moderator'
  const payload = move === 'reopen' ? { minutes: 5 } : {}
  const decision = room.run(who, `session:${move}`, payload as never)
  if (to) {
    expect(decision.ok).toBe(true)
    expect(room.state.session.phase).toBe(to)
  } else {
    expect(decision).toMatchObject({ ok: false, code: 'session/not-allowed-now' })
    expect(room.state.session).toEqual(before)
  }
})

it('takes questions while collecting and live, and runs until it is closed by hand', () => {
  expect(SESSION_PHASES.filter(takesQuestions)).toEqual(['collecting', 'live'])
  expect(SESSION_PHASES.filter(isRunning)).toEqual(['collecting', 'live', 'answersOnly'])
})

describe('W7: asking around the closing instant', () => {
  const before = CLOSES_AT - 1
  const grace = CLOSES_AT + 59_999
  const late = CLOSES_AT + 60_000
  const phases: Record<string, SessionPhase[]> = {
    open: ['collecting', 'live'],
    latched: ['answersOnly'],
    over: ['closed', 'archived'],
  }
  const rows: [keyof typeof phases, number, number | null, string][] = [
    ['open', before, null, 'accepted'],
    ['open', before, before, 'accepted'],
    ['open', CLOSES_AT, null, 'session/closed'],
    ['open', CLOSES_AT, before, 'accepted'],
    ['open', CLOSES_AT, CLOSES_AT, 'session/closed'],
    ['open', grace, before, 'accepted'],
    ['open', grace, CLOSES_AT, 'session/closed'],
    ['open', late, before, 'session/closed'],
    ['latched', before, null, 'session/closed'],
    ['latched', CLOSES_AT, before, 'accepted'],
    ['latched', grace, before, 'accepted'],
    ['latched', grace, null, 'session/closed'],
    ['latched', late, before, 'session/closed'],
    ['over', grace, before, 'session/closed'],
  ]
  it.each(rows)('%s at %d with a draft held since %s: %s', (kind, at, heldAt, verdict) => {
    for (const phase of phases[kind] ?? []) expect(mayAsk(sessionRow({ phase }), at, heldAt)).toBe(verdict)
  })

  it('is not open while scheduled, whatever the clock says', () => {
    for (const at of [START, CLOSES_AT, late])
      expect(mayAsk(sessionRow({ phase: 'scheduled' }), at, START)).toBe('session/not-open')
  })
})

describe('dueMove', () => {
  const opensAt = START - 60 * MINUTE_MS
  const rows: [SessionPhase, number, string | null][] = [
    ['scheduled', opensAt - 1, null],
    ['scheduled', opensAt, 'open'],
    ['scheduled', START, 'start'],
    ['scheduled', CLOSES_AT, null],
    ['collecting', START - 1, null],
    ['collecting', START, 'start'],
    ['collecting', CLOSES_AT, 'stop'],
    ['live', CLOSES_AT - 1, null],
    ['live', CLOSES_AT, 'stop'],
    ['answersOnly', CLOSES_AT + MINUTE_MS, null],
    ['closed', CLOSES_AT + MINUTE_MS, null],
    ['archived', CLOSES_AT + MINUTE_MS, null],
  ]
  it.each(rows)('%s at %d: %s', (phase, at, move) => {
    expect(dueMove(sessionRow({ phase }), at)).toBe(move)
    expect(dueMove(sessionRow({ phase, held: true }), at)).toBeNull()
    const room = makeRoom({ phase })
    room.at = at - 1_000
    room.ok('system', 'session:advance', {})
    expect(room.state.session.phase).toBe(
      move === null ? phase : sessionMoves[move as 'open' | 'start' | 'stop'].to,
    )
  })
})

describe('instants in Rome', () => {
  const rows: [string, string, string][] = [
    ['2026-11-19', '09:30', '2026-11-19T08:30:00Z'],
    ['2026-07-01', '09:30', '2026-07-01T07:30:00Z'],
    ['2026-01-01', '00:00', '2025-12-31T23:00:00Z'],
    // 28 March 2027: from 02:00 to 03:00.
    ['2027-03-28', '01:59', '2027-03-28T00:59:00Z'],
    ['2027-03-28', '02:30', '2027-03-28T01:30:00Z'],
    ['2027-03-28', '03:00', '2027-03-28T01:00:00Z'],
    ['2027-03-28', '16:30', '2027-03-28T14:30:00Z'],
    // 25 October 2026: from 03:00 back to 02:00. Of the hour that comes twice it is the first.
    ['2026-10-25', '01:59', '2026-10-24T23:59:00Z'],
    ['2026-10-25', '02:30', '2026-10-25T00:30:00Z'],
    ['2026-10-25', '03:00', '2026-10-25T02:00:00Z'],
    ['2026-10-25', '16:30', '2026-10-25T15:30:00Z'],
  ]
  it.each(rows)('%s %s is %s', (day, time, iso) => {
    const at = instantInRome(day, time)
    expect(new Date(at).toISOString().replace('.000', '')).toBe(iso)
    expect(dayInRome(at)).toBe(day)
  })

  const days: [string, string][] = [
    ['2026-11-19T22:59:59.999Z', '2026-11-19'],
    ['2026-11-19T23:00:00.000Z', '2026-11-20'],
    ['2026-07-01T21:59:59.999Z', '2026-07-01'],
    ['2026-07-01T22:00:00.000Z', '2026-07-02'],
    ['2027-03-27T23:00:00.000Z', '2027-03-28'],
    ['2027-03-28T21:59:59.999Z', '2027-03-28'],
    ['2027-03-28T22:00:00.000Z', '2027-03-29'],
    ['2026-10-24T21:59:59.999Z', '2026-10-24'],
    ['2026-10-24T22:00:00.000Z', '2026-10-25'],
    ['2026-10-25T22:59:59.999Z', '2026-10-25'],
    ['2026-10-25T23:00:00.000Z', '2026-10-26'],
  ]
  it.each(days)('%s lies on %s', (iso, day) => {
    expect(dayInRome(Date.parse(iso))).toBe(day)
  })
})

describe('moving the times', () => {
  it('W6: stopped by hand, it closes a millisecond after the entry, and no later than it would have', () => {
    const room = makeRoom()
    room.ok('moderator', 'session:stop', {})
    expect(room.state.session.closesAt).toBe(room.at + 1)
    expect(room.no('anna', 'question:ask', { title: 'T', text: 'T', topicId: 'T1.01', shown: 'body' })).toBe(
      'session/closed',
    )
  })

  it('extends only while it takes questions', () => {
    const room = makeRoom()
    room.ok('moderator', 'session:extend', { minutes: 15 })
    expect(room.state.session.closesAt).toBe(CLOSES_AT + 15 * MINUTE_MS)
    room.at = room.state.session.closesAt - 1_000
    expect(room.no('moderator', 'session:extend', { minutes: 15 })).toBe('session/closed')
    room.ok('system', 'session:advance', {})
    expect(room.no('moderator', 'session:extend', { minutes: 15 })).toBe('session/closed')
  })

  it('W6: reopened, it takes questions again until the new instant, and trusts the clock', () => {
    const room = makeRoom({ phase: 'closed', held: true })
    room.at = CLOSES_AT + 60 * MINUTE_MS
    room.ok('moderator', 'session:reopen', { minutes: 5 })
    expect(room.state.session).toMatchObject({
      phase: 'live',
      held: false,
      closesAt: room.at + 5 * MINUTE_MS,
    })
    room.ask()
  })

  it('opens and starts by hand, never after its end', () => {
    const room = makeRoom({
      phase: 'scheduled',
      opensAt: START + MINUTE_MS * 30,
      liveAt: START + MINUTE_MS * 60,
    })
    room.ok('moderator', 'session:open', {})
    expect(room.state.session.opensAt).toBe(room.at)
    room.ok('moderator', 'session:start', {})
    expect(room.state.session.liveAt).toBe(room.at)
    const over = makeRoom({ phase: 'scheduled' })
    over.at = CLOSES_AT
    expect(over.no('moderator', 'session:open', {})).toBe('session/bad-times')
    expect(over.no('moderator', 'session:start', {})).toBe('session/bad-times')
  })

  it('pause is a flag: asking goes on', () => {
    const room = makeRoom()
    room.ok('moderator', 'session:pause', { on: true })
    room.ask()
    expect(room.decide('moderator', 'session:pause', { on: true })).toMatchObject({ ok: true, changes: [] })
    room.ok('system', 'session:hold', { on: true })
    expect(room.state.session).toMatchObject({ paused: true, held: true, closesAt: CLOSES_AT })
  })
})
