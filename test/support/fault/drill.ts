/**
 * A drill: one fault of the matrix, what must hold meanwhile and afterwards, and the mutants, copies of the source without
 * a protection, on which it must find that it does not hold.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { type Edit, plant } from './planted.ts'

export type Mutant = {
  readonly name: string
  readonly edits: readonly Edit[]
  /** What the drill must say. */
  readonly breaks: RegExp
}

export type DrillPlan = {
  /** The source to run. */
  readonly root: string
  readonly seed: number
  readonly isMutant?: boolean
}

export type Drill = {
  /** Of the matrix: F10, F12, … */
  readonly fault: string
  readonly rules: string
  readonly what: string
  /** Says what did not hold. */
  readonly run: (plan: DrillPlan) => Promise<readonly string[]>
  readonly mutants: readonly Mutant[]
}

const COPIED = [
  'server',
  'db',
  'client/sync',
  'client/net.ts',
  'scripts/fault',
  'scripts/services',
  'test/support',
]
/** A drill has bounds of its own; this one is for what hangs. */
const TEST_MS = 600_000
/** Under CI the same day each time; elsewhere each run looks somewhere new. */
const seed = Number(process.env.SEED ?? (process.env.CI === 'true' ? 20_261_119 : Date.now() % 1_000_000))

/** Declares the tests of a file of drills; `module` is its path, from which a mutant's copy takes its own. */
export function tryDrills(module: string, drills: readonly Drill[]): void {
  mkdirSync('.tmp', { recursive: true })
  const folder = mkdtempSync(resolve('.tmp/drills-'))
  afterAll(() => rmSync(folder, { recursive: true, force: true }))
  for (const [place, drill] of drills.entries()) {
    const { fault, rules, what, mutants } = drill
    test(
      `${fault} ${rules} ${what}`,
      async () => {
        expect(await drill.run({ root: '.', seed }), `seed ${seed}`).toEqual([])
      },
      TEST_MS,
    )
    for (const [number, { name, edits, breaks }] of mutants.entries()) {
      test(
        `${fault} mutant: ${name} is caught`,
        async () => {
          const root = join(folder, `${place}-${number}`)
          plant(root, COPIED, edits)
          const copy = (await import(/* @vite-ignore */ join(root, module))) as { drills: readonly Drill[] }
          const faults = await copy.drills[place]?.run({ root, seed, isMutant: true })
          expect(faults?.join('\n') || 'nothing', `seed ${seed}`).toMatch(breaks)
        },
        TEST_MS,
      )
    }
  }
}
