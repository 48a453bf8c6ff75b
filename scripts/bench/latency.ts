/**
 * From an ask to the last screen: at a steady pace, from the asker's send until the last of all clients has the question.
 * The baseline stores the same rows and writes one shared frame with bare `ws`, at the same pace.
 */
import type { Bench, BenchOptions, BenchResult, Limit } from './bench.ts'
import type { Asked, AskOrder } from './processes/crowd.ts'
import { type Rigs, type Side, withRigs } from './processes/rigs.ts'
import { median, percentile } from './statistics.ts'

type Size = {
  readonly clients: number
  readonly asksPerSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
}

/** The limits leave room above what an idle machine of two cores shows. */
const SIZES: readonly Size[] = [
  { clients: 1_000, asksPerSecond: 20, p50Ms: 30, p99Ms: 100 },
  { clients: 5_000, asksPerSecond: 5, p50Ms: 150, p99Ms: 400 },
]
const QUICK: readonly Size[] = [{ clients: 100, asksPerSecond: 20, p50Ms: 30, p99Ms: 100 }]

const ROUND_SECONDS = 8
const ROUNDS = 4
const BYTES_PER_CONNECTION_MAX = 64 * 1_024

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
  const rounds = isQuick ? 1 : ROUNDS
  const order: AskOrder = {
    sessionId,
    count: (isQuick ? 2 : ROUND_SECONDS) * size.asksPerSecond,
    everyMs: 1_000 / size.asksPerSecond,
  }
  for (const one of both) await ask(one, { ...order, count: Math.ceil(order.count / 4) }, true)
  for (let round = 0; round < rounds; round++) {
    for (const one of round % 2 === 0 ? both : both.toReversed()) await ask(one, order, false)
  }
  return resultOf(size, both)
}

async function enter(
  rigs: Rigs,
  side: Side,
  { clients, sessionId }: { clients: number; sessionId: string },
): Promise<Measured> {
  const before = await side.server.ask<number>('rss')
  await rigs.open(side, { count: clients, sessionId })
  const bytesPerConnection = ((await side.server.ask<number>('rss')) - before) / clients
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
  const [own] = rows
  const limit = (what: string, value: number | undefined, unit: string, atMost: number): Limit => ({
    what: `${what}, ${size.clients} clients`,
    value: value ?? Number.NaN,
    unit,
    atMost,
  })
  const limits = [
    limit('ask to last client p50', own?.['last client p50 ms'], 'ms', size.p50Ms),
    limit('ask to last client p99', own?.['p99 ms'], 'ms', size.p99Ms),
    limit('memory a connection', own?.['KiB/connection'], 'KiB', BYTES_PER_CONNECTION_MAX / 1_024),
    limit('questions that a client never got', own?.missing, '', 0),
  ]
  const samples = both.map(({ side, lastMs }) => ({ clients: size.clients, server: side.name, lastMs }))
  return { rows, limits, samples }
}
