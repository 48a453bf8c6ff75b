/**
 * `npm run fault`: people at work on real processes while everything is killed, frozen, cut and emptied, for so many
 * seconds; then every rule is looked at. Its last word is the report, and it ends with 1 where a rule is broken.
 */
import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { seededRandom } from './fault/random.ts'
import type { Plan } from './torture/run.ts'
import { openSite, type StoreKind } from './torture/site.ts'

const USAGE = `Usage: npm run fault -- [options]

  --store <name>   sqlite or postgres (both, one after the other)
  --seconds <n>    how long faults are done (60)
  --seed <n>       the same seed, the same faults (from the clock)
  --nodes <n>      processes on PostgreSQL (3); on SQLite there is one
  --people <n>     participants (100)
  --only <kinds>   these faults alone, with commas between, such as "process killed,Redis frozen"
  --lost <n>       of a hundred messages that Redis passes on, so many are lost (25)
  --calm <n>       seconds within which all must come right when it is healed (90)
  --root <folder>  the source to run, a copy with a bug in it for instance (ours)
  --json <file>    the report for programs
`

const STORES = ['sqlite', 'postgres'] as const
const NODES_MOST = 8

class UsageError extends Error {
  override readonly name = 'UsageError'
}

type Wish = Omit<Plan, 'store'> & {
  readonly lost: number
  readonly store: StoreKind | undefined
  readonly json: string | undefined
}

function readWish(args: readonly string[]): Wish {
  const { store, json, only, root, ...numbers } = parsed(args)
  if (store !== undefined && !(STORES as readonly string[]).includes(store))
    throw new UsageError(`there is no store ${store}: give sqlite or postgres`)
  const whole = (name: keyof typeof numbers, least: number, most: number, otherwise: number): number => {
    const raw = numbers[name]
    const value = raw === undefined ? otherwise : Number(raw)
    if (!Number.isInteger(value) || value < least || value > most)
      throw new UsageError(`--${name} is a whole number from ${least} to ${most}`)
    return value
  }
  return {
    store: store as StoreKind | undefined,
    json,
    root,
    lost: whole('lost', 0, 100, 25),
    calmMs: 1_000 * whole('calm', 1, 600, 90),
    only: only?.split(',').map((kind) => kind.trim()),
    seconds: whole('seconds', 1, 24 * 3_600, 60),
    seed: whole('seed', 0, Number.MAX_SAFE_INTEGER, Date.now() % 1_000_000),
    nodes: whole('nodes', 1, NODES_MOST, 3),
    participants: whole('people', 2, 2_000, 100),
  }
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const
  const files = { json: text, root: text }
  const options = {
    ...files,
    only: text,
    lost: text,
    calm: text,
    store: text,
    seconds: text,
    seed: text,
    nodes: text,
    people: text,
  }
  try {
    return parseArgs({ args: [...args], options }).values
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

async function runOn(store: StoreKind, { json, ...plan }: Wish): Promise<boolean> {
  const random = seededRandom(plan.seed)
  const site = await openSite({ ...plan, store, random, lossShare: plan.lost / 100 })
  try {
    // The tables are built for the database that the environment names, once.
    process.env.DATABASE_URL = site.databaseUrl
    const { torture } = await import('./torture/torture.ts')
    const { asTable } = await import('./torture/report.ts')
    const report = await torture({ ...plan, store }, { site, say })
    say(asTable(report))
    if (json) writeFileSync(json, `${JSON.stringify(report, null, 2)}\n`)
    return report.isClean
  } finally {
    await site.close()
  }
}

/** One database a process: each store has its own. */
function runOnEach(wish: Wish): boolean {
  const given = {
    seconds: wish.seconds,
    seed: wish.seed,
    nodes: wish.nodes,
    people: wish.participants,
    lost: wish.lost,
    calm: wish.calmMs / 1_000,
  }
  const flags = Object.entries(given).flatMap(([name, value]) => [`--${name}`, String(value)])
  if (wish.only) flags.push('--only', wish.only.join(','))
  if (wish.root) flags.push('--root', wish.root)
  const results = STORES.map((store) => {
    const json = wish.json ? ['--json', wish.json.replace(/(\.json)?$/, `-${store}.json`)] : []
    const args = [fileURLToPath(import.meta.url), '--store', store, ...flags, ...json]
    return spawnSync(process.execPath, args, { stdio: 'inherit' }).status === 0
  })
  return results.every((isClean) => isClean)
}

process.umask(0o077)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1))
try {
  const wish = readWish(process.argv.slice(2))
  process.exit((wish.store ? await runOn(wish.store, wish) : runOnEach(wish)) ? 0 : 1)
} catch (error) {
  const told = error instanceof UsageError ? `${error.message}\n\n${USAGE}` : `${(error as Error).stack}\n`
  process.stderr.write(told)
  process.exit(1)
}
