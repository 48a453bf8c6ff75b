/** A real Redis between two processes' ends: killed, stopped, emptied, locked; what it loses is never more than time. */
import { createClient } from 'redis'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { openProxy } from '../../scripts/fault/chaos-proxy.ts'
import { seededRandom } from '../../scripts/fault/random.ts'
import { lossyRedis } from '../../scripts/fault/redis-loss.ts'
import { type RedisServer, startRedis } from '../../scripts/services/redis.ts'
import { timers } from '../../server/adapters/clock.ts'
import { Redis } from '../../server/adapters/redis.ts'
import { limits } from '../../server/domain/limits.ts'

let server: RedisServer
const open: Redis[] = []
const rejections: unknown[] = []
const onRejection = (error: unknown) => rejections.push(error)
beforeAll(async () => {
  process.on('unhandledRejection', onRejection)
  server = await startRedis()
})
afterEach(async () => {
  for (const one of open.splice(0)) one.close()
  await server.start()
  expect(rejections).toEqual([])
})
afterAll(async () => {
  process.off('unhandledRejection', onRejection)
  await server.stop('SIGKILL')
})

/** Somebody else who has a key to it. */
async function as(password: string | undefined, ...words: string[]): Promise<void> {
  const client = createClient({ url: server.url, ...(password ? { password } : {}) })
  client.on('error', () => {})
  await client.connect()
  await client.sendCommand(words)
  client.destroy()
}
const command = (...words: string[]) => as(undefined, ...words)

function join(processId: string, url = server.url) {
  const faults: unknown[] = []
  const heard: string[] = []
  const redis = new Redis({
    url,
    processId,
    timers,
    random: Math.random,
    onFault: (error) => faults.push(error),
  })
  redis.onWake((logId) => heard.push(logId))
  open.push(redis)
  return { redis, faults, heard }
}

const healthy = (redis: Redis) => expect.poll(() => redis.isHealthy)

test('a wake-up reaches the others, once, and not who gave it', async () => {
  const [a, b, c] = [join('a'), join('b'), join('c')]
  for (const { redis } of [a, b, c]) await healthy(redis).toBe(true)
  a.redis.wake('log-1')
  await expect.poll(() => [b.heard, c.heard]).toEqual([['log-1'], ['log-1']])
  b.redis.wake('log-2')
  await expect.poll(() => a.heard).toEqual(['log-2'])
  expect(b.heard).toEqual(['log-1'])
  for (const { faults } of [a, b, c]) expect(faults).toEqual([])
})

describe('F8', () => {
  test('killed and started again empty, it is healthy again and wakes again, each once', async () => {
    const [a, b] = [join('a'), join('b')]
    for (let round = 1; round <= 2; round += 1) {
      for (const { redis } of [a, b]) await healthy(redis).toBe(true)
      await server.stop('SIGKILL')
      for (const { redis } of [a, b]) {
        redis.wake('lost')
        await healthy(redis).toBe(false)
      }
      expect(a.faults).toHaveLength(round)
      await server.start()
    }
    for (const { redis } of [a, b]) await healthy(redis).toBe(true)
    a.redis.wake('log-1')
    await expect.poll(() => b.heard).toEqual(['log-1'])
  })

  test('stopped, it counts as away within two seconds; it takes no more than a few words meanwhile', async () => {
    const { redis, faults } = join('a')
    await healthy(redis).toBe(true)
    const health: boolean[] = []
    redis.onHealth(() => health.push(redis.isHealthy))
    process.kill(server.pid, 'SIGSTOP')
    try {
      const stoppedAt = performance.now()
      await healthy(redis).toBe(false)
      expect(performance.now() - stoppedAt).toBeLessThan(2_500)
      for (let n = 0; n < 10 * limits.redisUnderWay; n += 1) redis.wake('log-1')
    } finally {
      process.kill(server.pid, 'SIGCONT')
    }
    await healthy(redis).toBe(true)
    expect(health).toEqual([false, true])
    expect(faults).toHaveLength(1)
  })

  test('stopped for long, its lines are given up and dialled again', async () => {
    const { redis, heard } = join('a')
    const b = join('b')
    await healthy(redis).toBe(true)
    process.kill(server.pid, 'SIGSTOP')
    try {
      await healthy(redis).toBe(false)
      await new Promise((resolve) => timers.after(limits.redisRedialMs + 1_500, () => resolve(null)))
    } finally {
      process.kill(server.pid, 'SIGCONT')
    }
    for (const one of [redis, b.redis]) await healthy(one).toBe(true)
    b.redis.wake('log-1')
    await expect.poll(() => heard).toContain('log-1')
  })

  test('emptied, nothing changes', async () => {
    const [a, b] = [join('a'), join('b')]
    for (const { redis } of [a, b]) await healthy(redis).toBe(true)
    await command('FLUSHALL')
    a.redis.wake('log-1')
    await expect.poll(() => b.heard).toEqual(['log-1'])
  })

  test('its connections ended by somebody, it subscribes again', async () => {
    const [a, b] = [join('a'), join('b')]
    for (const { redis } of [a, b]) await healthy(redis).toBe(true)
    for (let n = 0; n < 3; n += 1) {
      await command('CLIENT', 'KILL', 'TYPE', 'pubsub')
      await command('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
    }
    await expect
      .poll(() => {
        a.redis.wake('log-1')
        return b.heard.length
      })
      .toBeGreaterThan(0)
    expect(b.heard.every((id) => id === 'log-1')).toBe(true)
  })

  test('with a wrong password it is away, and says so once', async () => {
    await command('CONFIG', 'SET', 'requirepass', 'another')
    try {
      const { redis, faults } = join('a', server.url.replace('redis://', 'redis://:wrong@'))
      await expect.poll(() => faults.length).toBe(1)
      redis.wake('log-1')
      expect(redis.isHealthy).toBe(false)
      await new Promise((resolve) => timers.after(1_000, () => resolve(null)))
      expect(faults).toHaveLength(1)
    } finally {
      await as('another', 'CONFIG', 'SET', 'requirepass', '')
    }
  })

  test('where nobody listens, it is away and keeps nobody', async () => {
    await server.stop('SIGKILL')
    const { redis, faults } = join('a')
    await expect.poll(() => faults.length).toBe(1)
    redis.wake('log-1')
    await server.start()
    await healthy(redis).toBe(true)
  })
})

test('F9 a quarter of what it brings is lost: most wake-ups come, and it goes on', async () => {
  const loss = lossyRedis(0.25, seededRandom(7))
  const proxy = await openProxy({ to: server.port, filter: loss.filter })
  try {
    const url = `redis://127.0.0.1:${proxy.port}`
    const [a, b] = [join('a', url), join('b', url)]
    for (const { redis } of [a, b]) await healthy(redis).toBe(true)
    for (let n = 0; n < 200; n += 1) a.redis.wake(`log-${n}`)
    await expect.poll(() => b.heard.length).toBeGreaterThan(100)
    expect(loss.counts.lost).toBeGreaterThan(10)
    expect(b.heard.length).toBeLessThan(200)
  } finally {
    await proxy.close()
  }
})
