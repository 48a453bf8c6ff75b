/** The days as iCalendar files over real HTTP: what a calendar reads there, and whom a rehearsal is not shown to. */
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createSession } from '../../server/commands/session.ts'
import { SYSTEM } from '../../server/domain/permissions.ts'
import { instantInRome } from '../../server/domain/session.ts'
import { type HttpServer, startHttp } from '../support/http-server.ts'

let server: HttpServer
let id = ''
const TITLE = `Anagrafe, «stato civile»; a\\b ${'è così — 🏛️ '.repeat(9).trim()}`

const plan = (code: string, more: object = {}) =>
  createSession(server.parts, SYSTEM.id, {
    editionId: server.parts.edition.id,
    code,
    title: 'Giornata',
    opensAt: instantInRome('2026-07-01', '08:00'),
    liveAt: instantInRome('2026-07-01', '09:30'),
    closesAt: instantInRome('2026-07-01', '16:30'),
    themeIds: [],
    asksPerPerson: 3,
    asksPerBody: 6,
    ...more,
  })

beforeAll(async () => {
  server = await startHttp()
  id = await plan('FD1', { title: TITLE })
  const winter = (time: string) => instantInRome('2026-11-24', time)
  await plan('FD2', { opensAt: winter('08:00'), liveAt: winter('09:30'), closesAt: winter('16:30') })
  await plan('FD9', { rehearsal: true })
})
afterAll(() => server.close())

const read = async (path: string) => {
  const answer = await fetch(`${server.url}${path}`)
  const file = await answer.text()
  // What a reader of the format makes of it: lines put together again.
  return { answer, file, lines: file.replace(/\r\n[ \t]/g, '').split('\r\n') }
}

test('one day: its hours in UTC, its title escaped, an identifier that stays, the way to its page', async () => {
  const { answer, lines } = await read('/api/sessions/by-code/FD1/calendar.ics')
  expect(answer.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
  expect(answer.headers.get('content-disposition')).toContain('quesiti-FD1.ics')
  expect(lines).toEqual(
    expect.arrayContaining([
      `UID:${id}@quesiti`,
      'DTSTART:20260701T073000Z',
      'DTEND:20260701T143000Z',
      `SUMMARY:${TITLE.replace(/[\\;,]/g, '\\$&')}`,
      `URL;VALUE=URI:${server.origin}/giornate/FD1`,
      'METHOD:PUBLISH',
      'TRIGGER:-PT30M',
    ]),
  )
  const again = await read('/api/calendar.ics')
  expect(again.lines).toContain(`UID:${id}@quesiti`)
})

test('all days, without a login and without the rehearsal', async () => {
  const { lines } = await read('/api/calendar.ics')
  expect(lines.filter((line) => line === 'BEGIN:VEVENT')).toHaveLength(2)
  expect(lines).toContain('DTSTART:20261124T083000Z')
})

test('lines end with CR LF and have 75 bytes at most, with no character cut in two', async () => {
  const { file } = await read('/api/calendar.ics')
  expect(file.replace(/\r\n/g, '')).not.toMatch(/[\r\n]/)
  for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75)
  expect(file).not.toContain('\uFFFD')
})

test.each(['FD9', 'nessuna', '__proto__'])('there is no day %s to read', async (code) => {
  expect((await read(`/api/sessions/by-code/${code}/calendar.ics`)).answer.status).toBe(404)
})
