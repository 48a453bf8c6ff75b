/** The calendar's file: instants in UTC, texts escaped, lines no longer than RFC 5545 allows. */
import { expect, test } from 'vitest'
import { type CalendarDay, calendarFile } from '../../../client/components/day/calendar-file.ts'
import { instantInRome } from '../../../server/domain/session.ts'

const day = (more: Partial<CalendarDay> = {}): CalendarDay => ({
  id: 'abc',
  title: 'Stato civile',
  detail: 'Forum',
  url: 'https://quesiti.example/giornate/FD3',
  from: instantInRome('2026-11-24', '09:30'),
  to: instantInRome('2026-11-24', '16:30'),
  ...more,
})

const now = Date.UTC(2026, 10, 20, 8, 0)
const fileOf = (more?: Partial<CalendarDay>) => calendarFile(day(more), now)
/** What a reader of the format makes of it: lines put together again. */
const linesOf = (file: string) => file.replace(/\r\n /g, '').split('\r\n')

test('hours of Rome are written in UTC, on both sides of daylight saving', () => {
  expect(linesOf(fileOf())).toContain('DTSTART:20261124T083000Z')
  const summer = linesOf(fileOf({ from: instantInRome('2026-07-01', '09:30') }))
  expect(summer).toContain('DTSTART:20260701T073000Z')
  expect(linesOf(fileOf())).toContain('DTSTAMP:20261120T080000Z')
})

test('commas, semicolons, backslashes and new lines of a title are escaped', () => {
  const lines = linesOf(fileOf({ title: 'Anagrafe, stato civile; «a\\b»\nBEGIN:VEVENT' }))
  expect(lines).toContain('SUMMARY:Anagrafe\\, stato civile\\; «a\\\\b»\\nBEGIN:VEVENT')
  expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(1)
})

test('long lines are folded at 75 bytes without cutting a character, and read back whole', () => {
  const title = 'Perché l’età è così — 🏛️ '.repeat(12).trim()
  const file = fileOf({ title })
  for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  expect(file).not.toContain('\uFFFD')
  expect(linesOf(file)).toContain(`SUMMARY:${title}`)
})

test('every line ends with CR LF, and the identifier is the same each time', () => {
  expect(fileOf().replace(/\r\n/g, '')).not.toMatch(/[\r\n]/)
  expect(fileOf().endsWith('END:VCALENDAR\r\n')).toBe(true)
  expect(linesOf(calendarFile(day(), now + 1))).toContain('UID:abc@quesiti.example')
})
