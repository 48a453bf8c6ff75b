/** Two servers and a real Redis that counts for both: killed or stopped, people read on, and nobody signs in by guessing. */
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type RedisServer, startRedis } from '../../scripts/services/redis.ts'
import { limits } from '../../server/domain/limits.ts'
import { type HttpServer, startHttp } from '../support/http-server.ts'

let redis: RedisServer
const servers: HttpServer[] = []
beforeAll(async () => {
  redis = await startRedis()
})
beforeEach(async () => {
  for (let n = 0; n < 2; n += 1) {
    const env = { SECRET: 'the same secret for both of these servers' }
    servers.push(await startHttp({ env, redisUrl: redis.url }))
  }
  for (const { parts } of servers) await expect.poll(() => parts.redis?.isHealthy).toBe(true)
})
afterEach(async () => {
  for (const server of servers.splice(0)) await server.close()
  await redis.stop('SIGKILL')
  await redis.start()
})
afterAll(() => redis.stop('SIGKILL'))

const two = (): [HttpServer, HttpServer] => [servers[0] as HttpServer, servers[1] as HttpServer]
const asked = (server: HttpServer, email: string) =>
  server.call('POST', '/api/auth/code', { body: { email } })
const guess = (server: HttpServer, email: string) =>
  server.call('POST', '/api/auth/sign-in', { body: { email, code: '000000' } })

test('codes are counted over both', async () => {
  const [a, b] = two()
  const statuses: number[] = []
  for (let n = 0; n < limits.codesPerAccount.burst + 2; n += 1)
    statuses.push((await asked(n % 2 === 0 ? a : b, 'anna@example.it')).status)
  expect(statuses.filter((status) => status === 200)).toHaveLength(limits.codesPerAccount.burst)
  const refused = await asked(b, 'anna@example.it')
  expect(refused.body).toMatchObject({ ok: false, code: 'login/too-many' })
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await asked(b, 'bruno@example.it')).status).toBe(200)
})

test('guesses at a code are counted over both, also when they come at once', async () => {
  const [a, b] = two()
  const tries = 3 * limits.signInsPerAccount.burst
  const answers = await Promise.all(
    Array.from({ length: tries }, (_, n) => guess(n % 2 === 0 ? a : b, 'anna@example.it')),
  )
  const tried = answers.filter(({ body }) => body.code !== 'login/too-many')
  expect(tried.length).toBe(limits.signInsPerAccount.burst)
})

test('requests are counted over both', async () => {
  const [a, b] = two()
  const half = limits.requestsPerAddress.max / 2
  const reads = async (server: HttpServer, times: number) => {
    const seen = new Set<number>()
    for (let n = 0; n < times; n += 50)
      for (const { status } of await Promise.all(
        Array.from({ length: 50 }, () => server.call('GET', '/api/me')),
      ))
        seen.add(status)
    return seen
  }
  expect(await reads(a, half)).not.toContain(429)
  expect(await reads(b, half)).not.toContain(429)
  expect((await a.call('GET', '/api/me')).status).toBe(429)
  expect((await b.call('GET', '/api/me')).status).toBe(429)
})

test('F8 away, people read on, and signing in says when to try again; back, all is as before', async () => {
  const [a, b] = two()
  await redis.stop('SIGKILL')
  for (const server of [a, b]) {
    // At once, whether or not it is known already that it is away.
    for (const answer of [await asked(server, 'anna@example.it'), await guess(server, 'anna@example.it')]) {
      expect(answer.status).toBe(503)
      expect(answer.body.code).toBe('service/unavailable')
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0)
    }
    expect((await server.call('GET', '/api/me')).status).not.toBeGreaterThanOrEqual(429)
  }
  await redis.start()
  for (const server of [a, b])
    await expect
      .poll(async () => (await asked(server, `${server.url}@example.it`.replace(/[/:]/g, ''))).status)
      .toBe(200)
})

test('F8 stopped in the middle, requests wait for it once and briefly, and signing in is refused', async () => {
  const [a] = two()
  expect((await a.call('GET', '/api/me')).status).toBeLessThan(429)
  process.kill(redis.pid, 'SIGSTOP')
  try {
    expect((await guess(a, 'anna@example.it')).status).toBe(503)
    expect((await a.call('GET', '/api/me')).status).toBeLessThan(429)
    await expect.poll(() => a.parts.redis?.isHealthy).toBe(false)
    const startedAt = performance.now()
    for (let n = 0; n < 20; n += 1) expect((await a.call('GET', '/api/me')).status).toBeLessThan(429)
    expect(performance.now() - startedAt).toBeLessThan(20 * limits.redisCommandMs)
    expect((await guess(a, 'anna@example.it')).status).toBe(503)
  } finally {
    process.kill(redis.pid, 'SIGCONT')
  }
  await expect.poll(() => a.parts.redis?.isHealthy).toBe(true)
  await expect.poll(async () => (await guess(a, 'anna@example.it')).body.code).not.toBe('service/unavailable')
})

test('Redis is never told who is counted', async () => {
  const [a] = two()
  await asked(a, 'anna@example.it')
  await guess(a, 'anna@example.it')
  await a.call('GET', '/api/me')
  const keys = (await a.parts.rates.requests?.client.keys('*')) ?? []
  expect(keys.length).toBeGreaterThan(2)
  for (const key of keys) expect(key).not.toMatch(/anna|example|127\.0\.0\.1/)
})
