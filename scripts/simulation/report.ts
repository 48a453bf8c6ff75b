/** What a simulated day comes to: as a table for people, as JSON for programs. It measures nothing itself. */
import { writeFileSync } from 'node:fs'
import { type Latency, MEASURES, type Measure } from './measures.ts'
import type { ReaderCounts } from './people/reader.ts'
import type { ServerLoad } from './server-load.ts'
import { FAULTS, type Fault } from './watch.ts'

export type Report = {
  readonly isClean: boolean
  readonly seconds: number
  readonly people: { readonly participants: number; readonly experts: number; readonly moderators: number }
  readonly asked: number
  readonly answered: number
  readonly readers: ReaderCounts
  readonly latency: Partial<Record<Measure, Latency>>
  /** All must be zero. */
  readonly faults: Readonly<Record<Fault, number>>
  readonly examples: readonly string[]
  /** Lost on the way and asked for again, as it should be. */
  readonly gapsHealed: number
  readonly framesSeen: number
  readonly acknowledged: number
  /** Commands that the server said no to, by its code: two who reached for the same, most of them. */
  readonly refused: Readonly<Record<string, number>>
  readonly server: ServerLoad | null
}

const FAULT_NAMES: Record<Fault, string> = {
  missing: 'missing',
  repeated: 'repeated',
  outOfOrder: 'out of order',
  wrongRole: 'seen by the wrong role',
}

export function asTable(report: Report): string {
  const { people, readers, faults, refused } = report
  return [
    '',
    `participants ${people.participants}, experts ${people.experts}, moderators ${people.moderators}; ${Math.round(report.seconds)} s`,
    `${report.asked} asked, ${report.answered} answered, ${readers.votes} votes, ${readers.follows} follows, ${readers.reads} pages read`,
    `${readers.drops} lines lost, ${readers.returns} pages closed and opened again, ${report.gapsHealed} gaps healed, ${report.framesSeen} frames`,
    '',
    row(['milliseconds', 'count', 'p50', 'p99', 'most']),
    ...MEASURES.flatMap((measure) => {
      const latency = report.latency[measure]
      if (!latency) return []
      return row([measure, latency.count, latency.p50Ms, latency.p99Ms, latency.mostMs])
    }),
    '',
    `${report.acknowledged} commands acknowledged${listed(refused)}`,
    serverLine(report.server),
    '',
    FAULTS.map((fault) => `${FAULT_NAMES[fault]} ${faults[fault]}`).join(' · '),
    ...report.examples.map((example) => `  ${example}`),
    report.isClean ? 'The report is clean.' : 'THE REPORT IS NOT CLEAN.',
    '',
  ].join('\n')
}

const row = ([name, ...cells]: readonly (string | number)[]): string =>
  String(name).padEnd(28) + cells.map((cell) => String(cell).padStart(9)).join('')

const listed = (refused: Readonly<Record<string, number>>): string => {
  const codes = Object.entries(refused).map(([code, count]) => `${code} ${count}`)
  return codes.length === 0 ? '' : `; refused: ${codes.join(', ')}`
}

const serverLine = (server: ServerLoad | null): string =>
  server
    ? `server: ${Math.round(server.cpuShare * 100)} % of one core, ${Math.round(server.memoryBytesMost / 1_048_576)} MiB at most`
    : 'server: it did not say what it cost'

export function writeJson(file: string, report: Report): void {
  writeFileSync(file, `${JSON.stringify(report, null, 2)}\n`)
}
