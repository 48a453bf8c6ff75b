/**
 * From an ask to the last screen: at a steady pace, from the asker's send until the last of all clients has the question.
 * The baseline stores the same rows and writes one shared frame with bare `ws`, at the same pace and time.
 */
import { must } from '../../server/domain/assert.ts'
import type { Bench, BenchOptions, BenchResult, Limit } from './bench.ts'
import type { Asked, AskOrder } from './processes/crowd.ts'
import { type Rigs, type Side, withRigs } from './processes/rigs.ts'
import { median, percentile } from './statistics.ts'

type Size = { readonly clients: number; readonly asksPerSecond: number }

const SIZES: readonly Size[] = [
  { clients: 1_000, asksPerSecond: 20 },
  { clients: 5_000, asksPerSecond: 5 },
]
const QUICK: readonly Size[] = [{ clients: 100, asksPerSecond: 20 }]

/** Against the baseline in the same seconds. */
const P50_MAX = 1.5
const P99_MAX = 2
const ROUND_SECONDS = 8
const ROUNDS = 4
const KIB_PER_CONNECTION_MAX = 64

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
    // Both at the same time, in turn: what else the machine does weighs on both alike.
    await Promise.all(
      both.map((one, place) => ask(one, { ...order, afterMs: (place * everyMs) / 2 }, round < 0)),
    )
  }
  return resultOf(size, both)
}

async function enter(
  rigs: Rigs,
  side: Side,
  { clients, sessionId }: { clients: number; sessionId: string },
): Promise<Measured> {
  // The first of them fill what the process has at hand anyway; what the others need is counted.
  const first = Math.ceil(clients / 5)
  await rigs.open(side, { count: first, sessionId })
  const before = await side.server.ask<number>('rss')
  await rigs.grow(side, first, clients)
  const bytesPerConnection = ((await side.server.ask<number>('rss')) - before) / (clients - first)
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
    limit('ask to last client p50, against bare ws', timesBare(0.5), { unit: '×', atMost: P50_MAX }),
    limit('ask to last client p99, against bare ws', timesBare(0.99), { unit: '×', atMost: P99_MAX }),
    limit('memory', own['KiB/connection'], { unit: 'KiB/connection', atMost: KIB_PER_CONNECTION_MAX }),
    limit('questions that a client never got', own.missing, { unit: '', atMost: 0 }),
  ]
  const samples = both.map(({ side, lastMs }) => ({ clients: size.clients, server: side.name, lastMs }))
  return { rows, limits, samples }
}
