/**
 * From an ask to the last screen: at a steady pace, from the asker's send until the last of all clients has the question.
 * The baseline stores the same rows and writes one shared frame with bare `ws`, at the same pace, and at the same time or in
 * turn.
 */
import { must } from '../../server/domain/assert.ts'
import type { Bench, BenchOptions, BenchResult, Limit } from './bench.ts'
import { bytesEach, type Memory } from './processes/child.ts'
import type { Asked, AskOrder } from './processes/crowd.ts'
import { type Rigs, type Side, withRigs } from './processes/rigs.ts'
import { median, percentile } from './statistics.ts'

type Size = {
  readonly clients: number
  readonly asksPerSecond: number
  /** Two servers with so many clients at once are more than two cores can do: they take turns. */
  readonly takesTurns: boolean
  readonly limits: { readonly p50TimesBare: number; readonly p99TimesBare: number; readonly kib: number }
}

const LIMITS = { p50TimesBare: 1.5, p99TimesBare: 2, kib: 64 }
const SIZES: readonly Size[] = [
  { clients: 1_000, asksPerSecond: 20, takesTurns: false, limits: LIMITS },
  { clients: 5_000, asksPerSecond: 5, takesTurns: false, limits: LIMITS },
  { clients: 10_000, asksPerSecond: 6, takesTurns: true, limits: { ...LIMITS, p99TimesBare: 1.5, kib: 25 } },
]
const QUICK: readonly Size[] = [
  { clients: 100, asksPerSecond: 20, takesTurns: false, limits: LIMITS },
  { clients: 50, asksPerSecond: 6, takesTurns: true, limits: LIMITS },
]
const ROUND_SECONDS = 8
const ROUNDS = 4

type Measured = {
  readonly side: Side
  readonly sessionId: string
  readonly bytesPerConnection: number
  readonly lastMs: number[][]
  readonly ackMs: number[]
  missing: number
  cpuUs: number
}

export const latency: Bench = {
  name: 'latency',
  about: 'from an ask to the last client, and memory a connection, beside bare ws with raw better-sqlite3',
  run: async (options) => {
    const results: BenchResult[] = []
    // Each size on processes of its own: memory that was used before would hide what connections need.
    for (const size of options.isQuick ? QUICK : SIZES)
      results.push(await withRigs(options.isQuick, (rigs) => runSize(rigs, size, options)))
    return {
      rows: results.flatMap(({ rows }) => rows),
      limits: results.flatMap(({ limits }) => limits),
      samples: results.map(({ samples }) => samples),
    }
  },
}

async function runSize(rigs: Rigs, size: Size, { isQuick, say }: BenchOptions): Promise<BenchResult> {
  const { sessionId } = await rigs.plan('asked')
  const both = [
    await enter(rigs, rigs.quesiti, { clients: size.clients, sessionId }),
    await enter(rigs, rigs.bare, { clients: size.clients, sessionId }),
  ]
  say(`${size.clients} clients are in each session`)
  const everyMs = 1_000 / size.asksPerSecond
  const order = { sessionId, everyMs, count: (isQuick ? 2 : ROUND_SECONDS) * size.asksPerSecond }
  for (let round = -1; round < (isQuick ? 1 : ROUNDS); round++) {
    const isWarmUp = round < 0
    // The order turns each round, so that neither always finds what the other left.
    const inOrder = round % 2 === 0 ? both : both.toReversed()
    if (size.takesTurns) for (const one of inOrder) await ask(one, { ...order, afterMs: 0 }, isWarmUp)
    // Both at the same time, in turn: what else the machine does weighs on both alike.
    else
      await Promise.all(
        both.map((one, place) => ask(one, { ...order, afterMs: (place * everyMs) / 2 }, isWarmUp)),
      )
  }
  return resultOf(size, both)
}

async function enter(
  rigs: Rigs,
  side: Side,
  { clients, sessionId }: { clients: number; sessionId: string },
): Promise<Measured> {
  const before = await side.server.ask<Memory>('memory')
  await rigs.open(side, { count: clients, sessionId })
  const bytesPerConnection = bytesEach(before, await side.server.ask<Memory>('memory'), clients)
  return { side, sessionId, bytesPerConnection, lastMs: [], ackMs: [], missing: 0, cpuUs: 0 }
}

async function ask(one: Measured, order: AskOrder, isWarmUp: boolean): Promise<void> {
  const before = await one.side.server.ask<number>('cpuUs')
  const asked = await one.side.crowd.ask<Asked>('ask', order)
  const after = await one.side.server.ask<number>('cpuUs')
  one.missing += asked.missing
  if (isWarmUp) return
  one.cpuUs += after - before
  one.lastMs.push([...asked.lastMs])
  one.ackMs.push(...asked.ackMs)
}

function resultOf(size: Size, both: readonly Measured[]): BenchResult {
  const rows = both.map(({ side, lastMs, ackMs, bytesPerConnection, missing, cpuUs }) => ({
    clients: size.clients,
    'asks/s': size.asksPerSecond,
    server: side.name,
    // Of each round by itself, then their median: one bad moment of the machine is not the figure.
    'last client p50 ms': median(lastMs.map((round) => percentile(round, 0.5))),
    'p99 ms': median(lastMs.map((round) => percentile(round, 0.99))),
    'ack p50 ms': median(ackMs),
    'CPU µs/delivery': cpuUs / (lastMs.flat().length * size.clients),
    'KiB/connection': bytesPerConnection / 1_024,
    missing,
  }))
  const own = must(rows[0])
  const [ownMs, bareMs] = both.map(({ lastMs }) => lastMs)
  const timesBare = (share: number) =>
    median(must(ownMs).map((round, n) => percentile(round, share) / percentile(must(bareMs?.[n]), share)))
  const limit = (what: string, value: number, bound: { unit: string; atMost: number }): Limit => ({
    what: `${what}, ${size.clients} clients`,
    value,
    ...bound,
  })
  const limits = [
    limit('ask to last client p50, against bare ws', timesBare(0.5), {
      unit: '×',
      atMost: size.limits.p50TimesBare,
    }),
    limit('ask to last client p99, against bare ws', timesBare(0.99), {
      unit: '×',
      atMost: size.limits.p99TimesBare,
    }),
    limit('memory', own['KiB/connection'], { unit: 'KiB/connection', atMost: size.limits.kib }),
    limit('questions that a client never got', own.missing, { unit: '', atMost: 0 }),
  ]
  const samples = both.map(({ side, lastMs }) => ({ clients: size.clients, server: side.name, lastMs }))
  return { rows, limits, samples }
}
