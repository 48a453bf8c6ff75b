/**
 * Three processes on PostgreSQL and Redis against one on SQLite: the same clients, the same asks, and what processor time the
 * servers need for a delivery. Then votes on one session through all three at once, against the same rows written straight
 * to PostgreSQL, many at a time.
 */

import { must } from '../../server/domain/assert.ts'
import { measureRaw } from './baseline/raw-postgres.ts'
import type { Bench, BenchOptions, BenchResult } from './bench.ts'
import type { Loaded } from './clients/load.ts'
import type { Person } from './forum/day.ts'
import { type Child, startChild } from './processes/child.ts'
import type { Asked } from './processes/crowd.ts'
import { cpuMsOf, openSite, type Site } from './site/site.ts'
import { type Cell, median, percentile } from './statistics.ts'

const LIMITS = { timesOne: 1.18, timesRaw: 0.3 }
const NODES = 3
const IN_FLIGHT = 100
const ROUNDS = 6
/** A process that has carried a third of the deliveries has compiled a third as much of its code. */
const WARM_UP_ROUNDS = 3
const ASKS_PER_SECOND = 5

type Way = { readonly name: string; readonly store: 'sqlite' | 'postgres'; readonly nodes: number }
const WAYS: readonly Way[] = [
  { name: '1 on SQLite', store: 'sqlite', nodes: 1 },
  { name: `${NODES} on PostgreSQL and Redis`, store: 'postgres', nodes: NODES },
]

type Rig = {
  readonly way: Way
  readonly site: Site
  readonly crowds: readonly Child[]
  readonly cpuUs: number[]
  /** Of the asker's own process. */
  readonly lastMs: number[]
  missing: number
}
type Speed = { readonly own: number; readonly raw: number; readonly group: number }

export const nodes: Bench = {
  name: 'nodes',
  about: `${NODES} processes on PostgreSQL and Redis against one on SQLite, and against raw PostgreSQL`,
  run,
}

async function run({ isQuick, say }: BenchOptions): Promise<BenchResult> {
  const clients = isQuick ? 90 : 4_500
  const rigs: Rig[] = []
  try {
    for (const way of WAYS) rigs.push(await openRig(way, clients))
    say(`${clients} clients are connected to each`)
    for (let round = -WARM_UP_ROUNDS; round < (isQuick ? 1 : ROUNDS); round++) {
      const inOrder = round % 2 === 0 ? rigs : rigs.toReversed()
      for (const rig of inOrder)
        await measure(rig, { clients, seconds: isQuick ? 2 : 6, isWarmUp: round < 0 })
    }
    for (const { crowds } of rigs) for (const crowd of crowds) await crowd.ask('close')
  } finally {
    for (const { site, crowds } of rigs) {
      await Promise.all(crowds.map((crowd) => crowd.stop()))
      await site.close()
    }
  }
  const speeds = await commandSpeeds(isQuick)
  return resultOf(clients, rigs, speeds)
}

async function openRig(way: Way, clients: number): Promise<Rig> {
  const site = await openSite({ ...way, participants: clients, isRehearsal: true })
  // As many on either way: what a write costs depends on whether its reader sleeps.
  const crowds = Array.from({ length: NODES }, () => startChild('./crowd.ts'))
  const share = clients / NODES
  for (const [n, crowd] of crowds.entries())
    await openCrowd(crowd, site, {
      node: n % way.nodes,
      people: site.people.slice(n * share, (n + 1) * share),
    })
  return { way, site, crowds, cpuUs: [], lastMs: [], missing: 0 }
}

function openCrowd(
  crowd: Child,
  { nodes: servers, sessionId }: Site,
  { node, people }: { node: number; people: readonly Person[] },
): Promise<unknown> {
  const place = { port: servers[node]?.port, isSocketIo: true, concurrency: 50, sessionId }
  return crowd.ask('open', { ...place, tokens: people.map(({ token }) => token) })
}

/** One crowd asks, every crowd watches all of it come. */
async function measure(
  rig: Rig,
  { clients, seconds, isWarmUp }: { clients: number; seconds: number; isWarmUp: boolean },
): Promise<void> {
  const { site, crowds, cpuUs, lastMs } = rig
  const count = seconds * ASKS_PER_SECOND
  const before = cpuMsOf(site.nodes)
  const [asker, ...others] = crowds
  const order = { sessionId: site.sessionId, count, everyMs: 1_000 / ASKS_PER_SECOND, afterMs: 0 }
  const seen = others.map((crowd) => crowd.ask<number>('watch', count))
  const asked = await asker?.ask<Asked>('ask', order)
  const missing = (await Promise.all(seen)).reduce((sum, some) => sum + some, asked?.missing ?? 0)
  rig.missing += missing
  if (isWarmUp) return
  cpuUs.push(((cpuMsOf(site.nodes) - before) * 1_000) / (count * clients))
  lastMs.push(...(asked?.lastMs ?? []))
}

/** On a session of its own: what a vote takes doesn't depend on what was asked before. */
async function commandSpeeds(isQuick: boolean): Promise<Speed[]> {
  const people = isQuick ? 60 : 1_500
  const site = await openSite({ store: 'postgres', nodes: NODES, participants: people, isRehearsal: true })
  const crowds = site.nodes.map(() => startChild('./crowd.ts'))
  try {
    const share = people / NODES
    for (const [node, crowd] of crowds.entries())
      await openCrowd(crowd, site, { node, people: site.people.slice(node * share, (node + 1) * share) })
    const asked: string[][] = []
    for (const crowd of crowds)
      asked.push(await crowd.ask<string[]>('askSome', { sessionId: site.sessionId, count: 20 }))
    const speeds: Speed[] = []
    const count = isQuick ? 200 : 2_000
    for (let round = -1; round < (isQuick ? 1 : ROUNDS); round++) {
      const load = {
        count,
        inFlight: Math.ceil(IN_FLIGHT / NODES),
        kind: 'question:vote',
        toggles: round + 1,
      }
      const started = performance.now()
      const given = { ...load, sessionId: site.sessionId }
      // On what others asked: nobody votes on their own.
      const questionsFor = (n: number) => must(asked[(n + 1) % NODES])
      await Promise.all(
        crowds.map((crowd, n) => crowd.ask<Loaded>('load', { ...given, questionIds: questionsFor(n) })),
      )
      const own = (count * NODES) / ((performance.now() - started) / 1_000)
      const raw = await measureRaw(site, { count: count * NODES, isQuick })
      if (round >= 0) speeds.push({ own, ...raw })
    }
    return speeds
  } finally {
    await Promise.all(crowds.map((crowd) => crowd.stop()))
    await site.close()
  }
}

function resultOf(clients: number, rigs: readonly Rig[], speeds: readonly Speed[]): BenchResult {
  const [one, many] = rigs.map(({ cpuUs }) => cpuUs)
  const timesOne = median((many ?? []).map((us, n) => us / (one?.[n] ?? Number.NaN)))
  const timesRaw = median(speeds.map(({ own, raw }) => own / raw))
  const missing = rigs.reduce((sum, rig) => sum + rig.missing, 0)
  const rows: Readonly<Record<string, Cell>>[] = [
    ...rigs.map(({ way, cpuUs, lastMs }) => ({
      servers: way.name,
      clients,
      'CPU µs/delivery': median(cpuUs),
      'last client p50 ms': median(lastMs),
      'p99 ms': percentile(lastMs, 0.99),
    })),
    { servers: `${NODES}, votes/s`, clients: IN_FLIGHT, 'votes/s': median(speeds.map(({ own }) => own)) },
    {
      servers: 'raw PostgreSQL, one writer',
      'votes/s': median(speeds.map(({ raw }) => raw)),
      'rows a group': median(speeds.map(({ group }) => group)),
    },
  ]
  return {
    rows,
    limits: [
      {
        what: 'CPU per delivery, against one process',
        value: timesOne,
        unit: '×',
        atMost: LIMITS.timesOne,
      },
      { what: 'questions that a client never got', value: missing, unit: '', atMost: 0 },
      {
        what: `votes/s at ${IN_FLIGHT} in flight, against raw multi-row PostgreSQL`,
        value: timesRaw,
        unit: '×',
        atLeast: LIMITS.timesRaw,
      },
    ],
    samples: { rigs: rigs.map(({ way, cpuUs, lastMs }) => ({ way, cpuUs, lastMs })), speeds },
  }
}
