/**
 * The sweeper: every second it has what is due looked at. Nothing depends on its being on time: whatever it would do is
 * checked again where it is decided.
 */

import type { Timers } from './adapters/clock.ts'
import { distrustClock, type SweepContext, sweep } from './commands/sweep.ts'
import { limits } from './domain/limits.ts'

export type ScheduleContext = SweepContext & {
  readonly timers: Timers
  /** What else is looked at each time. */
  readonly also?: (() => Promise<void>) | undefined
}

/** Sweeps every second until told to stop, which waits for the one under way; the next is set only when the last has ended. */
export function startSchedule(context: ScheduleContext): () => Promise<void> {
  let cancel = () => {}
  let sweeping: Promise<void> = Promise.resolve()
  let isStopped = false
  const turn = () => {
    sweeping = distrustClock(context)
      .then(() => sweep(context))
      .then(() => context.also?.())
      .catch((error) => context.onBug(error, 'sweep'))
      .finally(() => {
        if (!isStopped) cancel = context.timers.after(limits.sweepMs, turn)
      })
  }
  cancel = context.timers.after(limits.sweepMs, turn)
  return () => {
    isStopped = true
    cancel()
    return sweeping
  }
}
