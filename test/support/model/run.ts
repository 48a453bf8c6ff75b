/** Runs of the model: random steps, then healing, then the rules. Says what was broken first, if anything was. */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { sqlitePath } from '../../../db/drivers/sqlite.ts'
import { MINUTE_MS, makeForum, START } from '../forum.ts'
import { endFaults } from './rules.ts'
import { type Step, steps } from './steps.ts'
import { type Counts, noCounts, World } from './world.ts'

export type Outcome = {
  /** Which rules a run broke, how to repeat it, and its steps; null where all held. */
  readonly broken: string | null
  readonly runs: number
  readonly counts: Counts
}

export async function runModel(plan: { runs: number; seed: number; shrink: boolean }): Promise<Outcome> {
  const counts = noCounts()
  const template = await makeTemplate()
  try {
    const property = fc.asyncProperty(steps, async (run) => {
      const faults = await oneRun(run, template, counts)
      if (faults.length > 0) throw new Error(faults.join('\n'))
    })
    const result = await fc.check(property, {
      numRuns: plan.runs,
      seed: plan.seed,
      endOnFailure: !plan.shrink,
      interruptAfterTimeLimit: plan.shrink ? undefined : 300_000,
    })
    const error = result.errorInstance instanceof Error ? result.errorInstance.message : ''
    const broken = result.failed
      ? `${error}\nseed ${result.seed} path ${result.counterexamplePath}\n${JSON.stringify(result.counterexample)}`
      : null
    return { broken, runs: result.numRuns, counts }
  } finally {
    rmSync(template.folder, { recursive: true, force: true })
  }
}

async function oneRun(
  run: readonly Step[],
  template: { path: string; sessionId: string },
  counts: Counts,
): Promise<string[]> {
  const world = await World.open(template, counts)
  try {
    for (const step of run) await world.step(step)
    await world.heal()
    return await endFaults(world)
  } finally {
    world.count()
    await world.close()
  }
}

/** A day that is open, as a database file to copy. */
async function makeTemplate(): Promise<{ folder: string; path: string; sessionId: string }> {
  const folder = mkdtempSync(join(tmpdir(), 'quesiti-model-'))
  const forum = await makeForum({
    admission: 'open',
    rehearsal: true,
    closesAt: START + 10 * MINUTE_MS,
    asksPerPerson: 1_000,
    asksPerBody: 1_000,
  })
  const path = join(folder, 'template.db')
  forum.store.read.raw.all('PRAGMA wal_checkpoint(TRUNCATE)')
  copyFileSync(sqlitePath(forum.url), path)
  await forum.close()
  return { folder, path, sessionId: forum.sessionId }
}
