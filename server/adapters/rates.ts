/** How often an account may write: a bucket that fills by one each `everyMs`, up to `burst`. Per process, in memory. */
import type { Clock } from './clock.ts'

export type Rate = { readonly burst: number; readonly everyMs: number }

const KEPT_BUCKETS = 20_000

export class Rates {
  readonly #clock: Clock
  readonly #buckets = new Map<string, { left: number; at: number }>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Takes one. Returns 0, or after how many milliseconds there is one again. */
  take(name: string, rate: Rate): number {
    const now = this.#clock.now()
    const known = this.#buckets.get(name) ?? { left: rate.burst, at: now }
    const left = Math.min(rate.burst, known.left + (now - known.at) / rate.everyMs)
    if (left < 1) return Math.ceil((1 - left) * rate.everyMs)
    // Written anew, so that the map's order is that of last use.
    this.#buckets.delete(name)
    this.#buckets.set(name, { left: left - 1, at: now })
    if (this.#buckets.size > KEPT_BUCKETS) this.#dropOldest()
    return 0
  }

  /** As `take`, without taking: for what is counted only once it went wrong. */
  look(name: string, rate: Rate): number {
    const known = this.#buckets.get(name)
    if (!known) return 0
    const left = Math.min(rate.burst, known.left + (this.#clock.now() - known.at) / rate.everyMs)
    return left < 1 ? Math.ceil((1 - left) * rate.everyMs) : 0
  }

  #dropOldest(): void {
    for (const name of this.#buckets.keys()) {
      this.#buckets.delete(name)
      return
    }
  }
}
