/**
 * Wake-ups between the model's processes, as a Redis carries them: none is sure to come, each may come late or twice, and
 * none comes to who isn't there. What they wake for is not known here.
 */

type Wake = { readonly to: Listener; readonly logId: string; readonly sentAt: number }
type Listener = { readonly place: number; hear(logId: string): void; onHealth(): void }

export type WakeHow = 'delivered' | 'dropped' | 'doubled'
const LATE_MS = 1_000

export class Wakes {
  readonly counts = { delivered: 0, dropped: 0, doubled: 0, late: 0 }
  /** Nothing comes through, and who sends is told. */
  isAway = false
  readonly #now: () => number
  readonly #listeners = new Set<Listener>()
  #waiting: Wake[] = []

  constructor(now: () => number) {
    this.#now = now
  }

  /** Gives the end of a process: what it publishes all others may hear. */
  join(listener: Listener): { publish(logId: string): void; leave(): void } {
    this.#listeners.add(listener)
    return {
      publish: (logId) => {
        if (this.isAway) return
        for (const to of this.#listeners)
          if (to !== listener) this.#waiting.push({ to, logId, sentAt: this.#now() })
      },
      leave: () => this.#listeners.delete(listener),
    }
  }

  /** One of those that wait; says which process has heard of which log. */
  one(place: number, how: WakeHow): { place: number; logId: string } | undefined {
    const [wake] = this.#waiting.splice(place % Math.max(1, this.#waiting.length), 1)
    if (!wake || !this.#listeners.has(wake.to)) return undefined
    this.counts[how] += 1
    if (how === 'dropped') return undefined
    this.#tell(wake)
    if (how === 'doubled') this.#tell(wake)
    return { place: wake.to.place, logId: wake.logId }
  }

  /** The one that carries them is there, or not. It has kept nothing. */
  setAway(isAway: boolean): void {
    if (isAway === this.isAway) return
    this.isAway = isAway
    this.dropAll()
    for (const { onHealth } of this.#listeners) onHealth()
  }

  dropAll(): void {
    while (this.#waiting.length > 0) this.one(0, 'dropped')
  }

  #tell({ to, logId, sentAt }: Wake): void {
    if (this.#now() - sentAt > LATE_MS) this.counts.late += 1
    to.hear(logId)
  }
}
