/** Which day the home page shows first, which come next, which are over. */
import { expect, test } from 'vitest'
import { type Day, homeDays } from '../../../client/pages/home/home-days.ts'
import { instantInRome } from '../../../server/domain/session.ts'

const now = instantInRome('2026-11-19', '15:00')

const day = (code: string, date: string, more: Partial<Day> = {}): Day => ({
  entity: 'session',
  id: code,
  changedSeq: 1,
  code,
  kind: 'forum',
  title: code,
  phase: 'scheduled',
  paused: false,
  held: false,
  opensAt: instantInRome(date, '09:00') - 3 * 24 * 3_600_000,
  liveAt: instantInRome(date, '09:30'),
  closesAt: instantInRome(date, '16:30'),
  breakFrom: null,
  breakTo: null,
  visibility: 'beneficiaries',
  admission: 'reviewed',
  rehearsal: false,
  themeIds: [],
  asksPerPerson: 3,
  asksPerBody: 6,
  ...more,
})

const codes = (days: readonly Day[]) => days.map(({ code }) => code)

const first = day('FD1', '2026-11-17', { phase: 'answersOnly' })
const live = day('FD2', '2026-11-19', { phase: 'live' })
const third = day('FD3', '2026-11-24', { phase: 'collecting' })
const fourth = day('FD4', '2026-11-26')

test('the live day comes first, then the dates in order, then those that are over', () => {
  const days = homeDays([fourth, first, third, live], now)
  expect(days.main).toBe(live)
  expect(codes(days.next)).toEqual(['FD3', 'FD4'])
  expect(codes(days.past)).toEqual(['FD1'])
  expect(days.placeOf(live)).toBe(2)
})

test('with nothing live the next day takes the place; after the last day the last one does', () => {
  const before = homeDays([fourth, third, first], now)
  expect(before.main).toBe(third)
  expect(codes(before.next)).toEqual(['FD4'])
  const after = homeDays([first, day('FD0', '2026-11-12', { phase: 'archived' })], now)
  expect(after.main).toBe(first)
  expect(codes(after.past)).toEqual(['FD0'])
})

test('a second live day is shown beside the first, a rehearsal is not shown at all', () => {
  const other = day('FD9', '2026-11-20', { phase: 'live' })
  const rehearsal = day('P1', '2026-11-18', { phase: 'live', rehearsal: true })
  const days = homeDays([other, rehearsal, live], now)
  expect(days.main).toBe(live)
  expect(codes(days.alsoLive)).toEqual(['FD9'])
  expect(days.placeOf(live)).toBe(1)
})

test('a day that nobody opened and that is over is no coming date', () => {
  expect(homeDays([day('FD0', '2026-11-12')], now).main).toBeUndefined()
})

test('at most four dates, and the classroom only on its day', () => {
  const dates = ['20', '21', '22', '23', '24', '25'].map((date) => day(`D${date}`, `2026-11-${date}`))
  expect(codes(homeDays(dates, now).next)).toEqual(['D21', 'D22', 'D23', 'D24'])
  const room = (date: string) => day('123456', date, { kind: 'seminar', phase: 'collecting' })
  expect(homeDays([room('2026-11-19')], now).room?.code).toBe('123456')
  expect(homeDays([room('2026-11-20')], now).room).toBeUndefined()
  expect(homeDays([room('2026-11-19')], now).main).toBeUndefined()
})
