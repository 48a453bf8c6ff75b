/**
 * Domain, log, live edge and the client's engine together under planted faults, as fast-check chooses them: every rule
 * holds, and with any one bug of a table planted some rule does not.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { plant } from '../support/fault/planted.ts'
import { BUGS } from '../support/model/bugs.ts'
import { runModel } from '../support/model/run.ts'

/** Lost frames of one's own were once hidden by the class's. */
const FAILED_ONCE = 605_625_376
// A gate is no lottery: under CI the seed is one that has failed before. Elsewhere each run looks somewhere new.
const newSeed = () => (process.env.CI === 'true' ? FAILED_ONCE : Date.now() % 1_000_000_000)
const seed = Number(process.env.SEED ?? newSeed())
const RUNS = Number(process.env.RUNS ?? 150)
const BUG_SEED = 7
const BUG_RUNS = 1_000
const COPIED = [
  'server',
  'db',
  'client/sync',
  'client/net.ts',
  'scripts/fault',
  'test/support',
  'test/client/sync',
]

mkdirSync('.tmp', { recursive: true })
const FOLDER = mkdtempSync(resolve('.tmp/model-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

test('W1–W8 R1–R6 S1 S2 A1 whatever is lost, repeated, cut, killed or set back, every rule holds', async () => {
  const { broken, counts } = await runModel({ runs: RUNS, seed, shrink: true })
  console.log(`seed ${seed}:`, JSON.stringify(counts))
  expect(broken).toBeNull()
  // Had nothing of this happened, nothing would have been tried.
  for (const [what, times] of Object.entries(counts)) expect(times, what).toBeGreaterThan(0)
})

test.each(BUGS.map((bug, place) => ({ ...bug, place })))(
  'caught: $name',
  async ({ edits, breaks, place }) => {
    const copy = join(FOLDER, String(place))
    plant(copy, COPIED, edits)
    const planted = (await import(
      /* @vite-ignore */ join(copy, 'test/support/model/run.ts')
    )) as typeof import('../support/model/run.ts')
    const { broken } = await planted.runModel({ runs: BUG_RUNS, seed: BUG_SEED, shrink: false })
    expect(broken ?? 'nothing').toMatch(breaks)
  },
)
