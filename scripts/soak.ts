/**
 * `npm run soak -- [--minutes 30] [--clients 1500] [--fault-every 60] [--store sqlite|postgres] [--json FILE]`: a long steady
 * day with faults, as a table and as JSON. Ends with 1 where a limit is broken or anything was lost.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { parseArgs } from 'node:util'
import { isKept } from './bench/bench.ts'
import { type SoakReport, soak } from './bench/soak/soak.ts'
import { table } from './bench/statistics.ts'

// Whoever stops it takes what it started along: that goes with this process's end.
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(130))

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '30' },
    clients: { type: 'string', default: '1500' },
    'fault-every': { type: 'string', default: '60' },
    store: { type: 'string', default: 'sqlite' },
    json: { type: 'string', default: '.tmp/soak.json' },
  },
})
const [minutes, clients, faultEveryS] = [values.minutes, values.clients, values['fault-every']].map(Number)
const { store } = values
const isPlan = (value: number | undefined): value is number => value !== undefined && value > 0
if (
  !isPlan(minutes) ||
  !isPlan(clients) ||
  !isPlan(faultEveryS) ||
  (store !== 'sqlite' && store !== 'postgres')
) {
  console.error(
    'give --minutes, --clients and --fault-every (seconds) as positive numbers, --store sqlite or postgres',
  )
  process.exit(2)
}

const report = await soak({ minutes, clients, faultEveryS, store, say: (text) => console.log(`  ${text}`) })
console.log(`\n${table(rowsOf(report))}\n`)
for (const limit of report.limits) {
  const bound = 'atMost' in limit ? `at most ${limit.atMost}` : `at least ${limit.atLeast}`
  console.log(
    `${isKept(limit) ? 'PASS' : 'FAIL'}  ${limit.what}: ${limit.value.toFixed(2)} ${limit.unit} (${bound})`,
  )
}
for (const one of report.lost.slice(0, 20)) console.log(`LOST  ${one}`)
for (const one of report.complaints.slice(0, 10)) console.log(`said  ${one}`)
await mkdir(dirname(values.json), { recursive: true })
await writeFile(values.json, `${JSON.stringify(report, null, 2)}\n`)
console.log(`\nWritten to ${values.json}`)
process.exitCode = report.limits.every(isKept) ? 0 : 1

function rowsOf({ heapMbPerHour, faults, counts, complaints, settledAfterMinutes }: SoakReport) {
  const { slope, from, to } = heapMbPerHour
  const perHour = (mb: number) => mb.toFixed(1)
  return [
    {
      what: 'live heap, MB an hour (95 % interval)',
      value: `${perHour(slope)} (${perHour(from)} to ${perHour(to)})`,
    },
    { what: 'counted from minute', value: settledAfterMinutes.toFixed(0) },
    { what: 'the server complained', value: `${complaints.length} times` },
    ...Object.entries(faults).map(([name, times]) => ({ what: name, value: `${times} times` })),
    ...Object.entries(counts).map(([what, value]) => ({ what, value: String(value) })),
  ]
}
