/**
 * A session's log and rows in a few lines, as the server of the sync tests: it gives frames, snapshots, and answers to a
 * cursor. Every reader sees a row or doesn't; what changes from the one to the other is gone.
 */
import type { Cursor, Frame, Snapshot, ViewChange } from '../../../server/contract/socket.ts'
import type { View } from '../../../server/domain/views.ts'

type ModelEntry = { id: string; visible: boolean; wasVisible: boolean; branch: number }
type ModelRow = { id: string; changedSeq: number; visible: boolean; words: string }

export class ModelLog {
  readonly #rows = new Map<string, ModelRow>()
  #entries: ModelEntry[] = []
  /** Another history has other hashes. */
  #branch = 0

  get head(): number {
    return this.#entries.length
  }

  cursorAt(seq: number): Cursor {
    const branch = this.#entries[seq - 1]?.branch ?? 0
    return { seq, hash: seq === 0 ? '' : (seq * 31 + branch * 7_919).toString(16).padStart(8, '0') }
  }

  change(id: string, visible: boolean): void {
    const wasVisible = visible || (this.#rows.get(id)?.visible ?? false)
    this.#append({ id, visible, wasVisible, branch: this.#branch })
  }

  /** Yesterday's backup: the last entries were never there, and what follows is another history. */
  restore(dropped: number): void {
    const kept = this.#entries.slice(0, Math.max(0, this.head - dropped))
    this.#branch += 1
    this.#entries = []
    this.#rows.clear()
    for (const entry of kept) this.#append(entry)
  }

  #append(entry: ModelEntry): void {
    this.#entries.push(entry)
    const { id, visible, branch } = entry
    this.#rows.set(id, { id, visible, changedSeq: this.head, words: `${branch}/${this.head}` })
  }

  frame(from: number, to: number = this.head): Frame {
    const ids = new Map<string, boolean>()
    for (const { id, wasVisible } of this.#entries.slice(from, to)) {
      ids.set(id, wasVisible || ids.get(id) === true)
    }
    const changes: ViewChange[] = []
    for (const [id, wasVisible] of ids) {
      const row = this.#rows.get(id)
      if (row?.visible) changes.push(viewOf(row))
      else if (row && wasVisible) {
        changes.push({ entity: 'question', id, changedSeq: row.changedSeq, gone: true })
      }
    }
    return { from, to, hash: this.cursorAt(to).hash, now: to, changes }
  }

  snapshot(partSize: number): Snapshot[] {
    const views = [...this.fresh().values()].sort((one, two) => two.changedSeq - one.changedSeq)
    const parts = Math.max(1, Math.ceil(views.length / partSize))
    return Array.from({ length: parts }, (_, place) => ({
      seq: this.head,
      hash: this.cursorAt(this.head).hash,
      now: this.head,
      part: place + 1,
      parts,
      views: views.slice(place * partSize, (place + 1) * partSize),
    }))
  }

  holds(cursor: Cursor): boolean {
    return cursor.seq <= this.head && this.cursorAt(cursor.seq).hash === cursor.hash
  }

  /** What somebody who enters now is shown. */
  fresh(): Map<string, View> {
    const views = new Map<string, View>()
    for (const row of this.#rows.values()) if (row.visible) views.set(row.id, viewOf(row))
    return views
  }
}

/** Only the head of a view matters to the store; the title shows which version it is. */
const viewOf = (row: ModelRow): View =>
  ({ entity: 'question', id: row.id, changedSeq: row.changedSeq, title: row.words }) as View
