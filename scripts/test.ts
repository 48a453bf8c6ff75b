/**
 * Runs the tests and ends with one plain line, `N passed, N failed`. `npm test` runs what is deterministic and quick,
 * `--all` the rest too. What a test needs it brings itself.
 */
import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'

const POSTGRES = ['store-postgres', 'rooms-postgres', 'live-postgres', 'http-postgres']
const QUICK = [
  'structure',
  'domain',
  'store',
  'rooms',
  'live',
  'http',
  ...POSTGRES,
  'client',
  'scripts',
  'e2e',
]
/** Each has servers and crowds of its own: they begin when the others are through. */
const HEAVY = ['fault', 'fault-postgres']

type Report = {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
}
type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number }

const vitest = fileURLToPath(new URL('../node_modules/vitest/vitest.mjs', import.meta.url))

/** Left alone the runner keeps a core for itself, and of two one has nothing to do. */
const WORKERS = `--maxWorkers=${availableParallelism()}`

function run(projects: readonly string[]): Counts {
  const folder = mkdtempSync(join(tmpdir(), 'quesiti-test-'))
  const report = join(folder, 'report.json')
  const chosen = projects.flatMap((project) => ['--project', project])
  const told = ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`]
  const { status } = spawnSync(process.execPath, [vitest, 'run', ...chosen, ...told, WORKERS], {
    stdio: 'inherit',
  })
  const counts = readReport(report)
  rmSync(folder, { recursive: true, force: true })
  // A file that could not even be loaded has failed, though none of its tests has run.
  return { ...counts, failed: Math.max(counts.failed, status === 0 ? 0 : 1) }
}

function readReport(path: string): Counts {
  try {
    const report = JSON.parse(readFileSync(path, 'utf8')) as Report
    const { numPassedTests: passed, numFailedTests: failed, numPendingTests: skipped } = report
    return { passed, failed, skipped }
  } catch {
    return { passed: 0, failed: 1, skipped: 0 }
  }
}

const runs = [run(QUICK)]
if (process.argv.includes('--all')) runs.push(run(HEAVY))
const sum = (name: keyof Counts) => runs.reduce((total, counts) => total + counts[name], 0)
// Under CI nothing is skipped: what a test needs and can't have is a failure.
const failed = sum('failed') + (process.env.CI === 'true' ? sum('skipped') : 0)
console.log(`${sum('passed')} passed, ${failed} failed`)
process.exit(failed === 0 && sum('passed') > 0 ? 0 : 1)
