/** Gives commands with a fixed number in flight and says how fast they were answered. What a command is is not known here. */
import { percentile } from '../statistics.ts'

export type Load = { readonly count: number; readonly inFlight: number }
export type Loaded = { readonly perSecond: number; readonly p50Ms: number; readonly p99Ms: number }

/** `run` gives the n-th command and resolves once it is answered. */
export async function runLoad({ count, inFlight }: Load, run: (n: number) => Promise<void>): Promise<Loaded> {
  const timesMs: number[] = []
  let next = 0
  const one = async (): Promise<void> => {
    while (next < count) {
      const n = next++
      const began = performance.now()
      await run(n)
      timesMs.push(performance.now() - began)
    }
  }
  const started = performance.now()
  await Promise.all(Array.from({ length: inFlight }, one))
  return {
    perSecond: count / ((performance.now() - started) / 1_000),
    p50Ms: percentile(timesMs, 0.5),
    p99Ms: percentile(timesMs, 0.99),
  }
}
