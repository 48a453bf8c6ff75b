/** A reader as a client keeps them: snapshot, then frames, the newest view of each row. */
import { expect } from 'vitest'
import type { Cursor, Frame, Snapshot, ViewChange } from '../../server/contract/socket.ts'
import type { Reader } from '../../server/domain/views.ts'
import type { Connection } from '../../server/rooms/frames.ts'
import type { Forum } from './forum.ts'

let made = 0

export class Screen implements Connection {
  readonly id = `screen-${++made}`
  readonly reader: Reader
  readonly rows = new Map<string, ViewChange>()
  readonly frames: Frame[] = []
  cursor: Cursor = { seq: 0, hash: '' }
  pos = 0
  reportedAt = 0
  cuts: string[] = []

  constructor(reader: Reader) {
    this.reader = reader
  }

  send(frame: Frame): void {
    this.frames.push(frame)
    expect(frame.from, 'R1: a frame begins at or before the cursor').toBeLessThanOrEqual(this.cursor.seq)
    for (const change of frame.changes) this.#take(change)
    if (frame.to > this.cursor.seq) this.cursor = { seq: frame.to, hash: frame.hash }
  }

  cut(why: string): void {
    this.cuts.push(why)
  }

  /** Enters the forum's room, from the cursor where one is given. */
  async enter(forum: Forum, cursor?: Cursor): Promise<'resumed' | 'snapshot'> {
    const { frames } = await forum.room()
    const entered = frames.enter(this, cursor)
    if (entered.resumed) {
      this.send(entered.resumed)
      return 'resumed'
    }
    this.rows.clear()
    for (const { shared, own } of entered.snapshot ?? []) {
      const snapshot = JSON.parse(`{"now":0,${shared.text}${own}`) as Snapshot
      for (const view of snapshot.views) this.#take(view)
      this.cursor = { seq: snapshot.seq, hash: snapshot.hash }
    }
    return 'snapshot'
  }

  /** What is on the screen, in an order of its own. */
  picture(): unknown[] {
    return [...this.rows.values()]
      .filter((row) => !('gone' in row))
      .sort((one, two) => (`${one.entity} ${one.id}` < `${two.entity} ${two.id}` ? -1 : 1))
  }

  #take(change: ViewChange): void {
    const key = `${change.entity} ${change.id}`
    const known = this.rows.get(key)
    if (!known || change.changedSeq >= known.changedSeq) this.rows.set(key, change)
  }
}
