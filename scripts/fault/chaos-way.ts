/** One direction of a line through the chaos proxy: what one socket says is kept in order until it may pass to the other. */
import type { Socket } from 'node:net'

export type WayName = 'up' | 'down' | 'both'

export type Passing = {
  readonly isStalled: boolean
  readonly delayMs: number
  readonly bytesPerSecond: number
}

/** An end and a reset pass like what was said before them, and no sooner. */
type Item = { readonly what: Buffer | 'end' | 'reset'; readonly dueAt: number }

const HELD_BYTES_MAX = 1024 * 1024
const TRICKLE_PARTS_A_SECOND = 10

export class Way {
  readonly #from: Socket
  readonly #to: Socket
  #passing: Passing = { isStalled: false, delayMs: 0, bytesPerSecond: Infinity }
  #held: Item[] = []
  #heldBytes = 0
  #isFull = false
  /** Before this a slowed line has not finished saying what it said last. */
  #freeAt = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(from: Socket, to: Socket, filter: (chunk: Buffer) => Buffer = (chunk) => chunk) {
    this.#from = from
    this.#to = to
    from.setNoDelay(true)
    from.on('data', (chunk) => this.#hold(filter(chunk)))
    from.on('end', () => this.#hold('end'))
    from.on('error', () => this.#hold('reset'))
    // Whoever is gone without a word is told of by a reset; after an end it changes nothing.
    from.on('close', () => {
      if (!from.readableEnded) this.#hold('reset')
    })
    to.on('drain', () => {
      this.#isFull = false
      this.#pump()
    })
    to.on('close', () => {
      clearTimeout(this.#timer)
      this.#held = []
    })
  }

  change(change: Partial<Passing>): void {
    this.#passing = { ...this.#passing, ...change }
    // Whoever speaks into a line that is stalled fills the buffers between, as on a wire.
    if (this.#passing.isStalled) this.#from.pause()
    this.#freeAt = 0
    this.#pump()
  }

  end(): void {
    if (!this.#to.destroyed) this.#to.end()
  }

  #hold(what: Item['what']): void {
    if (this.#to.destroyed || (what instanceof Buffer && what.length === 0)) return
    this.#held.push({ what, dueAt: performance.now() + this.#passing.delayMs })
    if (what instanceof Buffer) this.#heldBytes += what.length
    if (this.#heldBytes > HELD_BYTES_MAX) this.#from.pause()
    this.#pump()
  }

  #pump(): void {
    clearTimeout(this.#timer)
    const { isStalled, delayMs } = this.#passing
    if (isStalled || this.#isFull || this.#to.destroyed) return
    for (let first = this.#held[0]; first && !this.#isFull; first = this.#held[0]) {
      const now = performance.now()
      const dueAt = Math.max(delayMs === 0 ? 0 : first.dueAt, this.#freeAt)
      if (dueAt > now) {
        this.#timer = setTimeout(() => this.#pump(), dueAt - now)
        break
      }
      this.#held.shift()
      this.#pass(first, now)
    }
    if (this.#heldBytes <= HELD_BYTES_MAX && !this.#from.destroyed) this.#from.resume()
  }

  #pass({ what, dueAt }: Item, now: number): void {
    if (what === 'end') this.end()
    else if (what === 'reset') this.#to.resetAndDestroy()
    else if (!this.#to.writable) this.#heldBytes -= what.length
    else {
      const { bytesPerSecond } = this.#passing
      const most = Math.max(1, Math.ceil(bytesPerSecond / TRICKLE_PARTS_A_SECOND))
      const part = what.subarray(0, most)
      if (part.length < what.length) this.#held.unshift({ what: what.subarray(most), dueAt })
      this.#freeAt = now + (part.length / bytesPerSecond) * 1_000
      this.#heldBytes -= part.length
      this.#isFull = !this.#to.write(part)
    }
  }
}
