/** Working days as an office in Italy counts them, for what is promised "within so many". Knows no promise. */
import { dayInRome, instantInRome } from './session.ts'

const DAY_MS = 86_400_000

/** Month and day of the holidays that have a date of their own; Francis of Assisi again from 2026. */
const FIXED = new Set([
  '01-01',
  '01-06',
  '04-25',
  '05-01',
  '06-02',
  '08-15',
  '10-04',
  '11-01',
  '12-08',
  '12-25',
  '12-26',
])

/** The noon of the day in Rome that is so many working days after the day of `at`. */
export function workingDaysAfter(at: number, days: number): number {
  let noon = instantInRome(dayInRome(at), '12:00')
  for (let left = days; left > 0; ) {
    // Noon and a day is noon or an hour beside it: always the next day.
    noon = instantInRome(dayInRome(noon + DAY_MS), '12:00')
    if (isWorkingDay(noon)) left -= 1
  }
  return noon
}

export function isWorkingDay(at: number): boolean {
  const day = dayInRome(at)
  const weekday = new Date(`${day}T12:00:00Z`).getUTCDay()
  return weekday !== 0 && weekday !== 6 && !FIXED.has(day.slice(5)) && day !== easterMonday(day)
}

/** Gauss's rule for the Gregorian calendar, for the year of `day`. */
function easterMonday(day: string): string {
  const year = Number(day.slice(0, 4))
  const golden = year % 19
  const century = Math.floor(year / 100)
  const moon =
    (19 * golden + century - Math.floor(century / 4) - Math.floor((8 * century + 13) / 25) + 15) % 30
  const full =
    moon - Math.floor(moon / 28) * (1 - Math.floor(29 / (moon + 1)) * Math.floor((21 - golden) / 11))
  const weekday = (year + Math.floor(year / 4) + full + 2 - century + Math.floor(century / 4)) % 7
  // Counted from the last of February, which is where March's days begin.
  const sunday = full - weekday + 28
  return new Date(Date.UTC(year, 2, sunday + 1)).toISOString().slice(0, 10)
}
