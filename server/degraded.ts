/**
 * What follows when nothing can be stored: readers are told at once, and told again when it is over; and after a while
 * their lines are closed, so that they find a process that is better off. It doesn't know what is wrong.
 */
import type { Timers } from './adapters/clock.ts'
import { limits } from './domain/limits.ts'
import type { Health } from './health.ts'

export type Consequences = {
  readonly timers: Timers
  readonly tell: () => void
  readonly leave: () => void
}

/** Returns how to stop. */
export function followHealth(
  health: Pick<Health, 'isDegraded' | 'onChange'>,
  { timers, tell, leave }: Consequences,
): () => void {
  let cancel = () => {}
  const leaveLater = () => {
    cancel = timers.after(limits.degradedMs, () => {
      leave()
      leaveLater()
    })
  }
  const stop = health.onChange(() => {
    cancel()
    if (health.isDegraded) leaveLater()
    tell()
  })
  return () => {
    stop()
    cancel()
  }
}
