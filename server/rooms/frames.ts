/**
 * Brings a room's readers along: one frame a class, made once; its own frame for a reader who is named by an entry.
 * It doesn't know what carries a frame to a screen.
 */
import type { Clock, Timers } from '../adapters/clock.ts'
import type { Cursor, Frame } from '../contract/socket.ts'
import { limits } from '../domain/limits.ts'
import { READER_CLASSES, type ReaderClass } from '../domain/permissions.ts'
import type { AudienceTag, Reader } from '../domain/views.ts'
import type { Room } from './room.ts'
import type { CutReason } from './session-counts.ts'
import { changesFor, classReader, frameOf, type SnapshotPart, Snapshots } from './views.ts'

/** A reader's line, as the edge that accepted it sees it. */
export type Connection = {
  readonly id: string
  readonly reader: Reader
  /** How far in the log this line has been brought. */
  pos: number
  /** When the reader last said how far they are. */
  reportedAt: number
  send(frame: Frame): void
  /** The line is of no use any more; the reader comes back with their cursor. */
  cut(why: CutReason): void
}

/** Sends one frame to all of a class but a few: made once, whatever their number. */
export type Broadcast = (
  to: { sessionId: string; as: ReaderClass; except: readonly Connection[] },
  frame: Frame,
) => void

export type Entered = { readonly resumed: Frame | null; readonly snapshot: readonly SnapshotPart[] | null }

type ClassLine = {
  readonly as: ReaderClass
  readonly connections: Set<Connection>
  readonly byTag: Map<AudienceTag, Set<Connection>>
  /**
   * Those who got a frame of their own since the class's last one. A frame that begins where the class is would hide from
   * them that theirs was lost: they go on with their own until the class has caught up.
   */
  readonly ahead: Set<Connection>
  pos: number
  sentAt: number
  isWaiting: boolean
}

export type FramesContext = {
  readonly broadcast: Broadcast
  readonly clock: Clock
  readonly timers: Timers
  /** Whether nothing can be stored at the moment: heartbeats say so. */
  readonly isDegraded?: (() => boolean) | undefined
  /** A frame could not be made or sent, which is nobody's fault but ours. */
  readonly onBug?: ((error: unknown, where: string) => void) | undefined
}

export class Frames {
  readonly #room: Room
  readonly #context: FramesContext
  readonly #snapshots: Snapshots
  readonly #lines: ReadonlyMap<ReaderClass, ClassLine>

  constructor(room: Room, context: FramesContext) {
    this.#room = room
    this.#context = context
    this.#snapshots = new Snapshots(room)
    this.#lines = new Map(READER_CLASSES.map((as) => [as, newLine(as, room.history.head)]))
    room.onMoved(() => this.#moved())
  }

  get size(): number {
    let size = 0
    for (const line of this.#lines.values()) size += line.connections.size
    return size
  }

  *connections(): Generator<Connection> {
    for (const line of this.#lines.values()) yield* line.connections
  }

  /** How many read as each class, and how many entries the class has not been sent yet. */
  *classes(): Generator<{ as: ReaderClass; readers: number; lag: number }> {
    for (const { as, connections, pos } of this.#lines.values()) {
      const readers = connections.size
      yield { as, readers, lag: readers === 0 ? 0 : this.#room.history.head - pos }
    }
  }

  /**
   * Lets a reader in. From a cursor that the log holds, and not too far behind, they get the frame since it; else
   * everything. Both are true at the same moment at which the reader begins to be brought along: nothing lies between.
   */
  enter(connection: Connection, cursor: Cursor | undefined): Entered {
    const line = this.#line(connection)
    // What the class still waits for would reach the newcomer twice.
    this.#flush(line)
    const { history } = this.#room
    const resumed = cursor && this.#resumed(connection, cursor)
    connection.pos = history.head
    connection.reportedAt = this.#context.clock.now()
    line.connections.add(connection)
    for (const tag of ownTags(connection.reader)) {
      const named = line.byTag.get(tag) ?? new Set()
      line.byTag.set(tag, named.add(connection))
    }
    if (resumed) return { resumed, snapshot: null }
    return { resumed: null, snapshot: this.#snapshots.partsFor(connection.reader) }
  }

  leave(connection: Connection): void {
    const line = this.#line(connection)
    line.connections.delete(connection)
    line.ahead.delete(connection)
    for (const tag of ownTags(connection.reader)) {
      const named = line.byTag.get(tag)
      named?.delete(connection)
      if (named?.size === 0) line.byTag.delete(tag)
    }
  }

  /** Shows every reader the head, so that a lost last frame is noticed; cuts those who have been silent. */
  beat(): void {
    const now = this.#context.clock.now()
    for (const line of this.#lines.values()) {
      if (line.connections.size === 0) continue
      this.#flush(line)
      for (const connection of line.connections) {
        if (now - connection.reportedAt > limits.cursorSilenceMs) this.#cut(connection, 'silent')
      }
      this.#guarded(line.connections, () => {
        this.#sendClass(line, { changes: [], named: line.ahead, now })
      })
    }
  }

  #cut(connection: Connection, why: CutReason): void {
    this.#room.counts.cuts[why] += 1
    connection.cut(why)
  }

  /** Those whose frame can't be made come back with their cursor; neither a command nor anybody else fails with it. */
  #guarded(readers: Iterable<Connection>, send: () => void): void {
    try {
      send()
    } catch (error) {
      if (!this.#context.onBug) throw error
      this.#context.onBug(error, 'frames')
      for (const connection of readers) this.#cut(connection, 'bug')
    }
  }

  #line(connection: Connection): ClassLine {
    return this.#lines.get(connection.reader.as) as ClassLine
  }

  #resumed(connection: Connection, cursor: Cursor): Frame | null {
    const { history, state } = this.#room
    const entries = history.holds(cursor) ? history.since(cursor.seq) : undefined
    if (!entries) return null
    const changes = changesFor(state, connection.reader, entries)
    if (changes.length > limits.replayChanges) return null
    return this.#frame({ from: cursor.seq, now: this.#context.clock.now(), changes })
  }

  #frame(of: Parameters<typeof frameOf>[1]): Frame {
    const frame = frameOf(this.#room.history, of)
    return this.#context.isDegraded?.() ? { ...frame, degraded: true } : frame
  }

  #moved(): void {
    for (const line of this.#lines.values()) {
      if (line.connections.size === 0) line.pos = this.#room.history.head
      else this.#flushSoon(line)
    }
  }

  /** The first change goes out at once; after it the class is left alone for a moment, in which changes gather. */
  #flushSoon(line: ClassLine): void {
    if (line.isWaiting) return
    const waitMs = line.sentAt + limits.frameSpacingMs - this.#context.clock.now()
    if (waitMs <= 0) {
      this.#flush(line)
      return
    }
    line.isWaiting = true
    this.#context.timers.after(waitMs, () => {
      line.isWaiting = false
      this.#flush(line)
    })
  }

  #flush(line: ClassLine): void {
    this.#guarded(line.connections, () => this.#bringAlong(line))
  }

  #bringAlong(line: ClassLine): void {
    const { history, state } = this.#room
    if (line.pos === history.head || line.connections.size === 0) return
    const entries = history.since(line.pos)
    if (!entries) {
      for (const connection of line.connections) this.#cut(connection, 'behind')
      line.pos = history.head
      return
    }
    const now = this.#context.clock.now()
    line.sentAt = now
    const named = new Set(line.ahead)
    for (const { audience } of entries) {
      for (const tag of audience) for (const connection of line.byTag.get(tag) ?? []) named.add(connection)
    }
    const changes = changesFor(state, classReader(line.as), entries)
    if (changes.length > 0) this.#sendClass(line, { changes, named, now })
    // A range that holds nothing for the class is covered by its next frame, or by the heartbeat.
    else
      for (const connection of named)
        this.#guarded([connection], () => this.#sendOwn(line, connection, { now, isWithout: false }))
  }

  /** One frame to the class but for those named, who get their own for the range instead: then all are at the head. */
  #sendClass(
    line: ClassLine,
    { changes, named, now }: { changes: Frame['changes']; named: ReadonlySet<Connection>; now: number },
  ): void {
    const { history, id: sessionId } = this.#room
    for (const connection of named)
      this.#guarded([connection], () => this.#sendOwn(line, connection, { now, isWithout: true }))
    const to = { sessionId, as: line.as, except: [...named] }
    this.#context.broadcast(to, this.#frame({ from: line.pos, now, changes }))
    line.pos = history.head
    line.ahead.clear()
    for (const connection of line.connections) connection.pos = line.pos
  }

  /** What a reader has not had yet, as they see it. `isWithout`: also where there is nothing in it for them. */
  #sendOwn(line: ClassLine, connection: Connection, how: { now: number; isWithout: boolean }): void {
    const { history, state } = this.#room
    if (connection.pos === history.head && !how.isWithout) return
    const since = history.since(connection.pos)
    if (!since) {
      this.#cut(connection, 'behind')
      return
    }
    const changes = changesFor(state, connection.reader, since)
    if (changes.length === 0 && !how.isWithout) return
    this.#room.counts.ownFrames += 1
    connection.send(this.#frame({ from: connection.pos, now: how.now, changes }))
    connection.pos = history.head
    line.ahead.add(connection)
  }
}

const newLine = (as: ReaderClass, pos: number): ClassLine => ({
  as,
  connections: new Set(),
  byTag: new Map(),
  ahead: new Set(),
  pos,
  sentAt: Number.NEGATIVE_INFINITY,
  isWaiting: false,
})

const ownTags = (reader: Reader): AudienceTag[] => {
  const tags: AudienceTag[] = []
  if (reader.as === 'feed') return tags
  if (reader.actorId !== null) tags.push(`actor:${reader.actorId}`)
  if (reader.bodyId !== null) tags.push(`body:${reader.bodyId}`)
  return tags
}
