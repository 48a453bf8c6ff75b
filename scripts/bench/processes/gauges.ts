/** What a process of a bench says of itself: processor time, and how late its event loop runs. */
import { monitorEventLoopDelay } from 'node:perf_hooks'

export type LoopDelay = { readonly p99Ms: number; readonly maxMs: number }

/** Of this process since it began. */
export function cpuUs(): number {
  const { user, system } = process.cpuUsage()
  return user + system
}

const RESOLUTION_MS = 5
let histogram: ReturnType<typeof monitorEventLoopDelay> | undefined

/** Beyond what the gauge's own interval adds. */
const ms = (nanoseconds: number): number => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS)

export const loopDelay = {
  start: (): void => {
    histogram?.disable()
    histogram = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
    histogram.enable()
  },
  read: (): LoopDelay => ({
    p99Ms: ms(histogram?.percentile(99) ?? Number.NaN),
    maxMs: ms(histogram?.max ?? Number.NaN),
  }),
}
