/**
 * The server's clock as far as its messages tell: each bounds how far it is from the device's. Nothing of the device's
 * own date is believed.
 */
export class ServerClock {
  readonly #local: () => number
  /** Server minus device lies between these, in milliseconds. */
  #low = Number.NEGATIVE_INFINITY
  #high = Number.POSITIVE_INFINITY
  readonly #listeners = new Set<() => void>()

  /** `local` is the device's time in milliseconds, which goes on evenly whatever is done to its date. */
  constructor(local: () => number) {
    this.#local = local
  }

  get local(): number {
    return this.#local()
  }

  get isSet(): boolean {
    return this.#low !== Number.NEGATIVE_INFINITY
  }

  now(): number {
    return this.#local() + this.offsetMs
  }

  /** Halfway between what the shortest round trips allow; before the first message the device's own. */
  get offsetMs(): number {
    if (!this.isSet) return 0
    return Number.isFinite(this.#high) ? (this.#low + this.#high) / 2 : this.#low
  }

  /** The server said that it was `now` there, in a message without a question: it can only be later since. */
  heard(now: number): void {
    this.#low = Math.max(this.#low, now - this.#local())
    // The device has slept, or runs slow.
    this.#high = Math.max(this.#high, this.#low)
    this.#tell()
  }

  /** The same in an answer to what was asked at `sentAt` of the device's time. */
  answered(now: number, sentAt: number): void {
    const low = now - this.#local()
    const high = now - sentAt
    if (low > this.#high || high < this.#low) {
      // What was known before can't be true any more: the device has slept, or runs fast.
      this.#low = low
      this.#high = high
    } else {
      this.#low = Math.max(this.#low, low)
      this.#high = Math.min(this.#high, high)
    }
    this.#tell()
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}
