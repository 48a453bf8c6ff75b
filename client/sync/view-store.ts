/**
 * A session as its reader holds it: the newest view of each row, and a cursor into the log. Pure: it is given frames and
 * snapshots and says what they were; it has no timers and doesn't know what carries them.
 */
import type { Cursor, Frame, Snapshot } from '../../server/contract/socket.ts'
import type { Entity } from '../../server/domain/rows.ts'
import type { View } from '../../server/domain/views.ts'
import { type Changed, Layer } from './layer.ts'

/** `gap`: something before it is missing, ask again from the cursor. `held`: kept until the answer to asking is here. */
export type Outcome = 'applied' | 'ignored' | 'held' | 'gap'

/** Frames kept while an answer is on its way; beyond them the next one shows the gap. */
const HELD_MAX = 500

/** Rows of an earlier time as a device kept them, and whose they were. */
export type KeptViews = {
  readonly actorId: string | null
  readonly bodyId: string | null
  readonly views: readonly View[]
}

type Arriving = { readonly layer: Layer; cursor: Cursor; seq: number; part: number }

export class ViewStore {
  #shown = new Layer()
  #cursor: Cursor | undefined
  /** A snapshot of which parts are still to come. Until it is whole, the cursor stays where it was. */
  #arriving: Arriving | undefined
  #held: { readonly frames: Frame[]; isAnswered: boolean; isForeign: boolean } | undefined
  #kept: Omit<KeptViews, 'views'> | undefined
  readonly #listeners = new Set<(changes: readonly Changed[]) => void>()

  /** From where to ask again; undefined means from nothing. */
  get cursor(): Cursor | undefined {
    return this.#cursor
  }

  /** How far the log has been taken in, also of a snapshot that is still arriving. */
  get position(): number {
    return (this.#arriving?.cursor ?? this.#cursor)?.seq ?? 0
  }

  /** Everything that the reader may see up to the cursor is here, and nothing is being waited for. */
  get isComplete(): boolean {
    return this.#cursor !== undefined && this.#arriving === undefined
  }

  get isEmpty(): boolean {
    return this.#shown.isEmpty
  }

  /** Whose the rows are while they are still those that a device had kept. */
  get keptFor(): Omit<KeptViews, 'views'> | undefined {
    return this.#kept
  }

  views(): Iterable<View> {
    return this.#shown.views()
  }

  rows<E extends Entity>(entity: E): ReadonlyMap<string, View<E>> {
    return this.#shown.rows(entity)
  }

  find<E extends Entity>(entity: E, id: string): View<E> | undefined {
    return this.#shown.rows(entity).get(id)
  }

  onChange(listener: (changes: readonly Changed[]) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /**
   * Shows rows that a device had kept, until a snapshot takes their place; nothing is built on them. False where there is
   * something better already.
   */
  restore({ views, ...kept }: KeptViews): boolean {
    if (!this.isEmpty || this.#cursor || this.#arriving) return false
    this.#kept = kept
    this.#tell(views.flatMap((view) => this.#shown.take(view, 'replace') ?? []))
    return true
  }

  /** The reader has asked to be brought up from the cursor: what doesn't fit meanwhile waits for the answer. */
  asking(): void {
    // Frames that are still under way build on the snapshot that is given up, which may be of another history.
    const isForeign = this.#arriving !== undefined
    this.#arriving = undefined
    this.#held = { frames: [], isAnswered: false, isForeign }
  }

  /** The answer: frames from the cursor on, or a snapshot. What came before it is in them, what comes now is not. */
  answered(how: 'resumed' | 'snapshot'): void {
    if (this.#held)
      this.#held = how === 'resumed' ? undefined : { ...this.#held, frames: [], isAnswered: true }
  }

  /** The line is lost: what was only half here is asked for again. */
  lost(): void {
    this.#arriving = undefined
    this.#held = undefined
  }

  /** What is shown stays until a snapshot takes its place; nothing more is built on it. */
  forgetCursor(): void {
    this.lost()
    this.#cursor = undefined
  }

  /** Nothing of what was here may be shown any more. */
  clear(): void {
    this.forgetCursor()
    this.#kept = undefined
    const before = this.#shown
    this.#shown = new Layer()
    this.#tell(this.#shown.differences(before))
  }

  applyFrame(frame: Frame): Outcome {
    const cursor = this.#arriving?.cursor ?? this.#cursor
    if (!cursor || this.#held?.isForeign || frame.from > cursor.seq) return this.#hold(frame)
    if (frame.to === cursor.seq && frame.hash !== cursor.hash) {
      // The log is another one: nothing more is built on this.
      this.forgetCursor()
      return 'gap'
    }
    if (frame.to <= cursor.seq) return 'ignored'
    const layer = this.#arriving?.layer ?? this.#shown
    const next = { seq: frame.to, hash: frame.hash }
    if (this.#arriving) this.#arriving.cursor = next
    else this.#cursor = next
    const changes = frame.changes.flatMap((change) => layer.take(change, 'keep') ?? [])
    if (layer === this.#shown) this.#tell(changes)
    return 'applied'
  }

  /** Parts come in order, newest rows first; frames may come between them. */
  applySnapshotPart(part: Snapshot): Outcome {
    const held = this.#held?.isAnswered ? this.#held.frames : []
    if (part.part === 1) this.#begin(part)
    const arriving = this.#arriving
    if (!arriving || arriving.seq !== part.seq || arriving.part !== part.part - 1) return 'gap'
    arriving.part = part.part
    const changes = part.views.flatMap((view) => arriving.layer.take(view, 'replace') ?? [])
    if (arriving.layer === this.#shown) this.#tell(changes)
    for (const frame of held) this.applyFrame(frame)
    if (part.part === part.parts) this.#finish(arriving)
    return 'applied'
  }

  #begin({ seq, hash }: Snapshot): void {
    this.#held = undefined
    // The first one shows as it comes. A later one replaces what is shown at once, when it is whole: rows of two
    // histories never stand side by side.
    const layer = new Layer()
    if (this.#shown.isEmpty) {
      this.#shown = layer
      this.#cursor = undefined
    }
    this.#arriving = { layer, cursor: { seq, hash }, seq, part: 0 }
  }

  #finish(arriving: Arriving): void {
    this.#arriving = undefined
    this.#kept = undefined
    this.#cursor = arriving.cursor
    if (arriving.layer === this.#shown) {
      this.#tell([])
      return
    }
    const before = this.#shown
    this.#shown = arriving.layer
    this.#tell(arriving.layer.differences(before))
  }

  #hold(frame: Frame): Outcome {
    if (!this.#held) return 'gap'
    if (this.#held.frames.length < HELD_MAX) this.#held.frames.push(frame)
    return 'held'
  }

  #tell(changes: readonly Changed[]): void {
    for (const listener of this.#listeners) listener(changes)
  }
}
