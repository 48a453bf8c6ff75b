/**
 * `npm run bench -- [names…] [--quick] [--json <file>]`: runs the benches, prints their tables and whether limits are kept, and writes everything
 * as JSON. A broken limit fails nobody: the figures depend on what else the machine does. Each bench runs its servers and clients in processes of their own.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { cpus, loadavg } from 'node:os'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { across } from './bench/across.ts'
import { type Bench, type BenchResult, isKept, type Limit } from './bench/bench.ts'
import { commands } from './bench/commands.ts'
import { fanOut } from './bench/fan-out.ts'
import { firstLoad } from './bench/first-load.ts'
import { firstView } from './bench/first-view.ts'
import { forgetDay } from './bench/forum/day.ts'
import { latency } from './bench/latency.ts'
import { nodes } from './bench/nodes.ts'
import { searching } from './bench/search.ts'
import { table } from './bench/statistics.ts'
import { storm } from './bench/storm.ts'
import { votes } from './bench/votes.ts'

/** All benches, in the order in which they run. To add one: a file in `bench/` that exports a `Bench`, and its line here. */
const benches: readonly Bench[] = [
  commands,
  fanOut,
  latency,
  storm,
  votes,
  nodes,
  across,
  searching,
  firstLoad,
  firstView,
]

// Whoever stops it takes what it started along: that goes with this process's end.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    quick: { type: 'boolean', default: false },
    json: { type: 'string', default: '.tmp/bench.json' },
  },
})

const unknown = positionals.filter((name) => !benches.some((bench) => bench.name === name))
if (unknown.length > 0) {
  console.error(
    `No such bench: ${unknown.join(', ')}. There are: ${benches.map(({ name }) => name).join(', ')}`,
  )
  process.exit(2)
}

type Done = { name: string; about: string; seconds: number; loadBefore: number } & BenchResult
const results: Done[] = []
const loadOf = (): number => loadavg()[0] ?? 0
for (const bench of benches) {
  if (positionals.length > 0 && !positionals.includes(bench.name)) continue
  console.log(`\n${bench.name}: ${bench.about}`)
  const started = performance.now()
  const loadBefore = loadOf()
  const result = await bench.run({ isQuick: values.quick, say: (text) => console.log(`  ${text}`) })
  const seconds = Math.round((performance.now() - started) / 1_000)
  results.push({ name: bench.name, about: bench.about, seconds, loadBefore, ...result })
  console.log(`\n${table(result.rows)}\n`)
  for (const limit of result.limits) console.log(limitLine(limit))
  const load = loadBefore.toFixed(1)
  console.log(`${seconds} s. When it began, ${load} other tasks wanted the ${cpus().length} cores.`)
}

const machine = { node: process.version, cpu: cpus()[0]?.model ?? 'unknown', cores: cpus().length }
await mkdir(dirname(values.json), { recursive: true })
await writeFile(values.json, `${JSON.stringify({ machine, isQuick: values.quick, results }, null, 2)}\n`)
await forgetDay()
console.log(`\nWritten to ${values.json}`)

function limitLine(limit: Limit): string {
  const bound = 'atMost' in limit ? `at most ${limit.atMost}` : `at least ${limit.atLeast}`
  const value = Number.isFinite(limit.value) ? limit.value.toFixed(2) : '–'
  return `${isKept(limit) ? 'PASS' : 'FAIL'}  ${limit.what}: ${value} ${limit.unit} (${bound} ${limit.unit})`
}
