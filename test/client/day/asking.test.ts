/** Whether somebody may ask, how many are left and why not, and which phase the head shows at an instant. */
import { beforeAll, expect, test } from 'vitest'
import {
  type Asking,
  type AskingFacts,
  askingOf,
  nextDayAfter,
  usedOf,
} from '../../../client/components/day/asking.ts'
import { type DayPhaseFacts, shownPhase } from '../../../client/components/day/day-phase.ts'
import type { Me } from '../../../client/state/account.ts'
import type { QuestionView } from '../../../client/state/session.ts'
import { setLanguage } from '../../../client/text/text.ts'
import { instantInRome, SESSION_PHASES } from '../../../server/domain/session.ts'
import type { View } from '../../../server/domain/views.ts'

const at = (time: string, day = '2026-11-19') => instantInRome(day, time)

const session = {
  id: 's2',
  code: 'FD2',
  kind: 'forum',
  phase: 'live',
  paused: false,
  rehearsal: false,
  opensAt: at('9:00', '2026-11-16'),
  liveAt: at('9:30'),
  closesAt: at('16:30'),
  breakFrom: at('13:00'),
  breakTo: at('14:30'),
  themeIds: ['T2'],
  asksPerPerson: 3,
  asksPerBody: 6,
} as unknown as View<'session'>

const me = { actorId: 'anna', grants: [{ role: 'participant', scope: 'body:b1' }] } as unknown as Me
const none = { byPerson: 0, byBody: 0 }
const facts = (more: Partial<AskingFacts>): AskingFacts => ({
  session,
  phase: 'live',
  now: at('15:34'),
  me,
  mutedUntil: null,
  used: none,
  next: undefined,
  ...more,
})
const reason = (asking: Asking) => (asking.kind === 'not' ? asking.reason : asking.kind)

beforeAll(() => setLanguage('it'))

test('what is left is the smaller of the two quotas', () => {
  expect(askingOf(facts({}))).toEqual({ kind: 'may', left: 3 })
  expect(askingOf(facts({ used: { byPerson: 1, byBody: 5 } }))).toEqual({ kind: 'may', left: 1 })
})

test('each reason why not is said in words, the one that is the reader’s own first', () => {
  const next = { ...session, id: 's3', opensAt: at('9:00', '2026-11-24') }
  const cases: [Partial<AskingFacts>, string][] = [
    [
      { used: { byPerson: 3, byBody: 6 }, next },
      'Oggi hai già inviato 3 quesiti. Puoi scriverne altri dal 24 novembre.',
    ],
    [{ used: { byPerson: 3, byBody: 3 } }, 'Oggi hai già inviato 3 quesiti.'],
    [{ used: { byPerson: 0, byBody: 6 } }, 'Il tuo Comune ha già inviato i suoi 6 quesiti di oggi.'],
    [{ mutedUntil: at('16:30') }, 'Il moderatore ha sospeso i tuoi invii fino alle 16:30.'],
    [{ me: { ...me, grants: [] } }, 'Il tuo ente non è iscritto a questa edizione: puoi leggere tutto.'],
  ]
  expect(cases.map(([more]) => reason(askingOf(facts(more))))).toEqual(cases.map(([, words]) => words))
})

test('nobody is asked to sign in where the box is closed, and everybody where it is open', () => {
  expect(askingOf(facts({ me: null }))).toEqual({ kind: 'signIn' })
  expect(askingOf(facts({ me: null, phase: 'before' }))).toEqual({ kind: 'before' })
  expect(askingOf(facts({ me: null, phase: 'ended' }))).toEqual({ kind: 'over' })
})

test('a draft that was held in time may still go, whatever else there is', () => {
  expect(askingOf(facts({ phase: 'grace' }))).toEqual({ kind: 'grace' })
  expect(askingOf(facts({ phase: 'answersOnly' }))).toEqual({ kind: 'closed', next: undefined })
})

test('neither what was withdrawn nor what came from another day counts against the quotas', () => {
  const rows = [
    { number: 'FD2-1', status: 'published', mine: true },
    { number: 'FD2-2', status: 'withdrawn', mine: true },
    { number: 'FD1-9', status: 'published', mine: true },
    { number: 'FD2-3', status: 'joined' },
  ] as QuestionView[]
  expect(usedOf(rows, 1, 'FD2')).toEqual({ byPerson: 2, byBody: 3 })
})

test('the next day is the next that takes questions, of the same theme before any other', () => {
  const day = (id: string, date: string, more: Partial<View<'session'>> = {}) =>
    ({ ...session, id, liveAt: at('9:30', date), phase: 'scheduled', ...more }) as View<'session'>
  const other = day('s3', '2026-11-24', { themeIds: ['T1'] })
  const same = day('s4', '2026-12-01')
  expect(nextDayAfter(session, [same, other, session])?.id).toBe('s4')
  expect(nextDayAfter(session, [other, session])?.id).toBe('s3')
  expect(nextDayAfter(session, [day('s0', '2026-11-10'), session])).toBeUndefined()
  expect(nextDayAfter(session, [day('s5', '2026-12-01', { phase: 'archived' })])).toBeUndefined()
  expect(nextDayAfter(session, [day('s6', '2026-12-01', { rehearsal: true })])).toBeUndefined()
})

const phase = (more: Partial<View<'session'>>, now: number, given: Partial<DayPhaseFacts> = {}) =>
  shownPhase({
    session: { ...session, ...more },
    now,
    isOffline: false,
    isDraftHeld: false,
    asked: 84,
    open: 0,
    ...given,
  })

test('the head follows phase and clock', () => {
  const closesAt = at('16:30')
  expect(phase({ phase: 'scheduled' }, at('8:00'))).toEqual({ kind: 'before', opensAt: session.opensAt })
  expect(phase({ phase: 'collecting' }, at('8:00'))).toEqual({ kind: 'collecting', liveAt: at('9:30') })
  expect(phase({}, at('15:34'))).toEqual({ kind: 'live', closesAt })
  expect(phase({}, at('15:34'), { isOffline: true })).toEqual({ kind: 'offline', closesAt })
  expect(phase({}, at('13:00'))).toEqual({ kind: 'break', resumesAt: at('14:30') })
  expect(phase({}, at('14:30'))).toEqual({ kind: 'live', closesAt })
  expect(phase({ paused: true }, at('15:34'))).toEqual({ kind: 'break' })
  expect(phase({ phase: 'archived' }, at('18:00'))).toEqual({
    kind: 'ended',
    questions: 84,
    withoutOutcome: 0,
  })
})

test('at the closing instant sending is closed, whether or not the phase has followed', () => {
  for (const name of ['collecting', 'live', 'answersOnly'] as const) {
    expect(phase({ phase: name }, at('16:30')), name).toEqual({ kind: 'answersOnly', closedAt: at('16:30') })
  }
})

test('who had begun has sixty seconds more, and not one after them', () => {
  const held = { isDraftHeld: true }
  expect(phase({}, at('16:30') - 1, held).kind).toBe('live')
  expect(phase({}, at('16:30'), held)).toEqual({ kind: 'grace', until: at('16:31') })
  expect(phase({ phase: 'answersOnly' }, at('16:31') - 1, held).kind).toBe('grace')
  expect(phase({ phase: 'answersOnly' }, at('16:31'), held).kind).toBe('answersOnly')
})

test('every phase at every hour shows something', () => {
  for (const name of SESSION_PHASES)
    for (const time of ['8:00', '13:30', '16:29', '23:00'])
      expect(phase({ phase: name }, at(time)).kind, `${name} ${time}`).toBeTruthy()
})
