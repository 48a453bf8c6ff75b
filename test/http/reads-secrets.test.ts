/** Everything that can be read over HTTP, by everybody, after a day with one of each secret: who finds which word, ever. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  type Day,
  playDay,
  type ReadsServer,
  SECRETS,
  type Secret,
  startReads,
  type Who,
} from '../support/reads-day.ts'

let server: ReadsServer
const days = {} as Record<'beneficiaries' | 'public', Day>
let rehearsal: Day

beforeAll(async () => {
  server = await startReads()
  for (const visibility of ['beneficiaries', 'public'] as const)
    days[visibility] = await playDay(server, await server.plan({ code: `FD-${visibility}`, visibility }))
  rehearsal = await playDay(
    server,
    await server.plan({ code: 'PROVA', visibility: 'public', rehearsal: true }),
  )
})
afterAll(() => server.close())

const CLASSES = ['participant', 'expert', 'moderator'] as const

const addressesOf = (day: Day): string[] => [
  ...CLASSES.flatMap((as) => [
    ...day.allQuestions.map((id) => `/api/sessions/${day.sessionId}/questions/${id}?as=${as}`),
    ...day.allItems.map((id) => `/api/sessions/${day.sessionId}/items/${id}?as=${as}`),
  ]),
  `/api/sessions/${day.sessionId}/drafts`,
  `/api/sessions/${day.sessionId}/people`,
  ...[...Object.values(SECRETS), 'pubblico'].map((q) => `/api/search?q=${q}&sessionId=${day.sessionId}`),
]
const ACROSS = [
  '/api/sessions',
  '/api/answers/latest',
  '/api/mine',
  '/api/content/canned',
  '/api/bodies?q=pian',
]

/** All that somebody is told, wherever they ask. */
async function told(who: Who | null, day: Day): Promise<string> {
  const said: string[] = []
  for (const path of [...addressesOf(day), ...ACROSS]) {
    const { raw, headers, status } = await server.get(who, path)
    expect(headers.get('cache-control'), path).toBe('no-store')
    expect([200, 401, 403, 404], path).toContain(status)
    // What was asked for is no secret to who asks.
    said.push(raw)
  }
  return said.join('\n')
}

const secretsIn = (text: string): Secret[] =>
  (Object.keys(SECRETS) as Secret[]).filter((name) => text.includes(SECRETS[name]))

const OWN: Secret[] = ['received', 'refused', 'withdrawn', 'reworded', 'privately', 'line']
const STAFF: Secret[] = [...OWN, 'note', 'draft', 'review', 'withdrawnAnswer']

describe.each(['beneficiaries', 'public'] as const)('a session for %s', (visibility) => {
  test.each([
    [null, []],
    ['carla', []],
    ['bruno', OWN],
    ['anna', [...OWN, 'askDraft']],
    ['expert', STAFF],
    ['moderator', STAFF],
  ] as [Who | null, Secret[]][])('%s is told nothing but %j', async (who, allowed) => {
    const text = await told(who, days[visibility])
    expect(secretsIn(text).sort()).toEqual([...allowed].sort())
    const mayRead = who !== null || visibility === 'public'
    expect(text.includes(days[visibility].questions.answered)).toBe(mayRead)
  })
})

test('of a rehearsal nothing is listed, found, newest or among one’s own; administrators see that there is one', async () => {
  const isOf = new RegExp(`PROVA|${[rehearsal.sessionId, ...rehearsal.allQuestions].join('|')}`)
  for (const who of [null, 'anna', 'expert', 'moderator', 'administrator'] as const)
    for (const path of [
      ...(who === 'administrator' ? [] : ['/api/sessions']),
      '/api/answers/latest',
      '/api/mine',
      '/api/search?q=pubblico',
      `/api/search?q=pubblico&sessionId=${rehearsal.sessionId}`,
    ])
      expect((await server.get(who, path)).raw, `${who} ${path}`).not.toMatch(isOf)
  for (const who of [null, 'anna', 'moderator'] as const)
    expect((await server.get(who, '/api/sessions/by-code/PROVA')).body).toEqual({
      ok: false,
      code: 'session/not-found',
    })
  expect((await server.get('administrator', '/api/sessions')).raw).toContain('PROVA')
  expect((await server.get('administrator', '/api/sessions/by-code/PROVA')).status).toBe(200)
})
