/** Cases of the model: random steps, then healing, then the rules. Says what was broken first, if anything was. */
import fc from 'fast-check'
import { type Counts, noCounts } from './counts.ts'
import { makeTemplate, type Template } from './day.ts'
import { endFaults } from './rules.ts'
import { type Case, cases } from './steps.ts'
import { World } from './world.ts'

export type Plan = {
  readonly runs: number
  readonly seed: number
  readonly shrink: boolean
  /** Where among the seed's cases to begin, as a failure names it. */
  readonly path?: string | undefined
}

export type Outcome = {
  /** Which rules a case broke, how to repeat it, and its steps; null where all held. */
  readonly broken: string | null
  readonly runs: number
  readonly counts: Counts
}

const SEARCH_MS = 300_000

export async function runModel(plan: Plan): Promise<Outcome> {
  const counts = noCounts()
  const template = await makeTemplate()
  try {
    const property = fc.asyncProperty(cases, async (one) => {
      const faults = await oneCase(one, template, counts)
      if (faults.length > 0) throw new Error(faults.join('\n'))
    })
    const result = await fc.check(property, {
      numRuns: plan.runs,
      seed: plan.seed,
      ...(plan.path === undefined ? {} : { path: plan.path }),
      endOnFailure: !plan.shrink,
      interruptAfterTimeLimit: plan.shrink ? undefined : SEARCH_MS,
    })
    const error = result.errorInstance instanceof Error ? result.errorInstance.message : ''
    const broken = result.failed
      ? `${error}\nseed ${result.seed} path ${result.counterexamplePath}\n${JSON.stringify(result.counterexample)}`
      : null
    return { broken, runs: result.numRuns, counts }
  } finally {
    template.remove()
  }
}

async function oneCase({ processes, steps }: Case, template: Template, counts: Counts): Promise<string[]> {
  const world = await World.open(template, { counts, processes })
  try {
    for (const step of steps) await world.step(step)
    await world.heal()
    return await endFaults(world)
  } finally {
    world.count()
    await world.close()
  }
}
