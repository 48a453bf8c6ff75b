/**
 * A session in memory: its rows, its recent log, and the one lane in which commands are flushed and other processes'
 * entries followed. It can be dropped at any time and rebuilt from the database.
 */
import { type EventRow, findCommands, findLog, type Log, listEntries, lockLog } from '../../db/log-store.ts'
import type { Handle, Store, Tx } from '../../db/open.ts'
import { type Loaded, listDraftFacts, loadRoom, loadRows } from '../../db/room-store.ts'
import { type Clock, instantIn, type Timers } from '../adapters/clock.ts'
import type { CommandAck } from '../contract/socket.ts'
import type { Change, Topic } from '../domain/decide/decision.ts'
import { limits } from '../domain/limits.ts'
import { ENTITIES, type Entity, type Row } from '../domain/rows.ts'
import { State } from '../domain/state.ts'
import type { AudienceTag } from '../domain/views.ts'
import { AstrayError } from './astray.ts'
import {
  type Actors,
  type Flushed,
  flushGroup,
  type Given,
  type Indexer,
  type Ledger,
  type Submission,
} from './flush.ts'
import { History, shortHash } from './history.ts'
import { Sequencer } from './sequencer.ts'
import { SessionCounts } from './session-counts.ts'
import { refreshDrafts } from './shared-drafts.ts'
import { Uncounted } from './uncounted.ts'

export type RoomContext = {
  readonly store: Store
  readonly clock: Clock
  readonly timers: Timers
  readonly actors: Actors
  readonly newId: () => string
  readonly secret: string
  readonly indexer?: Indexer | undefined
  readonly ledger?: Ledger | undefined
  /** Whether other processes may write to the same log. */
  readonly isShared?: boolean | undefined
  /** Tells other processes that the log has moved. They look by themselves too, only later. */
  readonly wake?: ((logId: string) => void) | undefined
  /** The database was put back to another log than this room has read: the room is of no use any more. */
  readonly onAstray?: ((sessionId: string) => void) | undefined
  /** An entry of another version's was followed, whose entity this one doesn't know. */
  readonly onUnknown?: ((entry: { readonly entity: string; readonly kind: string }) => void) | undefined
  /** A flush failed: nothing is known of the outcome of its commands until they come again. */
  readonly onFault: (error: unknown, sessionId: string, commands: number) => void
}

export class Room {
  readonly id: string
  readonly history = new History()
  readonly counts = new SessionCounts()
  readonly #context: RoomContext
  readonly #sequencer: Sequencer<Submission, CommandAck>
  readonly #uncounted = new Uncounted()
  readonly #listeners = new Set<() => void>()
  #state = new State()
  #topics: ReadonlyMap<string, Topic> = new Map()
  #nextLook: Promise<void> | undefined
  #isTallyDue = false
  /** When another process counted last. */
  #othersTalliedAt = Number.NEGATIVE_INFINITY
  #isClosed = false
  /** The head of which readers were told last. */
  #toldHead = 0
  #flushStartedAt = 0
  /** A flush failed: whether it has stored drafts, which are not in the log, only the database can say. */
  #areDraftsDoubtful = false

  private constructor(id: string, context: RoomContext) {
    this.id = id
    this.#context = context
    this.#sequencer = new Sequencer<Submission, CommandAck>({
      flush: (group) => this.#flush(group).catch((error) => this.#lookAfter(error, group.length)),
      retry: () => ({ ok: false, code: 'command/retry' }),
    })
  }

  /** Loads the room of a session in one moment of the database; undefined where there is no such session. */
  static async load(id: string, context: RoomContext): Promise<Room | undefined> {
    const room = new Room(id, context)
    const found = await context.store.snapshot(async (read) => {
      const log = await findLog(read, id)
      if (log?.kind !== 'session') return false
      room.#fill(await loadRoom(read, id), await lastEntries(read, log))
      return true
    })
    if (!found) return undefined
    room.#toldHead = room.history.head
    room.#uncounted.addAll(room.#state)
    room.#scheduleTally()
    return room
  }

  get state(): State {
    return this.#state
  }

  /** How many commands wait for the next flush. */
  get depth(): number {
    return this.#sequencer.depth
  }

  /** Stores the command, or says why not; resolves once the answer is on disk. */
  submit(submission: Submission): Promise<CommandAck> {
    return this.#sequencer.submit(submission)
  }

  /** A command of the system's own. */
  submitSystem(command: Submission['command']): Promise<CommandAck> {
    return this.submit({ actorId: 'system', key: null, command })
  }

  /** The last position of the log that this room has. */
  get head(): number {
    return this.history.head
  }

  /** Calls the listener after the room has moved on; returns how to stop. */
  onMoved(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Follows what other processes appended to the log. Who asks before a look has begun shares it. */
  follow(): Promise<void> {
    this.#nextLook ??= this.#sequencer.run(() => {
      this.#nextLook = undefined
      return this.#lookAtLog()
    })
    return this.#nextLook
  }

  /** Waits until all that was submitted before is decided. */
  settle(): Promise<void> {
    return this.#sequencer.settle()
  }

  /** Decides what was submitted before, and nothing of its own accord any more. */
  async close(): Promise<void> {
    this.#isClosed = true
    await this.settle()
  }

  #fill(loaded: Loaded, entries: readonly EventRow[]): void {
    for (const entity of ENTITIES)
      for (const row of loaded.rows[entity]) this.#state.put(entity, row as never)
    for (const draft of loaded.drafts) this.#state.putDraft(draft)
    this.#topics = new Map(loaded.topics.map((topic) => [topic.id, topic]))
    for (const entry of entries) this.history.push(touched(entry))
  }

  async #flush(submissions: readonly Submission[]): Promise<readonly CommandAck[]> {
    const { store, clock, actors, isShared } = this.#context
    this.#flushStartedAt = performance.now()
    const flushed = await store.transaction(async (tx) => {
      // Sent one behind the other: read under the lock, so that what is decided on it can't be overtaken.
      const [log, now, known, next] = await Promise.all([
        lockLog(tx, this.id),
        instantIn(clock, tx),
        findCommands(tx, submissions),
        isShared ? this.#nextEntries(tx) : undefined,
        actors.refresh(tx),
      ])
      const at = Math.max(now, log.lastAt)
      await this.#catchUp(tx, log, next)
      if (isShared) await refreshDrafts(tx, this.id, { state: this.#state, submissions })
      return this.#decide(tx, { log, at, known, submissions })
    })
    this.#take(flushed)
    return flushed.answers
  }

  /** What a failed flush has stored after all is not for its commands' next try to find: readers wait for it. */
  async #lookAfter(error: unknown, commands: number): Promise<never> {
    this.counts.failed(commands)
    this.#context.onFault(error, this.id, commands)
    this.#areDraftsDoubtful = true
    // A database that can't be read now either is read under the next flush's lock.
    await this.#lookAtLog().catch(() => {})
    throw error
  }

  async #lookAtLog(): Promise<void> {
    await this.#context.store.snapshot(async (read) => {
      const [log, entries] = await Promise.all([findLog(read, this.id), this.#nextEntries(read)])
      await this.#catchUp(read, log, entries)
      // Nothing that was read is undone by how the reading ends: who waits for it need not wait for that too.
      this.#scheduleTally()
      this.#moved()
    })
  }

  #decide(tx: Tx, group: Given): Promise<Flushed> {
    const { actors, newId, secret, indexer, ledger } = this.#context
    const uncounted = this.#uncounted
    const othersTalliedAt = this.#othersTalliedAt
    const decider = {
      sessionId: this.id,
      state: this.#state,
      topics: this.#topics,
      actors,
      uncounted,
      othersTalliedAt,
      newId,
      secret,
      indexer,
      ledger,
    }
    return flushGroup(tx, decider, group)
  }

  /** Only now, with the transaction on disk, is the flush true. */
  #take(flushed: Flushed): void {
    this.counts.flushed(flushed.answers.length, performance.now() - this.#flushStartedAt)
    this.#state.absorb(flushed.overlay)
    for (const entry of flushed.touched) this.history.push(entry)
    if (flushed.touched.length > 0) this.#context.wake?.(this.id)
    if (flushed.didTally) this.#uncounted.clear()
    for (const change of flushed.changes) this.#uncounted.add(this.#state, change)
    this.#scheduleTally()
    this.#moved()
  }

  #moved(): void {
    if (this.#toldHead === this.history.head) return
    this.#toldHead = this.history.head
    for (const listener of this.#listeners) listener()
  }

  #nextEntries(handle: Handle): Promise<EventRow[]> {
    return listEntries(handle, this.id, { after: this.history.head, limit: limits.replayEntries })
  }

  /** `next`: the entries that follow, where they were asked for along with the log. */
  async #catchUp(handle: Handle, log: Log | undefined, next?: readonly EventRow[]): Promise<void> {
    if (!log || log.nextSeq - 1 < this.history.head) return this.#goAstray()
    if (log.nextSeq - 1 === this.history.head) this.#demandHead(log.headHash)
    if (this.#areDraftsDoubtful) {
      this.#state.replaceDrafts(await listDraftFacts(handle, this.id))
      this.#areDraftsDoubtful = false
    }
    for (let known = next; this.history.head < log.nextSeq - 1; known = undefined) {
      const entries = known ?? (await this.#nextEntries(handle))
      this.#demandHead(entries[0]?.prevHash ?? '')
      const ids = Map.groupBy(entries.filter(isKnown), (entry) => entry.entity as Entity)
      const rows = await Promise.all(
        [...ids].map(async ([entity, touchedBy]) => {
          const wanted = [...new Set(touchedBy.map((entry) => entry.entityId))]
          const found = await loadRows(handle, this.id, { entity, ids: wanted })
          return found.map((row): [Entity, Row] => [entity, row])
        }),
      )
      this.#takeOver(rows.flat(), entries)
    }
  }

  #demandHead(hash: string): void {
    const { head, headHash } = this.history
    if (head > 0 && shortHash(hash) !== headHash) this.#goAstray()
  }

  #goAstray(): never {
    this.#context.onAstray?.(this.id)
    throw new AstrayError()
  }

  /** In one turn: whoever enters meanwhile finds rows and log at the same place. */
  #takeOver(rows: readonly [Entity, Row][], entries: readonly EventRow[]): void {
    for (const [entity, row] of rows) this.#state.put(entity, row as never)
    for (const entry of entries) {
      this.history.push(touched(entry))
      if (!isKnown(entry)) {
        this.#context.onUnknown?.(entry)
        continue
      }
      const { entity, entityId: id, kind, data } = entry
      this.#uncounted.add(this.#state, { entity, id, kind, set: JSON.parse(data) } as Change)
      if (kind !== 'tally') continue
      // Whoever counted has seen all that came before.
      this.#uncounted.clear()
      this.#othersTalliedAt = entry.at
    }
  }

  #scheduleTally(afterMs: number = limits.tallyAfterMs): void {
    if (this.#isTallyDue || this.#uncounted.isEmpty) return
    this.#isTallyDue = true
    this.#context.timers.after(afterMs, () => {
      this.#isTallyDue = false
      // What is not counted yet is counted by the room that is loaded next, and what another process has counted is done.
      if (this.#isClosed || this.#uncounted.isEmpty) return
      const restMs = this.#othersTalliedAt + limits.tallyAfterMs - this.#context.clock.now()
      if (restMs > 0) return this.#scheduleTally(restMs)
      void this.submitSystem({ type: 'session:tally', payload: {} }).then(() => this.#scheduleTally())
    })
  }
}

const touched = (entry: EventRow) => ({
  seq: entry.seq,
  entity: entry.entity as Entity,
  id: entry.entityId,
  audience: (isKnown(entry) ? entry.audience.split(' ') : []) as AudienceTag[],
  hash: entry.hash,
})

/** A process of a newer version may write of what this one doesn't know: nobody is shown it here. */
const isKnown = (entry: EventRow): boolean => (ENTITIES as readonly string[]).includes(entry.entity)

const lastEntries = (handle: Handle, log: Log): Promise<EventRow[]> =>
  listEntries(handle, log.id, {
    after: Math.max(0, log.nextSeq - 1 - limits.replayEntries),
    limit: limits.replayEntries,
  })
