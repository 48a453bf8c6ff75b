/**
 * Everybody comes at once, as after a network that was away: 3,000 clients, and 10,000, connect, sign in, enter a session
 * of 200 questions and get its snapshot, while the server is asked for its health. Whoever is thrown out comes back, as a
 * page does. The baseline writes the same snapshot, made before, to bare `ws`.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { must } from '../../server/domain/assert.ts'
import type { Bench, BenchOptions, BenchResult, Limit } from './bench.ts'
import type { LoopDelay } from './processes/gauges.ts'
import { type Rigs, type Side, withRigs } from './processes/rigs.ts'
import { median, percentile } from './statistics.ts'

const SIZES = [3_000, 10_000] as const
const ROUNDS = 3
const HEALTH_EVERY_MS = 50
const COME_BACK_WITHIN_MS = 1_000
const LIMITS = { timesBare: 3.5, healthP99Ms: 1_000, cpuMsPerClient: 1.5, allInMs: 6_000, allInOf: 10_000 }

type Storm = {
  readonly lost: number
  /** Lines that ended and came back. */
  readonly cameBack: number
  readonly allInMs: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly loop: LoopDelay
  readonly healthP99Ms: number
  readonly healthFailed: number
  readonly cpuMs: number
}

export const storm: Bench = {
  name: 'storm',
  about:
    '3,000 and 10,000 clients enter a session of 200 questions at once, beside bare ws with a snapshot made before',
  run: (options) => withRigs(options.isQuick, (rigs) => run(rigs, options)),
}

async function run(rigs: Rigs, { isQuick, say }: BenchOptions): Promise<BenchResult> {
  const { sessionId } = await rigs.plan('asked')
  const results: BenchResult[] = []
  for (const clients of isQuick ? [100] : SIZES) {
    const storms = new Map<Side, Storm[]>([
      [rigs.quesiti, []],
      [rigs.bare, []],
    ])
    for (let round = 0; round < (isQuick ? 1 : ROUNDS); round++) {
      for (const [side, rounds] of storms) rounds.push(await breakOut(rigs, side, { clients, sessionId }))
      say(`${clients} clients: round ${round + 1} is over`)
    }
    results.push(resultOf(clients, storms))
  }
  return {
    rows: results.flatMap(({ rows }) => rows),
    limits: results.flatMap(({ limits }) => limits),
    samples: results.map(({ samples }) => samples),
  }
}

async function breakOut(
  rigs: Rigs,
  side: Side,
  { clients, sessionId }: { clients: number; sessionId: string },
): Promise<Storm> {
  const health = watchHealth(side)
  await side.server.ask('startLoopDelay')
  const before = await side.server.ask<number>('cpuUs')
  const inAfterMs = await rigs.open(side, {
    count: clients,
    sessionId,
    concurrency: clients,
    comeBackWithinMs: COME_BACK_WITHIN_MS,
  })
  const loop = await side.server.ask<LoopDelay>('loopDelay')
  const cpuMs = ((await side.server.ask<number>('cpuUs')) - before) / 1_000
  const { timesMs, failed } = await health.stop()
  const cameBack = await side.crowd.ask<number>('lost')
  await side.crowd.ask('close')
  return {
    lost: clients - inAfterMs.length,
    cameBack,
    allInMs: Math.max(...inAfterMs),
    p50Ms: percentile(inAfterMs, 0.5),
    p99Ms: percentile(inAfterMs, 0.99),
    loop,
    healthP99Ms: percentile(timesMs, 0.99),
    healthFailed: failed,
    cpuMs,
  }
}

type Health = { readonly timesMs: readonly number[]; readonly failed: number }

/** Asks as a watchdog would, from another process than the crowd's. */
function watchHealth({ port }: Side): { stop(): Promise<Health> } {
  const timesMs: number[] = []
  let failed = 0
  let isOver = false
  const watching = (async () => {
    while (!isOver) {
      const asked = performance.now()
      const isOk = await fetch(`http://127.0.0.1:${port}/readyz`).then(
        async (reply) => (await reply.text()) !== '' && reply.ok,
        () => false,
      )
      if (isOk) timesMs.push(performance.now() - asked)
      else failed++
      await pause(HEALTH_EVERY_MS)
    }
  })()
  return {
    stop: async () => {
      isOver = true
      await watching
      return { timesMs, failed }
    },
  }
}

function resultOf(clients: number, storms: ReadonlyMap<Side, readonly Storm[]>): BenchResult {
  const rows = [...storms].map(([side, rounds]) => {
    const of = (pick: (one: Storm) => number) => median(rounds.map(pick))
    return {
      clients,
      server: side.name,
      lost: rounds.reduce((sum, { lost }) => sum + lost, 0),
      'came back': rounds.reduce((sum, { cameBack }) => sum + cameBack, 0),
      'all in ms': of((one) => one.allInMs),
      'p50 ms': of((one) => one.p50Ms),
      'p99 ms': of((one) => one.p99Ms),
      'CPU ms/client': of((one) => one.cpuMs) / clients,
      'loop delay p99 ms': of((one) => one.loop.p99Ms),
      'loop delay max ms': of((one) => one.loop.maxMs),
      'health p99 ms': of((one) => one.healthP99Ms),
      'health failed': rounds.reduce((sum, { healthFailed }) => sum + healthFailed, 0),
    }
  })
  const own = must(rows[0])
  const [ownRounds = [], bareRounds = []] = [...storms.values()]
  // Of each round by itself: what else the machine does at that moment weighs on both.
  const timesBare = median(ownRounds.map(({ allInMs }, n) => allInMs / must(bareRounds[n]).allInMs))
  const limits: Limit[] = [
    { what: 'until all are in, against bare ws', value: timesBare, unit: '×', atMost: LIMITS.timesBare },
    { what: 'never in', value: own.lost, unit: 'clients', atMost: 0 },
    { what: 'health meanwhile, p99', value: own['health p99 ms'], unit: 'ms', atMost: LIMITS.healthP99Ms },
    { what: 'health meanwhile, not ok', value: own['health failed'], unit: 'times', atMost: 0 },
    { what: 'CPU a client', value: own['CPU ms/client'], unit: 'ms', atMost: LIMITS.cpuMsPerClient },
  ]
  if (clients === LIMITS.allInOf)
    limits.push({ what: 'until all are in', value: own['all in ms'], unit: 'ms', atMost: LIMITS.allInMs })
  return {
    rows,
    limits: limits.map((limit) => ({ ...limit, what: `${limit.what}, ${clients} clients` })),
    samples: [...storms].map(([side, rounds]) => ({ clients, server: side.name, rounds })),
  }
}
