// @vitest-environment node
/** REST and the account from the browser's side, against a real HTTP server. */
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createAccount, type Me } from '../../../client/state/account.ts'
import { type Api, createApi } from '../../../client/state/api.ts'
import { memoryStorage } from '../../../client/sync/browser.ts'
import { ServerClock } from '../../../client/sync/server-clock.ts'
import { handTime } from '../sync/by-hand.ts'

const anna: Me = {
  actorId: 'anna',
  email: 'anna@poggio.example',
  name: 'Anna',
  locale: 'it',
  office: null,
  body: null,
  grants: [],
  expiresAt: 9,
}

let server: Server
let origin: string
let answer: { status: number; body: string } | 'silence'
let heard: { method: string | undefined; headers: IncomingMessage['headers']; body: string }[]
const time = handTime()
let api: Api

beforeEach(async () => {
  heard = []
  server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    heard.push({ method: request.method, headers: request.headers, body })
    if (answer !== 'silence') response.writeHead(answer.status).end(answer.body)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  api = createApi({ fetching: (path, given) => fetch(`${origin}${path}`, given), timers: time })
})
afterEach(() => {
  server.closeAllConnections()
  server.close()
})

const says = (body: unknown, status = 200) => {
  answer = { status, body: JSON.stringify(body) }
}

test('every request carries the header that other sites can’t send; a body is JSON', async () => {
  says({ ok: true, id: 'x' })
  expect(await api.post('/api/x', { word: 'città' })).toEqual({ ok: true, id: 'x' })
  await api.get('/api/x')
  expect(
    heard.map(({ method, headers, body }) => [method, headers['x-quesiti'], headers['content-type'], body]),
  ).toEqual([
    ['POST', '1', 'application/json', '{"word":"città"}'],
    ['GET', '1', undefined, ''],
  ])
})

test('a failure is a value with its code; what is not our server’s is not taken for it', async () => {
  says({ ok: false, code: 'login/code-wrong', details: { left: 2 } }, 401)
  expect(await api.get('/api/x')).toMatchObject({ code: 'login/code-wrong', details: { left: 2 } })
  for (const page of ['<html>502</html>', '', '"text"', 'null']) {
    answer = { status: 502, body: page }
    expect(await api.get('/api/x')).toEqual({ ok: false, code: 'service/unavailable' })
  }
  // The sign-in page of a network, in place of ours.
  answer = { status: 200, body: '<html>Benvenuti</html>' }
  expect(await api.get('/api/x')).toEqual({ ok: false, code: 'service/unavailable' })
})

test('no line, no answer in time, and called off', async () => {
  answer = 'silence'
  const late = api.get('/api/x')
  while (heard.length === 0) await new Promise((resolve) => setImmediate(resolve))
  time.advance(15_000)
  expect(await late).toEqual({ ok: false, code: 'device/no-answer' })
  const calling = new AbortController()
  const off = api.get('/api/x', { signal: calling.signal })
  calling.abort()
  expect(await off).toMatchObject({ ok: false })
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  expect(await api.get('/api/x')).toEqual({ ok: false, code: 'device/offline' })
  expect(time.waiting()).toBe(0)
})

test('the account is the server’s word; without a line the last one stays, after signing out none', async () => {
  const storage = memoryStorage()
  const clock = new ServerClock(time.now)
  const account = createAccount({ api, storage, clock })
  expect(account.me.value).toBeUndefined()
  says({ ok: true, now: 5_000, outbox: '/outbox', me: anna })
  expect(await account.load()).toBeNull()
  expect(account.me.value).toEqual(anna)
  expect(account.outboxPath.value).toBe('/outbox')
  expect(clock.now()).toBe(5_000)
  const known = account.me.value
  await account.load()
  expect(account.me.value).toBe(known)

  answer = { status: 503, body: '' }
  const later = createAccount({ api, storage, clock })
  expect(later.me.value).toEqual(anna)
  expect(await later.load()).toBe('service/unavailable')
  expect(later.me.value).toEqual(anna)
  later.forget()
  expect(later.me.value).toBeNull()
  expect(createAccount({ api, storage, clock }).me.value).toBeUndefined()

  says({ ok: true, now: 5_000, outbox: null, me: null })
  await later.load()
  expect(later.me.value).toBeNull()
})

test('an answer that comes after signing out doesn’t sign in again', async () => {
  const account = createAccount({ api, storage: memoryStorage(), clock: new ServerClock(time.now) })
  says({ ok: true, now: 5_000, outbox: null, me: anna })
  const loading = account.load()
  account.forget()
  await loading
  expect(account.me.value).toBeNull()
})
