/** Working days: week-ends, holidays with a date, the one that follows Easter, and both changes of the clock. */
import { expect, test } from 'vitest'
import { dayInRome, instantInRome } from '../../server/domain/session.ts'
import { isWorkingDay, workingDaysAfter } from '../../server/domain/working-days.ts'

const at = (day: string, time = '15:31') => instantInRome(day, time)
const after = (day: string, days: number) => dayInRome(workingDaysAfter(at(day), days))

test('ten working days after a Thursday are the Thursday two weeks later', () => {
  expect(after('2026-11-19', 10)).toBe('2026-12-03')
})

test('week-ends and holidays are no working days', () => {
  expect(after('2026-12-04', 1)).toBe('2026-12-07')
  expect(after('2026-12-07', 1)).toBe('2026-12-09')
  expect(after('2026-12-24', 1)).toBe('2026-12-28')
})

test('Easter Monday is found in early, late and ordinary years', () => {
  const mondays = ['2024-04-01', '2025-04-21', '2026-04-06', '2038-04-26', '2035-03-26']
  expect(mondays.map((day) => isWorkingDay(at(day)))).toEqual(mondays.map(() => false))
  expect(isWorkingDay(at('2026-04-13'))).toBe(true)
})

test('the count is right over both nights on which the clock changes, at any hour', () => {
  for (const time of ['00:00', '12:00', '23:59']) {
    expect(dayInRome(workingDaysAfter(at('2026-03-27', time), 1))).toBe('2026-03-30')
    expect(dayInRome(workingDaysAfter(at('2026-10-23', time), 1))).toBe('2026-10-26')
  }
})
