/**
 * Acknowledged durable commands a second on one session, asks and votes, against raw better-sqlite3 that writes the same
 * rows with the same group commit. From inside the process an ask is also indexed for search, which the baseline doesn't
 * do. Through real sockets the baseline is bare `ws`, and the session a rehearsal, which has no rates and no index.
 */
import { must } from '../../server/domain/assert.ts'
import type { RawKind } from './baseline/raw-log.ts'
import type { Bench, BenchOptions, BenchResult, Limit } from './bench.ts'
import type { Load, Loaded } from './clients/load.ts'
import type { CommandKind } from './forum/commands-given.ts'
import { type Rigs, type Side, withRigs } from './processes/rigs.ts'
import { median } from './statistics.ts'

const IN_FLIGHT = [1, 100, 1_000] as const
const KINDS: readonly CommandKind[] = ['question:vote', 'question:ask']
const RATIO_MIN = 0.3
const RATIO_AT = 100
const SOCKETS = 1_000
const ACTORS = 2_000

type Where = 'process' | 'sockets'
type Case = { readonly where: Where; readonly kind: CommandKind; readonly inFlight: number }
type Run = Loaded & { readonly cpuUs: number }
type Round = { readonly own: Run; readonly raw: Run; readonly small: number }

export const commands: Bench = {
  name: 'commands',
  about:
    'acknowledged durable commands on one session, against the same rows written with raw better-sqlite3',
  run: ({ isQuick, say }) => withRigs(isQuick, (rigs) => run(rigs, { isQuick, say })),
}

async function run(rigs: Rigs, { isQuick, say }: BenchOptions): Promise<BenchResult> {
  const cases: Case[] = (['process', 'sockets'] as const).flatMap((where) =>
    KINDS.flatMap((kind) => IN_FLIGHT.map((inFlight) => ({ where, kind, inFlight }))),
  )
  const sockets = isQuick ? 50 : SOCKETS
  for (const side of [rigs.quesiti, rigs.bare]) await rigs.open(side, { count: sockets })
  say(`${sockets} sockets are connected to each server`)
  const rounds = new Map<Case, Round[]>(cases.map((one) => [one, []]))
  const [warmUps, measured] = isQuick ? [0, 1] : [1, 4]
  for (let round = 0; round < warmUps + measured; round++) {
    for (const one of cases) {
      const result = await runCase(rigs, one, { round, isQuick })
      if (round >= warmUps) must(rounds.get(one)).push(result)
    }
  }
  return resultOf(cases, rounds)
}

/** Each round works on a session of its own, so that none is measured on more questions than a forum day has. */
async function runCase(
  rigs: Rigs,
  one: Case,
  { round, isQuick }: { round: number; isQuick: boolean },
): Promise<Round> {
  // Through sockets the rates of an account would hold such a load up.
  const planned = await rigs.plan(one.kind === 'question:vote' ? 'asked' : 'empty', one.where === 'sockets')
  const load: Load = { count: countOf(one, isQuick), inFlight: one.inFlight }
  const { quesiti, bare, day } = rigs
  const actorIds = day.participants.slice(0, ACTORS).map(({ actorId }) => actorId)
  const own = () =>
    measured(quesiti, load.count, () =>
      one.where === 'process'
        ? quesiti.server.ask<Loaded>('load', { ...load, ...planned, kind: one.kind, actorIds })
        : quesiti.crowd.ask<Loaded>('load', { ...load, ...planned, kind: one.kind }),
    )
  const raw = () =>
    measured(bare, load.count, () =>
      one.where === 'process'
        ? bare.server.ask<Loaded>('load', { ...load, kind: one.kind })
        : bare.crowd.ask<Loaded>('load', { ...load, ...planned, kind: one.kind }),
    )
  // Whoever comes second finds the machine as the first left it: the order turns.
  const isOwnFirst = round % 2 === 0
  const before = isOwnFirst ? await own() : undefined
  const base = await raw()
  const small = one.where === 'process' ? await smallRows(rigs, load) : Number.NaN
  return { own: before ?? (await own()), raw: base, small }
}

/** With the server's processor time for each command. */
async function measured({ server }: Side, count: number, load: () => Promise<Loaded>): Promise<Run> {
  const before = await server.ask<number>('cpuUs')
  const loaded = await load()
  return { ...loaded, cpuUs: ((await server.ask<number>('cpuUs')) - before) / count }
}

async function smallRows({ bare }: Rigs, load: Load): Promise<number> {
  const kind: RawKind = 'small row'
  const loaded = await bare.server.ask<Loaded>('load', {
    count: load.count * 4,
    inFlight: load.inFlight,
    kind,
  })
  return loaded.perSecond
}

function countOf({ kind, inFlight }: Case, isQuick: boolean): number {
  if (isQuick || inFlight === 1) return 200
  return kind === 'question:ask' ? 2_500 : 5_000
}

function resultOf(cases: readonly Case[], measured: ReadonlyMap<Case, readonly Round[]>): BenchResult {
  const limits: Limit[] = []
  const rows = cases.map((one) => {
    const rounds = must(measured.get(one))
    const ratio = median(rounds.map(({ own, raw }) => own.perSecond / raw.perSecond))
    if (one.inFlight === RATIO_AT) {
      const place =
        one.where === 'process'
          ? 'in the process, against raw better-sqlite3'
          : 'through sockets, against bare ws and raw better-sqlite3'
      limits.push({
        what: `${one.kind} at ${RATIO_AT} in flight ${place}`,
        value: ratio,
        unit: '×',
        atLeast: RATIO_MIN,
      })
    }
    return {
      command: one.kind,
      from: one.where,
      'in flight': one.inFlight,
      'quesiti/s': median(rounds.map(({ own }) => own.perSecond)),
      'p50 ms': median(rounds.map(({ own }) => own.p50Ms)),
      'p99 ms': median(rounds.map(({ own }) => own.p99Ms)),
      'CPU µs': median(rounds.map(({ own }) => own.cpuUs)),
      'raw/s': median(rounds.map(({ raw }) => raw.perSecond)),
      'raw CPU µs': median(rounds.map(({ raw }) => raw.cpuUs)),
      '× raw': ratio,
      '× one small row': median(rounds.map(({ own, small }) => own.perSecond / small)),
    }
  })
  return { rows, limits, samples: cases.map((one) => ({ ...one, rounds: measured.get(one) })) }
}
