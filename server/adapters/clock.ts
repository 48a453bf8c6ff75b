/**
 * The deployment's one clock: monotonic time anchored to the wall clock. Small differences are slewed away, so that it
 * never steps; a large one is reported and left alone, since a machine whose clock jumps can't be trusted by itself.
 */
import { limits } from '../domain/limits.ts'

export type Clock = {
  /** Milliseconds since 1970 UTC; never decreases. */
  now(): number
  /** How far the wall clock is from this one, in milliseconds, when it is more than a jump; else 0. */
  jumpMs(): number
}

type Sources = { wallMs: () => number; monotonicMs: () => number }

const SLEW_PER_MS = 500e-6

export function createClock(
  sources: Sources = { wallMs: Date.now, monotonicMs: () => performance.now() },
): Clock {
  let anchorWall = sources.wallMs()
  let anchorMonotonic = sources.monotonicMs()
  let last = Number.NEGATIVE_INFINITY
  const steady = (monotonic: number) => anchorWall + (monotonic - anchorMonotonic)
  return {
    now() {
      const monotonic = sources.monotonicMs()
      const own = steady(monotonic)
      const difference = sources.wallMs() - own
      if (Math.abs(difference) <= limits.clockJumpMs) {
        const most = (monotonic - anchorMonotonic) * SLEW_PER_MS
        anchorWall = own + Math.max(-most, Math.min(most, difference))
        anchorMonotonic = monotonic
      }
      last = Math.max(last, Math.floor(steady(monotonic)))
      return last
    },
    jumpMs() {
      const difference = sources.wallMs() - steady(sources.monotonicMs())
      return Math.abs(difference) > limits.clockJumpMs ? Math.round(difference) : 0
    },
  }
}

/** Timers as a dependency, so that tests need not sleep. A pending one never keeps the process alive. */
export type Timers = { after(ms: number, run: () => void): () => void }

export const timers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
