/** F2: a process that is told to stop in the middle of work: everything given is kept, and it ends in time, with 0. */
import { mkdtempSync, rmSync } from 'node:fs'
import { connect as connectTcp } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import WebSocket from 'ws'
import { openStore } from '../../db/open.ts'
import { BusyClient } from '../../scripts/fault/busy-client.ts'
import { lostAcks, readStored } from '../../scripts/fault/history.ts'
import { type SeededDay, seedDay } from '../../scripts/fault/seeded-day.ts'
import { until } from '../../scripts/fault/until.ts'
import { type ServerProcess, startServer } from '../../scripts/services/server-process.ts'
import { limits } from '../../server/domain/limits.ts'
import { askPayload } from '../support/forum.ts'

let dataDir: string
let day: SeededDay
let server: ServerProcess
let clients: BusyClient[]

const start = (port: number) => startServer({ env: { DATA_DIR: dataDir, PORT: String(port) } })

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), 'quesiti-drain-'))
  day = await seedDay(dataDir, 8, { visibility: 'public' })
  server = await start(0)
  clients = day.participants.map(
    (person) =>
      new BusyClient(person, 'participant', {
        url: server.url,
        sessionId: day.sessionId,
        random: Math.random,
      }),
  )
  await until('everybody is in', () => clients.every(({ store }) => store.isComplete))
})
afterEach(async () => {
  for (const client of clients) client.close()
  await server.kill('SIGKILL')
  rmSync(dataDir, { recursive: true, force: true })
})

/** Asks one question after the other until told to stop. */
async function keepAsking(client: BusyClient, isOver: () => boolean): Promise<void> {
  while (!isOver()) {
    await client.give('question:ask', askPayload())
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

test('F2 W1 W2: told to stop while everybody asks, it loses nothing; people come back and are answered', async () => {
  let isOver = false
  const asking = clients.map((client) => keepAsking(client, () => isOver))
  const acks = () => clients.flatMap(({ calls }) => calls).filter(({ answer }) => answer?.ok).length
  await until('work is under way', () => acks() > 50)
  const beganAt = performance.now()
  const { port } = server
  expect(await server.kill('SIGTERM')).toBe(0)
  expect(performance.now() - beganAt).toBeLessThan(limits.drainMs)
  expect(server.complaints).toEqual([])
  const before = acks()
  server = await start(port)
  await until('people are answered again', () => acks() > before + 50, 20_000)
  isOver = true
  await until('everything is answered', () => clients.every(({ waiting }) => waiting === 0), 20_000)
  await Promise.all(asking)
  const calls = clients.flatMap((client) => client.calls)
  // In its first second the day isn't open yet.
  const refused = calls.flatMap(({ answer }) => (answer?.ok === false ? answer.code : []))
  expect(refused.filter((code) => code !== 'session/not-open')).toEqual([])
  const store = await openStore(day.url)
  const stored = readStored(store, day.sessionId)
  await store.close()
  expect(lostAcks(calls, await stored)).toEqual([])
})

test('F2: whoever watches is told before it stops listening, and is served until then', async () => {
  const get = async (path: string) => (await fetch(`${server.url}${path}`)).status
  expect(await get('/readyz')).toBe(200)
  const ended = server.kill('SIGTERM')
  await expect.poll(() => get('/readyz')).toBe(503)
  expect(await get('/livez')).toBe(200)
  expect(await get('/api/sessions')).toBe(200)
  expect(await ended).toBe(0)
  await expect(get('/livez')).rejects.toThrow()
})

test('F2: a request, a line and a feed that hang keep it no longer than its time', async () => {
  const { port } = server
  const request = connectTcp(port, '127.0.0.1')
  request.on('error', () => {})
  request.write('POST /api/auth/code HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{')
  const feed = new WebSocket(`ws://127.0.0.1:${port}/feed/v1/sessions/${day.sessionId}`)
  feed.on('error', () => {})
  await new Promise((resolve) => feed.once('message', resolve))
  feed.pause()
  const beganAt = performance.now()
  expect(await server.kill('SIGTERM')).toBe(0)
  expect(performance.now() - beganAt).toBeLessThan(limits.drainMs)
  request.destroy()
  feed.terminate()
})

test('F2: told twice, it ends at once', async () => {
  const request = connectTcp(server.port, '127.0.0.1')
  request.on('error', () => {})
  request.write('POST /api/auth/code HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 100\r\n\r\n{')
  await fetch(`${server.url}/readyz`)
  void server.kill('SIGTERM')
  await expect.poll(async () => (await fetch(`${server.url}/readyz`)).status).toBe(503)
  const beganAt = performance.now()
  expect(await server.kill('SIGTERM')).toBe(1)
  expect(performance.now() - beganAt).toBeLessThan(limits.drainNoticeMs / 2)
  request.destroy()
})

test.each([
  ['a rejection that nobody handles', 'Promise.reject(new Error(word))'],
  ['an exception that nobody catches', 'setTimeout(() => { throw new Error(word) })'],
])('%s is logged without its words, and the process leaves in order, with 1', async (_what, bug) => {
  await server.kill('SIGKILL')
  const planted = `data:text/javascript,process.on("message", (word) => { ${encodeURIComponent(bug)} })`
  server = await startServer({
    env: { DATA_DIR: dataDir, PORT: String(server.port) },
    nodeFlags: ['--import', planted],
  })
  await until('everybody is back', () => clients.every(({ net }) => net.status.line === 'live'), 20_000)
  server.child.send?.('canarino')
  expect(await server.ended).toBe(1)
  expect(server.complaints.map((line) => JSON.parse(line).msg)).toEqual(['stopping after a bug'])
  expect(server.complaints.join()).not.toContain('canarino')
})

test('F2: a line on which nothing was ever said, as browsers open ahead of need, holds up nobody', async () => {
  const silent = connectTcp(server.port, '127.0.0.1')
  silent.on('error', () => {})
  await new Promise((resolve) => silent.once('connect', resolve))
  const beganAt = performance.now()
  expect(await server.kill('SIGTERM')).toBe(0)
  // Cut as a last resort, it would have lasted nearly the whole time.
  expect(performance.now() - beganAt).toBeLessThan(limits.drainMs / 2)
  silent.destroy()
})
