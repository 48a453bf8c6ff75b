/**
 * 10,000 votes of as many people in ten seconds, on one session that all of them watch: every vote acknowledged once, tallies
 * that come at most twice a second, and totals that are exact on every screen. The baseline stores the same rows and has no tally.
 */
import { must } from '../../server/domain/assert.ts'
import type { Bench, BenchOptions, BenchResult } from './bench.ts'
import type { Voted, VoteOrder } from './processes/crowd.ts'
import { type Rigs, withRigs } from './processes/rigs.ts'
import type { Stored } from './processes/server.ts'
import { median, percentile } from './statistics.ts'

const VOTES = 10_000
const WITHIN_MS = 10_000
const ROUNDS = 3
/** The vote goes to a few questions, as when somebody has just read them out. */
const QUESTIONS = 20
const EXACT_WITHIN_MS = 1_000
const TALLIES_PER_SECOND = 2

type Round = { readonly own: Voted; readonly stored: Stored; readonly base: Voted }

export const votes: Bench = {
  name: 'votes',
  about: '10,000 votes by 10,000 people in 10 s, beside bare ws with raw better-sqlite3',
  run: (options) => withRigs(options.isQuick, (rigs) => run(rigs, options)),
}

async function run(rigs: Rigs, { isQuick }: BenchOptions): Promise<BenchResult> {
  const count = isQuick ? 100 : VOTES
  const rounds: Round[] = []
  for (let round = 0; round < (isQuick ? 1 : ROUNDS); round++) rounds.push(await runRound(rigs, count))
  return resultOf(count, rounds)
}

/** Each round on a session of its own: a person's second vote would be none. */
async function runRound({ quesiti, bare, plan, open }: Rigs, count: number): Promise<Round> {
  const { sessionId, questionIds } = await plan('asked')
  const order: VoteOrder = {
    sessionId,
    questionIds: questionIds.slice(0, QUESTIONS),
    count,
    withinMs: WITHIN_MS,
    isCounted: true,
  }
  await open(quesiti, { count, sessionId })
  const own = await quesiti.crowd.ask<Voted>('vote', order)
  const stored = await quesiti.server.ask<Stored>('stored', sessionId)
  await quesiti.crowd.ask('close')
  await open(bare, { count, sessionId })
  const base = await bare.crowd.ask<Voted>('vote', { ...order, isCounted: false })
  await bare.crowd.ask('close')
  return { own, stored, base }
}

/** The most tallies that any second saw, from one to the next. */
function talliesPerSecond(tallyAt: readonly number[]): number {
  const gaps = tallyAt.slice(1).map((at, place) => at - must(tallyAt[place]))
  return gaps.length === 0 ? 0 : 1_000 / Math.min(...gaps)
}

function resultOf(count: number, rounds: readonly Round[]): BenchResult {
  const rowOf = (server: string, all: readonly Voted[], more: Record<string, number>) => ({
    server,
    'votes/s': median(all.map(({ accepted, tookMs }) => accepted / (tookMs / 1_000))),
    'acks missing or twice': Math.max(...all.map(({ accepted, strayAcks }) => count - accepted + strayAcks)),
    'ack p50 ms': median(all.map(({ ackMs }) => percentile(ackMs, 0.5))),
    'ack p99 ms': median(all.map(({ ackMs }) => percentile(ackMs, 0.99))),
    ...more,
  })
  const faults = Math.max(
    ...rounds.map(({ own, stored }) => count - own.accepted + own.strayAcks + Math.abs(count - stored.votes)),
  )
  const perSecond = Math.max(...rounds.map(({ stored }) => talliesPerSecond(stored.tallyAt)))
  const exactAfterMs = Math.max(...rounds.map(({ own }) => own.exactAfterMs))
  const rows = [
    rowOf(
      'quesiti',
      rounds.map(({ own }) => own),
      { 'tallies/s': perSecond, 'exact on all screens after ms': exactAfterMs },
    ),
    rowOf(
      'bare',
      rounds.map(({ base }) => base),
      {},
    ),
  ]
  return {
    rows,
    limits: [
      { what: 'votes not acknowledged or not stored exactly once', value: faults, unit: '', atMost: 0 },
      { what: 'tallies in the busiest second', value: perSecond, unit: '/s', atMost: TALLIES_PER_SECOND },
      { what: 'exact on all screens after', value: exactAfterMs, unit: 'ms', atMost: EXACT_WITHIN_MS },
    ],
    samples: rounds,
  }
}
