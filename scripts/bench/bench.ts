/** What a bench is: figures beside their baseline, and the limits that some of them must keep. */
import type { Cell } from './statistics.ts'

export type BenchOptions = {
  /** Fewer clients and rounds: shows that a bench runs, not what it measures. */
  readonly isQuick: boolean
  /** Says what is going on while it lasts. */
  readonly say: (text: string) => void
}

export type Limit = {
  readonly what: string
  readonly value: number
  readonly unit: string
} & ({ readonly atMost: number } | { readonly atLeast: number })

export type BenchResult = {
  /** One table a bench; the rows' keys are its columns. */
  readonly rows: readonly Readonly<Record<string, Cell>>[]
  readonly limits: readonly Limit[]
  /** Every single measurement, for whoever doubts a median. */
  readonly samples?: unknown
}

export type Bench = {
  readonly name: string
  /** One sentence: what is measured against which baseline. */
  readonly about: string
  readonly run: (options: BenchOptions) => Promise<BenchResult>
}

export function isKept(limit: Limit): boolean {
  return 'atMost' in limit ? limit.value <= limit.atMost : limit.value >= limit.atLeast
}
