/** Cases of the model on all cores: each batch is a process over the source at `root`, this one's or one with a bug in it. */
import { execFile } from 'node:child_process'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { addCounts, noCounts } from './counts.ts'
import type { Outcome, Plan } from './run.ts'

const run = promisify(execFile)
const MOST_BYTES = 64 * 1_024 * 1_024
/** One that doesn't end by then never will. */
const HANGS_MS = 400_000

export async function runBatch(root: string, plan: Plan): Promise<Outcome> {
  const program = join(root, 'test/support/model/batch.ts')
  const { stdout } = await run(process.execPath, [program, JSON.stringify(plan)], {
    maxBuffer: MOST_BYTES,
    timeout: HANGS_MS,
    env: { PATH: process.env.PATH },
  })
  return JSON.parse(stdout) as Outcome
}

/** The same seed gives the same cases on any number of cores. */
const BATCH = 250

export async function runBatches(plan: { runs: number; seed: number }): Promise<Outcome> {
  const counts = noCounts()
  const plans = Array.from({ length: Math.ceil(plan.runs / BATCH) }, (_, place) => ({
    runs: Math.min(BATCH, plan.runs - place * BATCH),
    seed: plan.seed + place,
    shrink: true,
  }))
  const broken: string[] = []
  const onACore = gate(availableParallelism())
  const work = async (one: Plan) => {
    if (broken.length > 0) return
    const outcome = await runBatch('.', one)
    addCounts(counts, outcome.counts)
    if (outcome.broken !== null) broken.push(outcome.broken)
  }
  await Promise.all(plans.map((one) => onACore(() => work(one))))
  return { broken: broken[0] ?? null, runs: plan.runs, counts }
}

/** Lets so many work at a time; who comes beyond that waits. */
export function gate(most: number): <T>(work: () => Promise<T>) => Promise<T> {
  const waiting: (() => void)[] = []
  let free = most
  return async (work) => {
    if (free > 0) free -= 1
    else await new Promise<void>((go) => waiting.push(go))
    try {
      return await work()
    } finally {
      const next = waiting.shift()
      if (next) next()
      else free += 1
    }
  }
}
