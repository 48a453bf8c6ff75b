/**
 * Lets readers in one after the other, so that a crowd at the door doesn't keep those inside waiting: a few each turn of
 * the event loop, fewer while it doesn't turn in time. Doesn't know what entering is.
 */
import { limits } from '../domain/limits.ts'

/** Milliseconds of a turn that entering may take, while the loop turns in time and while it doesn't. */
const SHARE_MS = 10
const LATE_SHARE_MS = 3

type Waiting = { readonly enter: () => void; readonly isGone: () => boolean }

export class Entrance {
  readonly #waiting: Waiting[] = []
  #isTurning = false
  #turnedAt = 0

  /** How many stand at the door. */
  get depth(): number {
    return this.#waiting.length
  }

  /**
   * Runs `enter` when it is its turn; `null` if by then who wanted in is gone. What it throws is the caller's again.
   * Among themselves they enter in the order in which they came.
   */
  pass<T>(enter: () => T, isGone: () => boolean): Promise<T | null> {
    return new Promise((resolve, reject) => {
      const run = () => {
        try {
          resolve(enter())
        } catch (error) {
          reject(error)
        }
      }
      this.#waiting.push({
        enter: run,
        isGone: () => {
          const hasGone = isGone()
          if (hasGone) resolve(null)
          return hasGone
        },
      })
      if (this.#isTurning) return
      this.#isTurning = true
      this.#turnedAt = performance.now()
      setImmediate(() => this.#turn())
    })
  }

  #turn(): void {
    const startedAt = performance.now()
    const share = startedAt - this.#turnedAt < limits.admissionDelayMs ? SHARE_MS : LATE_SHARE_MS
    this.#turnedAt = startedAt
    do {
      const next = this.#waiting.shift()
      if (next && !next.isGone()) next.enter()
    } while (this.#waiting.length > 0 && performance.now() - startedAt < share)
    this.#isTurning = this.#waiting.length > 0
    if (this.#isTurning) setImmediate(() => this.#turn())
  }
}
