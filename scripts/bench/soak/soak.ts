/**
 * A long steady day with a fault each minute, on one server: whether what is live after a collection grows, whether
 * descriptors stay, how late the loop runs, and whether anything was lost in the end.
 */
import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { must } from '../../../server/domain/assert.ts'
import type { Call } from '../../fault/history.ts'
import type { ServerProcess } from '../../services/server-process.ts'
import type { Limit } from '../bench.ts'
import { type Child, startChild } from '../processes/child.ts'
import type { Settled } from '../processes/residents.ts'
import type { Gauged } from '../site/gauge.ts'
import { openSite, type Site } from '../site/site.ts'
import { median } from '../statistics.ts'
import { FAULTS } from './faults.ts'
import { type Trend, trendOf } from './trend.ts'

export type SoakPlan = {
  readonly minutes: number
  readonly clients: number
  readonly faultEveryS: number
  readonly store: 'sqlite' | 'postgres'
  readonly say: (text: string) => void
}

export type Sample = Omit<Gauged, 'gauge'> & {
  readonly minute: number
  readonly descriptors: number
  readonly isIn: number
  readonly walBytes: number
}

export type SoakReport = {
  readonly minutes: number
  readonly settledAfterMinutes: number
  readonly faults: Readonly<Record<string, number>>
  readonly counts: Readonly<Record<string, number>>
  readonly heapMbPerHour: Trend
  readonly descriptorsPerHour: Trend
  readonly lost: readonly string[]
  readonly complaints: readonly string[]
  readonly limits: readonly Limit[]
  readonly samples: readonly Sample[]
}

/** A question that was asked stays in memory as long as its day: few, so that growth is told from leaking. */
const STEADY = { asksPerMinute: 2, votesPerSecond: 10 }
const COME_BACK_WITHIN_MS = 2_000
const MIB = 1_024 * 1_024
const HOUR_MINUTES = 60
/** Beyond a run of some hours what is live must hardly grow at all. */
const LIMITS = { mbPerHour: 20, mbPerHourLong: 1, longMinutes: 240, loopP99Ms: 50, walBytes: 64 * MIB }

export async function soak(plan: SoakPlan): Promise<SoakReport> {
  const { store, clients, say } = plan
  const site = await openSite({ store, nodes: 1, participants: clients, isRehearsal: false })
  const residents = startChild('./residents.ts')
  try {
    const { port } = must(site.nodes[0])
    const { sessionId, people } = site
    await residents.ask('open', { port, sessionId, people, comeBackWithinMs: COME_BACK_WITHIN_MS })
    say(`${clients} are in`)
    await residents.ask('work', STEADY)
    const lived = await live({ site, residents, plan })
    const settled = await residents.ask<Settled>('settle')
    const counts = await residents.ask<Record<string, number>>('state')
    const calls = await residents.ask<readonly Call[]>('calls')
    const lost = [
      ...(settled.waiting > 0 ? [`${settled.waiting} commands were never answered`] : []),
      ...(settled.isIn < clients ? [`${clients - settled.isIn} never came back`] : []),
      ...(settled.behind > 0 ? [`${settled.behind} are not at the head`] : []),
      ...(await site.town.ask<string[]>('check', { sessionId, calls })),
    ]
    return reportOf(plan, { ...lived, counts, lost, complaints: must(site.nodes[0]).complaints })
  } finally {
    await residents.stop()
    await site.close()
  }
}

type Living = { readonly site: Site; readonly residents: Child; readonly plan: SoakPlan }
type Lived = { readonly samples: Sample[]; readonly faults: Record<string, number> }

/** In each period a fault first, and a sample at its end, when everybody should be back. */
async function live({ site, residents, plan }: Living): Promise<Lived> {
  const { minutes, faultEveryS, store, say } = plan
  const faults = FAULTS.filter((fault) => store === 'postgres' || fault.needsPostgres !== true)
  const done: Record<string, number> = {}
  const samples: Sample[] = []
  const started = performance.now()
  const minute = () => (performance.now() - started) / 60_000
  for (let turn = 0; minute() < minutes; turn++) {
    const fault = must(faults[turn % faults.length])
    await fault.run({ site, residents })
    done[fault.name] = (done[fault.name] ?? 0) + 1
    await pause(Math.max(0, started + (turn + 1) * faultEveryS * 1_000 - performance.now()))
    const sample = await sampleOf({ site, residents, minute: minute() })
    samples.push(sample)
    say(
      `${sample.minute.toFixed(1)} min: ${fault.name}; ${(sample.heap / MIB).toFixed(1)} MB live, ${sample.isIn} in, ` +
        `${sample.descriptors} descriptors, loop p99 ${sample.loopP99Ms.toFixed(1)} ms`,
    )
  }
  return { samples, faults: done }
}

async function sampleOf({
  site,
  residents,
  minute,
}: Pick<Living, 'site' | 'residents'> & { minute: number }): Promise<Sample> {
  const node = must(site.nodes[0])
  const { isIn } = await residents.ask<{ isIn: number }>('state')
  const { gauge: _, ...gauged } = await gaugeOf(node)
  const descriptors = readdirSync(`/proc/${node.pid}/fd`).length
  const wal = statSync(join(site.dataDir, 'quesiti.db-wal'), { throwIfNoEntry: false })
  return { minute, ...gauged, isIn, descriptors, walBytes: wal?.size ?? 0 }
}

let gauges = 0
function gaugeOf({ child, ended }: ServerProcess): Promise<Gauged> {
  const gauge = ++gauges
  return new Promise((resolve, reject) => {
    const listen = (message: unknown) => {
      if ((message as Gauged).gauge !== gauge) return
      child.off('message', listen)
      resolve(message as Gauged)
    }
    void ended.then((code) => reject(new Error(`the server ended with ${code}`)))
    child.on('message', listen)
    child.send({ gauge })
  })
}

type Outcome = Lived & Pick<SoakReport, 'counts' | 'lost' | 'complaints'>

function reportOf({ minutes, clients }: SoakPlan, outcome: Outcome): SoakReport {
  const { samples, faults, counts, lost, complaints } = outcome
  const isLong = minutes >= LIMITS.longMinutes
  const settledAfterMinutes = isLong ? HOUR_MINUTES : Math.min(10, minutes / 3)
  const settled = samples.filter(({ minute }) => minute >= settledAfterMinutes)
  const perHour = (pick: (sample: Sample) => number, of: readonly Sample[]) =>
    trendOf(of.map((sample) => ({ x: sample.minute / HOUR_MINUTES, y: pick(sample) })))
  const heapMbPerHour = perHour(({ heap }) => heap / MIB, settled)
  const descriptorsPerHour = perHour(
    ({ descriptors, isIn }) => descriptors - isIn,
    settled.filter(({ isIn }) => isIn === clients),
  )
  const most = (pick: (sample: Sample) => number) => Math.max(...samples.map(pick))
  const limits: Limit[] = [
    {
      what: 'live heap after a collection, upper end of the slope’s 95 % interval',
      value: heapMbPerHour.to,
      unit: 'MB/h',
      atMost: isLong ? LIMITS.mbPerHourLong : LIMITS.mbPerHour,
    },
    {
      what: 'descriptors beyond one a line, more in the end than in the middle',
      value: moreInTheEnd(settled.map(({ descriptors, isIn }) => descriptors - isIn)),
      unit: '',
      atMost: 5,
    },
    {
      what: 'loop lag p99, median',
      value: median(samples.map((one) => one.loopP99Ms)),
      unit: 'ms',
      atMost: LIMITS.loopP99Ms,
    },
    {
      what: 'WAL, largest',
      value: most((one) => one.walBytes) / MIB,
      unit: 'MB',
      atMost: LIMITS.walBytes / MIB,
    },
    { what: 'lost, doubled, out of place, never back', value: lost.length, unit: '', atMost: 0 },
  ]
  return {
    minutes,
    settledAfterMinutes,
    faults,
    counts,
    heapMbPerHour,
    descriptorsPerHour,
    lost,
    complaints,
    limits,
    samples,
  }
}

function moreInTheEnd(values: readonly number[]): number {
  const half = Math.ceil(values.length / 2)
  return median(values.slice(half)) - median(values.slice(0, half))
}
