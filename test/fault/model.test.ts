/**
 * Domain, log, live edge and the client's engine together, in one process and in several on one database, under planted
 * faults as fast-check chooses them: every rule holds, and with any one bug of a table planted some rule does not.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join, resolve } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { plant } from '../support/fault/planted.ts'
import { gate, runBatch, runBatches } from '../support/model/batches.ts'
import { BUGS } from '../support/model/bugs.ts'
import type { Outcome } from '../support/model/run.ts'

/** Seeds that have failed, each once: of lost frames of one's own, of an earlier moment shown, of rights that came late. */
const FAILED_ONCE = [605_625_376, 1, 11]
const FAILED_RUNS = 40
// A gate is no lottery: under CI the seeds are always the same. Elsewhere each run looks somewhere new.
const newSeed = () => (process.env.CI === 'true' ? 2_026 : Date.now() % 1_000_000_000)
const seed = Number(process.env.SEED ?? newSeed())
const RUNS = Number(process.env.RUNS ?? 2_000)
const BUG_SEED = 7
const BUG_RUNS = 1_000
const COPIED = [
  'server',
  'db',
  'client/sync',
  'client/net.ts',
  'scripts/fault',
  'scripts/services',
  'test/support',
  'test/client/sync',
]

mkdirSync('.tmp', { recursive: true })
const FOLDER = mkdtempSync(resolve('.tmp/model-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

test('W1–W8 R1–R7 F9 S1 S2 A1 whatever is lost, repeated, cut, killed or set back, every rule holds', async () => {
  const { broken, counts, runs } = await runBatches({ runs: RUNS, seed })
  console.log(`seed ${seed}, ${runs} cases:`, JSON.stringify(counts))
  expect(broken).toBeNull()
  // Had nothing of this happened, nothing would have been tried.
  for (const [what, times] of Object.entries(counts)) expect(times, what).toBeGreaterThan(0)
})

test.each(FAILED_ONCE)('seed %i, which has failed once', async (failed) => {
  const { broken } = await runBatches({ runs: FAILED_RUNS, seed: failed })
  expect(broken).toBeNull()
})

describe('planted bugs', () => {
  const outcomes = new Map<string, Promise<Outcome>>()

  beforeAll(() => {
    const onACore = gate(availableParallelism())
    for (const [place, { name, edits }] of BUGS.entries()) {
      const outcome = onACore(async () => {
        const copy = join(FOLDER, String(place))
        plant(copy, COPIED, edits)
        return runBatch(copy, { runs: BUG_RUNS, seed: BUG_SEED, shrink: false })
      })
      outcome.catch(() => {})
      outcomes.set(name, outcome)
    }
  })

  test.each(BUGS)('caught: $name', async ({ name, breaks }) => {
    const { broken, runs } = (await outcomes.get(name)) as Outcome
    console.log(`${broken === null ? 'not caught' : 'caught'} in ${runs} cases`)
    expect(broken ?? 'nothing', name).toMatch(breaks)
  })
})
