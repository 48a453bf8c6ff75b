/** What a torture run was and found, as a table for people and as an object for programs. It judges nothing. */
import type { BusyClient } from '../fault/busy-client.ts'
import type { Run } from './run.ts'
import { RULES, type Rule, type Verdict } from './verdict.ts'

export type Report = {
  readonly store: string
  readonly seed: number
  readonly processes: number
  readonly people: number
  readonly seconds: number
  /** How often each kind of fault was done. */
  readonly faults: Readonly<Record<string, number>>
  readonly counts: Readonly<
    Record<
      | 'faults'
      | 'deliveries'
      | 'frames'
      | 'snapshots'
      | 'acknowledged'
      | 'refused'
      | 'unknown'
      | 'retries'
      | 'gaps'
      | 'askedInStorms'
      | 'refusedInStorms'
      | 'rolesRevoked'
      | 'lostByRedis'
      | 'complaints',
      number
    >
  >
  readonly rules: Readonly<Record<Rule, readonly string[]>>
  readonly isClean: boolean
}

const EXAMPLES_MAX = 10

export function reportOf(run: Run, { verdict, seconds }: { verdict: Verdict; seconds: number }): Report {
  const { plan, site, witness, done, closings, left } = run
  const everybody = [...run.crowd, ...run.leaving, ...left.map(({ at }) => at)]
  const clients = everybody.map(({ client }) => client)
  const stormers = closings.flatMap((closing) => closing.clients)
  const faults: Record<string, number> = {}
  for (const { kind } of done) faults[kind] = (faults[kind] ?? 0) + 1
  const asks = stormers.flatMap(({ calls }) => calls).filter(({ type }) => type === 'question:ask')
  return {
    store: plan.store,
    seed: plan.seed,
    processes: site.nodes.count,
    people: clients.length,
    seconds: Math.round(seconds),
    faults,
    counts: {
      faults: done.length,
      deliveries: witness.deliveries,
      frames: witness.frames,
      snapshots: witness.snapshots,
      ...answers([...clients, ...stormers]),
      retries: witness.retries,
      gaps: witness.gaps,
      askedInStorms: asks.filter(({ answer }) => answer?.ok).length,
      refusedInStorms: asks.filter(({ answer }) => answer && !answer.ok).length,
      rolesRevoked: left.length,
      lostByRedis: site.services?.loss.counts.lost ?? 0,
      complaints: site.nodes.complaints.length,
    },
    rules: Object.fromEntries(
      RULES.map((rule) => [rule, shortened(verdict[rule])]),
    ) as unknown as Report['rules'],
    isClean: RULES.every((rule) => verdict[rule].length === 0),
  }
}

function answers(clients: readonly BusyClient[]) {
  const calls = clients.flatMap((client) => client.calls)
  return {
    acknowledged: calls.filter(({ answer }) => answer?.ok).length,
    refused: calls.filter(({ answer }) => answer && !answer.ok).length,
    unknown: calls.filter(({ answer }) => answer === undefined).length,
  }
}

const shortened = (faults: readonly string[]): string[] =>
  faults.length <= EXAMPLES_MAX
    ? [...faults]
    : [...faults.slice(0, EXAMPLES_MAX), `… and ${faults.length - EXAMPLES_MAX} more`]

export function asTable(report: Report): string {
  const { counts } = report
  const times = Object.entries(report.faults).sort(([one], [two]) => (one < two ? -1 : 1))
  return [
    '',
    `${report.store}, seed ${report.seed}: ${report.people} people, ${report.processes} process${report.processes > 1 ? 'es' : ''}, ${report.seconds} s`,
    '',
    ...times.map(([kind, count]) => `  ${kind.padEnd(40)}${String(count).padStart(5)}`),
    `  ${'faults'.padEnd(40)}${String(counts.faults).padStart(5)}`,
    '',
    `${counts.deliveries} deliveries in ${counts.frames} frames, ${counts.snapshots} snapshots, ${counts.gaps} gaps healed`,
    `${counts.acknowledged} acknowledged, ${counts.refused} refused, ${counts.unknown} given up, ${counts.retries} sent again`,
    `in the storms ${counts.askedInStorms} asked in time, ${counts.refusedInStorms} too late; ${counts.rolesRevoked} roles taken back; Redis lost ${counts.lostByRedis}`,
    '',
    ...RULES.flatMap((rule) => {
      const found = report.rules[rule]
      return [
        `${found.length === 0 ? 'holds ' : 'BROKEN'}  ${rule}`,
        ...found.map((one) => `          ${one}`),
      ]
    }),
    '',
    report.isClean ? 'Clean.' : 'NOT CLEAN.',
    '',
  ].join('\n')
}
