/** The last entries of a log in memory: enough to bring a reader from their cursor to the head without the database. */
import { assert } from '../domain/assert.ts'
import { limits } from '../domain/limits.ts'
import type { Entity } from '../domain/rows.ts'
import type { AudienceTag } from '../domain/views.ts'

export type Touched = {
  readonly seq: number
  readonly entity: Entity
  readonly id: string
  readonly audience: readonly AudienceTag[]
  readonly hash: string
}

/** The first hex digits of an entry's hash: with the position they make a cursor. */
export const shortHash = (hash: string): string => hash.slice(0, 8)

export class History {
  #entries: Touched[] = []
  #head = 0
  #headHash = ''

  get head(): number {
    return this.#head
  }

  get headHash(): string {
    return this.#headHash
  }

  /** Entries must follow each other without a gap. */
  push(entry: Touched): void {
    assert(this.#entries.length === 0 || entry.seq === this.#head + 1, 'entries follow each other')
    this.#entries.push(entry)
    this.#head = entry.seq
    this.#headHash = shortHash(entry.hash)
    if (this.#entries.length >= 2 * limits.replayEntries)
      this.#entries = this.#entries.slice(-limits.replayEntries)
  }

  /** Entries after `seq`; undefined where they go back further than is kept. */
  since(seq: number): readonly Touched[] | undefined {
    if (seq > this.#head) return undefined
    const missing = this.#head - seq
    if (missing > limits.replayEntries || missing > this.#entries.length) return undefined
    return missing === 0 ? [] : this.#entries.slice(-missing)
  }

  /** Whether the log holds this cursor, as far as is kept. A cursor of 0 is before all. */
  holds(cursor: { seq: number; hash: string }): boolean {
    if (cursor.seq === 0) return true
    if (cursor.seq === this.#head) return cursor.hash === this.#headHash
    const after = this.since(cursor.seq - 1)
    const entry = after?.[0]
    return entry !== undefined && shortHash(entry.hash) === cursor.hash
  }
}
