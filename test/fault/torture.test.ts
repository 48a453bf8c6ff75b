/**
 * The torture run, short: everything at once on each store, then the faults of the matrix by themselves on PostgreSQL and
 * Redis. And the same run on copies of the source without a protection finds that it is missing.
 */
import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { Report } from '../../scripts/torture/report.ts'
import { ackBeforeCommit, type Edit, plant } from '../support/fault/planted.ts'

// A gate is no lottery: under CI the seed stands. Elsewhere each run looks somewhere new.
const seed = Number(process.env.SEED ?? (process.env.CI === 'true' ? 1 : Date.now() % 1_000_000))
mkdirSync('.tmp', { recursive: true })
const FOLDER = mkdtempSync(resolve('.tmp/torture-'))
afterAll(() => rmSync(FOLDER, { recursive: true, force: true }))

type Wish = Readonly<Record<string, string | number>>

async function torture(wish: Wish): Promise<{ report: Report; said: string }> {
  const json = join(FOLDER, `${Math.random()}.json`)
  const given = { seed, people: 24, ...wish, json }
  const args = Object.entries(given).flatMap(([name, value]) => [`--${name}`, String(value)])
  const { PATH = '', HOME = '' } = process.env
  const child = spawn(process.execPath, ['scripts/fault.ts', ...args], { env: { PATH, HOME } })
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      said += text
    })
  await new Promise((ended) => child.once('close', ended))
  try {
    return { report: JSON.parse(readFileSync(json, 'utf8')) as Report, said }
  } catch {
    throw new Error(`no report:\n${said}`)
  }
}

const broken = ({ rules }: Report): string[] => Object.values(rules).flat()

test.each(['sqlite', 'postgres'])(
  'everything at once on %s: nothing lost, repeated, out of order, leaked or late',
  async (store) => {
    const { report, said } = await torture({ store, seconds: 15 })
    expect(broken(report), `seed ${seed}`).toEqual([])
    expect(said).toContain('Clean.')
    // Had nothing happened, nothing would have been tried.
    expect(report.counts.faults).toBeGreaterThanOrEqual(6)
    expect(report.counts.deliveries).toBeGreaterThan(2_000)
    expect(report.counts.acknowledged).toBeGreaterThan(100)
  },
)

type Named = { fault: string; what: string; only: string; seconds: number; lost?: number }

const NAMED: readonly Named[] = [
  {
    fault: 'F1 F2 F3',
    what: 'processes killed, frozen, restarted in turn',
    only: 'process killed,process frozen,processes restarted in turn',
    seconds: 10,
  },
  {
    fault: 'F4 F5 F7',
    what: 'the database killed, stopped at once; it refuses, ends connections, is silent, has the log locked',
    only: [
      'database killed,database stopped at once,database refuses,database connections ended',
      'log locked by another session,database silent for one process',
    ].join(','),
    seconds: 14,
  },
  {
    fault: 'F8 F9',
    what: 'Redis killed, frozen, emptied, cut, and losing a quarter',
    only: 'Redis killed,Redis frozen,Redis emptied,Redis cut for one process',
    seconds: 8,
  },
  { fault: 'F9', what: 'Redis up and passing nothing on', only: 'Redis emptied', seconds: 3, lost: 100 },
]

test.each(NAMED)('$fault on three processes: $what', async ({ only, seconds, lost = 25 }) => {
  const { report } = await torture({ store: 'postgres', only, seconds, lost })
  expect(broken(report), `seed ${seed}`).toEqual([])
  expect(Object.keys(report.faults).length).toBeGreaterThan(0)
  expect(report.counts.acknowledged).toBeGreaterThan(20)
})

type Mutant = { fault: string; name: string; edits: Edit[]; wish: Wish; breaks: RegExp }

const SLOW_DISK = 'await new Promise((resolve) => setTimeout(resolve, 25))'
const MUTANTS: readonly Mutant[] = [
  {
    fault: 'F4',
    name: 'acknowledged before the commit',
    edits: ackBeforeCommit(SLOW_DISK),
    wish: { only: 'database killed,database stopped at once', seconds: 8, calm: 10 },
    breaks: /W1 lost/,
  },
  {
    fault: 'F5',
    name: 'a failed flush is a definite no',
    edits: [
      {
        file: 'server/rooms/room.ts',
        from: "retry: () => ({ ok: false, code: 'command/retry' }),",
        to: "retry: () => ({ ok: false, code: 'internal' }),",
      },
    ],
    wish: { only: 'database refuses,database connections ended', seconds: 8, calm: 10 },
    breaks: /W1 lost/,
  },
  {
    fault: 'F4 F7',
    name: 'nobody listens to a connection that is lost while it is used',
    edits: [
      {
        file: 'db/drivers/postgres.ts',
        from: "  pool.on('connect', (client) => client.on('error', () => {}))\n",
        to: '',
      },
    ],
    wish: { only: 'database connections ended,database stopped at once', seconds: 6, calm: 10 },
    breaks: /ended by itself/,
  },
]

/** The seed fixes what is broken and in which order, not where the work is at that moment: a bug may need another look. */
const LOOKS = 3

test.each(MUTANTS)('$fault mutant: $name is caught', async ({ edits, name, wish, breaks }) => {
  const root = join(FOLDER, name.replaceAll(' ', '-'))
  plant(root, ['server', 'db'], edits)
  let found = 'nothing'
  for (let look = 0; look < LOOKS && !breaks.test(found); look += 1) {
    const { report } = await torture({ store: 'postgres', ...wish, root, seed: seed + look })
    found = broken(report).join('\n')
  }
  expect(found, `seeds from ${seed}`).toMatch(breaks)
})
