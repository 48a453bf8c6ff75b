/** The numbers that the process gives of itself: who may read them, that they are right, and what is not in them. */
import { afterEach, expect, test } from 'vitest'
import { mountEngine } from '../../server/engine.ts'
import { askPayload } from '../support/forum.ts'
import { type HttpServer, startHttp } from '../support/http-server.ts'
import { type ReadsServer, startReads } from '../support/reads-day.ts'

const TOKEN = 'a-token-for-prometheus-0123456789'
const open: { close(): Promise<void> }[] = []
afterEach(async () => {
  for (const server of open.splice(0)) await server.close()
})

async function serve(env: Record<string, string> = {}): Promise<HttpServer> {
  const plugins = async (
    ...[app, parts]: Parameters<typeof mountEngine> extends [infer A, infer P, unknown] ? [A, P] : never
  ) => void (await mountEngine(app, parts, () => {}))
  const server = await startHttp({ env, plugins })
  open.push(server)
  return server
}

async function day(): Promise<ReadsServer> {
  const server = await startReads()
  open.push(server)
  return server
}

const textOf = async (server: HttpServer): Promise<string> => {
  const { status, body } = await server.call('GET', '/metrics')
  expect(status).toBe(200)
  return String(body.text)
}

/** The value of a series, as it stands in the text. */
const numberAt = (text: string, series: string): number | undefined => {
  const line = text.split('\n').find((one) => one.startsWith(`${series} `))
  return line === undefined ? undefined : Number(line.slice(series.length + 1))
}

test('without a token this machine alone may read, and not through a proxy', async () => {
  const server = await serve()
  expect((await server.call('GET', '/metrics')).headers.get('content-type')).toMatch(/^text\/plain/)
  for (const name of ['x-forwarded-for', 'forwarded', 'x-real-ip', 'via'])
    expect(await server.call('GET', '/metrics', { headers: { [name]: '203.0.113.7' } })).toMatchObject({
      status: 404,
    })
})

test('behind a public address nobody may read without a token', async () => {
  const server = await serve({ PUBLIC_URL: 'http://localhost:8080' })
  expect(await server.call('GET', '/metrics')).toMatchObject({
    status: 404,
    body: { code: 'request/not-found' },
  })
})

test('with a token whoever shows it may read, and nobody else', async () => {
  const server = await serve({ METRICS_TOKEN: TOKEN, PUBLIC_URL: 'http://localhost:8080' })
  const status = async (authorization?: string) =>
    (await server.call('GET', '/metrics', authorization ? { headers: { authorization } } : {})).status
  expect(await status(`Bearer ${TOKEN}`)).toBe(200)
  expect(await status()).toBe(401)
  expect(await status('Bearer ')).toBe(401)
  expect(await status(`Bearer ${TOKEN}x`)).toBe(401)
  expect(await status(`Bearer ${TOKEN.slice(1)}`)).toBe(401)
  expect(await status(`Basic ${TOKEN}`)).toBe(401)
  expect((await server.call('GET', '/livez', { headers: { authorization: 'Bearer x' } })).status).toBe(200)
})

test('what happens is counted; a session is named by its code as long as it is loaded', async () => {
  const reads = await day()
  const sessionId = await reads.plan({ code: 'FD7' })
  const [secret, other] = ['canarino-del-titolo', 'canarino-del-testo']
  await reads.run(sessionId, 'anna', 'question:ask', { ...askPayload(secret), text: other })
  const text = await textOf(reads.http)
  const room = await reads.room(sessionId)
  expect(numberAt(text, 'quesiti_rooms')).toBe(1)
  expect(numberAt(text, 'quesiti_session_head{session="FD7"}')).toBe(room.history.head)
  expect(numberAt(text, 'quesiti_session_waiting_commands{session="FD7"}')).toBe(0)
  const flushes = numberAt(text, 'quesiti_session_flush_commands_count{session="FD7"}') ?? 0
  expect(flushes).toBeGreaterThan(0)
  expect(numberAt(text, 'quesiti_session_flush_commands_bucket{session="FD7",le="+Inf"}')).toBe(flushes)
  expect(numberAt(text, 'quesiti_session_flush_seconds_count{session="FD7"}')).toBe(flushes)
  expect(numberAt(text, 'quesiti_session_flush_seconds_sum{session="FD7"}')).toBeGreaterThan(0)
  expect(numberAt(text, 'quesiti_failed_flushes_total')).toBe(0)
  expect(numberAt(text, 'quesiti_ready')).toBe(1)
  expect(numberAt(text, 'nodejs_heap_size_used_bytes')).toBeGreaterThan(0)
  for (const word of [secret, other, 'example.it', sessionId, reads.actorId('anna'), '127.0.0.1'])
    expect(text).not.toContain(word)
})

test('refusals are counted by code', async () => {
  const server = await serve()
  await server.call('GET', '/api/me')
  await server.call('POST', '/api/auth/sign-in', { body: {} })
  const text = await textOf(server)
  expect(numberAt(text, 'quesiti_refused_total{edge="http",code="request/invalid"}')).toBe(1)
  expect(numberAt(text, 'quesiti_http_responses_total{status="4xx"}')).toBeGreaterThan(0)
})

test('a server on SQLite has no pool; one that is asked twice counts once', async () => {
  const server = await serve()
  const first = await textOf(server)
  expect(first).not.toContain('quesiti_database_connections{')
  const before = numberAt(first, 'quesiti_http_responses_total{status="2xx"}') ?? 0
  expect(numberAt(await textOf(server), 'quesiti_http_responses_total{status="2xx"}')).toBe(before + 1)
})

test('two servers in one process count each for itself', async () => {
  const [one, two] = [await serve(), await serve()]
  await one.call('POST', '/api/auth/sign-in', { body: {} })
  const refused = 'quesiti_refused_total{edge="http",code="request/invalid"}'
  expect(numberAt(await textOf(one), refused)).toBe(1)
  expect(numberAt(await textOf(two), refused)).toBeUndefined()
})

test('every line is one that Prometheus reads', async () => {
  const reads = await day()
  await reads.room(await reads.plan({ code: 'FD"8\\\n' }))
  const text = await textOf(reads.http)
  for (const line of text.split('\n')) {
    expect(line).toMatch(
      /^$|^# (HELP|TYPE) [a-z0-9_:]+ .+$|^[a-z0-9_:]+(\{([a-z]+="([^"\\]|\\.)*",?)+\})? (-?[0-9.e+-]+|NaN|[+-]Inf)$/i,
    )
  }
})
