/**
 * What a second process adds: from the same acknowledgement until a client of another process has the question, less the
 * same for a client of the asker's own process; with Redis, and with Redis gone.
 */
import { setTimeout as pause } from 'node:timers/promises'
import { must } from '../../server/domain/assert.ts'
import type { Bench, BenchOptions, BenchResult } from './bench.ts'
import { Crowd, numberAfter } from './clients/crowd.ts'
import { askPayload, MARK } from './forum/commands-given.ts'
import { openSite, type Site } from './site/site.ts'
import { percentile } from './statistics.ts'

const LIMITS = { withRedisMs: 5, withoutRedisMs: 300 }
const PATIENCE_MS = 5_000

type Times = {
  readonly ackMs: number[]
  readonly hereMs: number[]
  readonly thereMs: number[]
  missing: number
}

export const across: Bench = {
  name: 'across',
  about: 'what is added until a client of another process has a question, with Redis and without',
  run,
}

async function run({ isQuick, say }: BenchOptions): Promise<BenchResult> {
  const people = isQuick ? 20 : 200
  const site = await openSite({ store: 'postgres', nodes: 2, participants: people, isRehearsal: true })
  const crowds: Crowd[] = []
  try {
    for (const { port } of site.nodes) {
      const crowd = new Crowd({ port, isSocketIo: true, concurrency: 20, sessionId: site.sessionId })
      crowds.push(crowd)
      await crowd.grow(site.people.slice(0, people / 2).map(({ token }) => token))
    }
    const [here, there] = [must(crowds[0]), must(crowds[1])]
    const asks = { here, there, site, count: isQuick ? 10 : 150 }
    await measure({ ...asks, count: 10, first: 0, everyMs: 100 })
    const withRedis = await measure({ ...asks, first: 1_000, everyMs: 150 })
    say('Redis goes')
    await must(site.redis).stop('SIGKILL')
    await pause(2_000)
    const without = await measure({ ...asks, first: 2_000, everyMs: 310 })
    return resultOf(withRedis, without)
  } finally {
    for (const crowd of crowds) crowd.close()
    await site.close()
  }
}

type Asking = {
  readonly here: Crowd
  readonly there: Crowd
  readonly site: Site
  readonly count: number
  readonly first: number
  readonly everyMs: number
}

async function measure({ here, there, site, count, first, everyMs }: Asking): Promise<Times> {
  const seenHere = new Map<number, number>()
  const seenThere = new Map<number, number>()
  watch(here, seenHere)
  watch(there, seenThere)
  const times: Times = { ackMs: [], hereMs: [], thereMs: [], missing: 0 }
  for (let n = first; n < first + count; n++) {
    const sentAt = performance.now()
    const given = { sessionId: site.sessionId, payload: askPayload(n) }
    const ack = await here.command(1 + (n % (here.size - 1)), 'question:ask', given)
    if (!ack.ok) throw new Error(`question:ask: ${ack.code}`)
    const ackAt = performance.now()
    for (const end = ackAt + PATIENCE_MS; !(seenHere.has(n) && seenThere.has(n)) && performance.now() < end; )
      await pause(1)
    const [hereAt, thereAt] = [seenHere.get(n), seenThere.get(n)]
    if (hereAt === undefined || thereAt === undefined) times.missing++
    else {
      times.ackMs.push(ackAt - sentAt)
      times.hereMs.push(hereAt - ackAt)
      times.thereMs.push(thereAt - ackAt)
    }
    // Not in step with the poll.
    await pause(everyMs * (0.5 + Math.random()))
  }
  return times
}

/** The first client's screen: when each question came. */
function watch(crowd: Crowd, seen: Map<number, number>): void {
  crowd.onFrame = ({ index }, _to, text) => {
    if (index !== 0) return
    for (let at = text.indexOf(MARK); at >= 0; at = text.indexOf(MARK, at + MARK.length)) {
      const n = numberAfter(text, MARK, at)
      if (!seen.has(n)) seen.set(n, performance.now())
    }
  }
}

function resultOf(withRedis: Times, without: Times): BenchResult {
  const addedOf = ({ hereMs, thereMs }: Times) => thereMs.map((ms, n) => ms - must(hereMs[n]))
  const rowOf = (way: string, times: Times) => ({
    way,
    asks: times.ackMs.length,
    'ack p50 ms': percentile(times.ackMs, 0.5),
    'own process p50 ms': percentile(times.hereMs, 0.5),
    'other process p50 ms': percentile(times.thereMs, 0.5),
    'added p50 ms': percentile(addedOf(times), 0.5),
    'added p99 ms': percentile(addedOf(times), 0.99),
    missing: times.missing,
  })
  const rows = [rowOf('with Redis', withRedis), rowOf('Redis gone', without)]
  return {
    rows,
    limits: [
      {
        what: 'added across processes with Redis, p50',
        value: percentile(addedOf(withRedis), 0.5),
        unit: 'ms',
        atMost: LIMITS.withRedisMs,
      },
      {
        what: 'added across processes without Redis, p50',
        value: percentile(addedOf(without), 0.5),
        unit: 'ms',
        atMost: LIMITS.withoutRedisMs,
      },
      {
        what: 'questions that never came',
        value: withRedis.missing + without.missing,
        unit: '',
        atMost: 0,
      },
    ],
    samples: { withRedis, without },
  }
}
