/** The time on the page: the server's, whatever the device's date says. The one place where the device's is read. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { ServerClock } from '../sync/server-clock.ts'
import type { Timers } from '../sync/surroundings.ts'

/** Goes on evenly: a date that is set back or forth while the page is open doesn't move it. */
export const deviceNow = (): number => performance.timeOrigin + performance.now()

export type ClockState = {
  /** The server's time now, in milliseconds; for countdowns and `useNow`. */
  readonly serverNow: () => number
  /** The same, each second while somebody looks. */
  readonly second: ReadonlySignal<number>
}

const SECOND_MS = 1_000

export function createClockState(server: ServerClock, timers: Timers): ClockState {
  let stop = () => {}
  const tick = () => {
    stop()
    second.value = server.now()
    stop = timers.after(SECOND_MS, tick)
  }
  const second = signal(server.now(), { watched: () => tick(), unwatched: () => stop() })
  // A better idea of the server's time shows at once.
  server.onChange(() => {
    if (Math.abs(server.now() - second.peek()) >= SECOND_MS) second.value = server.now()
  })
  return { serverNow: () => server.now(), second }
}
