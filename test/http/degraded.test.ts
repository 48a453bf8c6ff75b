/** A database that takes nothing any more: nobody is sent here, who reads is told, and it is over when there is room. */
import { io as connect } from 'socket.io-client'
import { afterEach, expect, test } from 'vitest'
import { isPostgres } from '../../db/open.ts'
import type { Frame } from '../../server/contract/socket.ts'
import { PROTOCOL } from '../../server/contract/version.ts'
import { followHealth } from '../../server/degraded.ts'
import { limits } from '../../server/domain/limits.ts'
import { Health } from '../../server/health.ts'
import { askPayload, newKey } from '../support/forum.ts'
import { type ReadsServer, startReads } from '../support/reads-day.ts'
import { until } from '../support/sockets.ts'

let reads: ReadsServer | undefined
afterEach(async () => {
  // The failed flush was reported as a fault, which is right here.
  await reads?.close().catch((error) => expect(String(error)).toMatch(/full/))
  reads = undefined
})

const isSqlite = !isPostgres(process.env.DATABASE_URL ?? '')

test.runIf(isSqlite)(
  'a full disk: retry, 503 and a heartbeat that says so; with room again all is well',
  async () => {
    reads = await startReads()
    const { http, room, actorId } = reads
    const sessionId = await reads.plan({ code: 'FD7', visibility: 'public' })
    const frames: Frame[] = []
    const line = connect(http.url, { transports: ['websocket'], extraHeaders: { origin: http.origin } })
    line.on('frame', (frame) => frames.push(frame))
    await line.emitWithAck('session:enter', { sessionId, as: 'participant', protocol: PROTOCOL.current })
    const readyz = async () => (await http.call('GET', '/readyz')).status
    const pages = (most: number) =>
      http.parts.store.transaction(async (tx) => void (await tx.sql.all(`PRAGMA max_page_count = ${most}`)))
    const ask = async (key: string) => {
      const payload = { ...askPayload(), text: 'a'.repeat(2_000) }
      return (await room(sessionId)).submit({
        actorId: actorId('anna'),
        key,
        command: { type: 'question:ask', payload } as never,
      })
    }
    expect(await readyz()).toBe(200)
    await pages(1)
    const keys = Array.from({ length: 60 }, newKey)
    const refused = await Promise.all(keys.map(ask))
    expect(refused.every((ack) => !ack.ok && ack.code === 'command/retry')).toBe(true)
    await expect.poll(readyz).toBe(503)
    await until('readers are told', () => frames.at(-1)?.degraded === true)
    expect((await http.call('GET', '/livez')).status).toBe(200)
    await pages(1_000_000)
    await expect.poll(readyz, { timeout: 2_500 }).toBe(200)
    await until('readers are told that it is over', () => frames.at(-1)?.degraded === undefined)
    expect(await ask(keys[0] ?? '')).toMatchObject({ ok: true })
    line.close()
  },
)

/** Time that moves when it is told to. */
function standingTime() {
  let now = 0
  let due: { at: number; run: () => void }[] = []
  return {
    now: () => now,
    after: (ms: number, run: () => void) => {
      const one = { at: now + ms, run }
      due.push(one)
      return () => {
        due = due.filter((other) => other !== one)
      }
    },
    /** Passes a second at a time, with room for what follows from each. */
    async pass(ms: number) {
      for (const end = now + ms; now < end; ) {
        now += 250
        const ripe = due.filter(({ at }) => at <= now)
        due = due.filter(({ at }) => at > now)
        for (const { run } of ripe) run()
        for (let turn = 0; turn < 5; turn += 1) await new Promise((resolve) => setImmediate(resolve))
      }
    },
  }
}

test('a database that stands still is asked once, however often we are asked, and every answer comes soon', async () => {
  const time = standingTime()
  let reading = Promise.withResolvers<void>()
  let reads = 0
  const health = new Health({
    store: { tryWriting: async () => {} },
    read: () => {
      reads += 1
      return reading.promise
    },
    timers: time,
    now: time.now,
    onFault: () => {},
  })
  const answers = Array.from({ length: 100 }, () => health.isReady())
  await time.pass(limits.readyCheckMs + 250)
  expect(new Set(await Promise.all(answers))).toEqual(new Set([false]))
  expect(reads).toBe(1)
  reading.resolve()
  reading = Promise.withResolvers()
  reading.resolve()
  await time.pass(500)
  expect(await health.isReady()).toBe(true)
})

test('who is connected is told at once, and sent elsewhere after half a minute, again and again', async () => {
  const time = standingTime()
  let isDown = false
  const health = new Health({
    store: { tryWriting: async () => {} },
    read: async () => {
      if (isDown) throw new Error('away')
    },
    timers: time,
    now: time.now,
    onFault: () => {},
  })
  const told: boolean[] = []
  let left = 0
  const stop = followHealth(health, {
    timers: time,
    tell: () => told.push(health.isDegraded),
    leave: () => {
      left += 1
    },
  })
  health.watch()
  await time.pass(5_000)
  expect(told).toEqual([])
  isDown = true
  await time.pass(limits.sweepMs + 500)
  expect(told).toEqual([true])
  await time.pass(limits.degradedMs - 2_000)
  expect(left).toBe(0)
  await time.pass(2_000)
  expect(left).toBe(1)
  await time.pass(limits.degradedMs)
  expect(left).toBe(2)
  isDown = false
  await time.pass(limits.sweepMs + 500)
  expect(told).toEqual([true, false])
  await time.pass(limits.degradedMs * 2)
  expect(left).toBe(2)
  stop()
  health.stop()
})
