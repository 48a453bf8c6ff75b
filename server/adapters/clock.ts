/**
 * The deployment's one clock: monotonic time anchored to the wall clock. Small differences are slewed away, so that it
 * never steps; a large one is reported and left alone, since a machine whose clock jumps can't be trusted by itself.
 */
import type { Tx } from '../../db/open.ts'
import { limits } from '../domain/limits.ts'

export type Clock = {
  /** Milliseconds since 1970 UTC; never decreases. */
  now(): number
  /** The instant as a transaction decides on it, read after the locks that it waits for. The same as `now` where not given. */
  readIn?(tx: Tx): Promise<number>
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

/** Send it after the statement that locks. */
export const instantIn = async (clock: Clock, tx: Tx): Promise<number> =>
  clock.readIn ? clock.readIn(tx) : clock.now()

/** Timers as a dependency, so that tests need not sleep. A pending one never keeps the process alive. */
export type Timers = { after(ms: number, run: () => void): () => void }

export const timers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    timer.unref()
    return () => clearTimeout(timer)
  },
}
