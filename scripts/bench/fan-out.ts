/** One change to everybody: CPU a delivery, time to the last client, memory a connection; each beside bare `ws`. */
import type { Bench, BenchOptions, BenchResult, Limit } from './bench.ts'
import { bytesEach, type Child, type Memory, startChild } from './processes/child.ts'
import type { SwarmPlace } from './processes/counting-swarm.ts'
import type { FanOutCpu, FanOutVariant } from './processes/fan-out-server.ts'
import { median, percentile } from './statistics.ts'

const VARIANTS: readonly FanOutVariant[] = ['bare-ws', 'quesiti', 'socket.io']
const RATIO_MAX = 1.15
const DELIVERIES_PER_BURST = 100_000
const WARM_UP_ROUNDS = 1

type Measured = { cpuUs: number[]; lastMs: number[] }
type Rig = {
  readonly variant: FanOutVariant
  readonly server: Child
  readonly swarm: Child
  readonly clients: number
  readonly bytesPerConnection: number
  readonly measured: Measured
  total: number
}

export const fanOut: Bench = {
  name: 'fan-out',
  about:
    'one 300-byte change to all clients: Quesiti and stock Socket.IO against bare ws with one shared frame',
  run: async (options) => {
    const sizes = options.isQuick ? [100] : [1_000, 5_000]
    const results: BenchResult[] = []
    for (const clients of sizes) results.push(await runSize(clients, options))
    return {
      rows: results.flatMap(({ rows }) => rows),
      limits: results.flatMap(({ limits }) => limits),
      samples: results.map(({ samples }) => samples),
    }
  },
}

async function runSize(clients: number, { isQuick, say }: BenchOptions): Promise<BenchResult> {
  const rigs: Rig[] = []
  try {
    for (const variant of VARIANTS) rigs.push(await openRig(variant, clients))
    say(`${clients} clients are connected to each of ${VARIANTS.join(', ')}`)
    const changes = Math.max(10, Math.round(DELIVERIES_PER_BURST / clients))
    const rounds = WARM_UP_ROUNDS + (isQuick ? 2 : 9)
    // The order turns each round, so that no variant always runs after the same other; the first rounds warm up.
    for (let round = 0; round < rounds; round++) {
      for (let n = 0; n < rigs.length; n++) {
        const rig = rigs[(n + round) % rigs.length]
        if (rig) await measure(rig, { changes, singles: isQuick ? 3 : 10, isWarmUp: round < WARM_UP_ROUNDS })
      }
    }
    return resultOf(clients, rigs)
  } finally {
    await Promise.all(rigs.flatMap(({ server, swarm }) => [server.stop(), swarm.stop()]))
  }
}

async function openRig(variant: FanOutVariant, clients: number): Promise<Rig> {
  const server = startChild('./fan-out-server.ts', [variant])
  const swarm = startChild('./counting-swarm.ts')
  const port = await server.ask<number>('listen')
  const before = await server.ask<Memory>('memory')
  const place: SwarmPlace = { port, count: clients, isSocketIo: variant !== 'bare-ws' }
  await swarm.ask('open', place)
  const bytesPerConnection = bytesEach(before, await server.ask<Memory>('memory'), clients)
  return {
    variant,
    server,
    swarm,
    clients,
    bytesPerConnection,
    measured: { cpuUs: [], lastMs: [] },
    total: 0,
  }
}

async function measure(
  rig: Rig,
  { changes, singles, isWarmUp }: { changes: number; singles: number; isWarmUp: boolean },
): Promise<void> {
  const { server, clients, measured } = rig
  const deliveries = changes * clients
  const arrived = await expect(rig, deliveries)
  await server.ask('burst', changes)
  await arrived.last
  const { cpuUs } = await server.ask<FanOutCpu>('cpu')
  if (!isWarmUp) measured.cpuUs.push(cpuUs / deliveries)
  for (let n = 0; n < singles; n++) {
    const one = await expect(rig, clients)
    const sentAtMs = await server.ask<number>('one')
    const lastAtMs = await one.last
    if (!isWarmUp) measured.lastMs.push(lastAtMs - sentAtMs)
  }
}

/** The swarm waits before anything is sent; wrapped, because a promise given back bare would be waited for here. */
async function expect(rig: Rig, deliveries: number): Promise<{ last: Promise<number> }> {
  rig.total += deliveries
  const last = rig.swarm.ask<number>('awaitTotal', rig.total)
  await rig.swarm.ask('ready')
  return { last }
}

function resultOf(clients: number, rigs: readonly Rig[]): BenchResult {
  const bareUs = rigs[0]?.measured.cpuUs ?? []
  const rows = rigs.map(({ variant, measured, bytesPerConnection }) => ({
    clients,
    server: variant,
    'CPU µs/delivery': median(measured.cpuUs),
    // Of each round by itself: what else the machine does at that moment weighs on all of them.
    '× bare ws': median(measured.cpuUs.map((us, round) => us / (bareUs[round] ?? Number.NaN))),
    'last client p50 ms': median(measured.lastMs),
    'p99 ms': percentile(measured.lastMs, 0.99),
    'KiB/connection': bytesPerConnection / 1_024,
  }))
  const own = rows.find(({ server }) => server === 'quesiti')
  const limits: Limit[] = [
    {
      what: `CPU per delivery to ${clients} clients, against bare ws`,
      value: own?.['× bare ws'] ?? Number.NaN,
      unit: '×',
      atMost: RATIO_MAX,
    },
  ]
  const samples = rigs.map(({ variant, measured }) => ({ clients, variant, ...measured }))
  return { rows, limits, samples }
}
