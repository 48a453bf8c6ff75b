/** The rooms that this process keeps: loaded when they are watched or commanded, dropped when nobody has for a while. */
import { limits } from '../domain/limits.ts'
import { AstrayError } from './astray.ts'
import { type Broadcast, Frames, type FramesContext } from './frames.ts'
import { Room, type RoomContext } from './room.ts'

export type Open = { readonly room: Room; readonly frames: Frames }
type Kept = Open & { usedAt: number }

export type RoomsContext = RoomContext & Pick<FramesContext, 'isDegraded' | 'onBug'>

export class Rooms {
  readonly #context: RoomsContext
  readonly #broadcast: Broadcast
  readonly #kept = new Map<string, Promise<Kept | undefined>>()
  readonly #loaded = new Map<string, Kept>()

  constructor(context: RoomsContext, broadcast: Broadcast) {
    this.#context = context
    this.#broadcast = broadcast
  }

  /** The room of a session, loaded if need be; undefined where there is no such session. */
  async find(sessionId: string): Promise<Open | undefined> {
    const kept = await (this.#kept.get(sessionId) ?? this.#load(sessionId))
    if (kept) kept.usedAt = this.#context.clock.now()
    return kept
  }

  /** The same, as far as the log has come: who comes from another process has seen there what this one may not have yet. */
  async findNewest(sessionId: string): Promise<Open | undefined> {
    const open = await this.find(sessionId)
    if (this.#context.isShared) await open?.room.follow()
    return open
  }

  /** The room of a session if this process has it; asking keeps nothing loaded. */
  peek(sessionId: string): Open | undefined {
    return this.#loaded.get(sessionId)
  }

  *loaded(): Generator<Open> {
    yield* this.#loaded.values()
  }

  /** Heartbeats to all readers; drops rooms that nobody used for a while. Call it at least every heartbeat. */
  beat(): void {
    const now = this.#context.clock.now()
    for (const [id, kept] of this.#loaded) {
      kept.frames.beat()
      if (kept.frames.size > 0 || kept.room.depth > 0) kept.usedAt = now
      if (now - kept.usedAt > limits.roomIdleMs) this.drop(id)
    }
  }

  drop(sessionId: string): void {
    this.#kept.delete(sessionId)
    this.#loaded.delete(sessionId)
  }

  /** Its readers come back, with cursors that the log doesn't hold, to a room that is read anew. */
  #giveUp(sessionId: string): void {
    const kept = this.#loaded.get(sessionId)
    if (!kept) return
    this.drop(sessionId)
    this.#context.onBug?.(new AstrayError(), `astray ${sessionId}`)
    void kept.room.close()
    for (const connection of [...kept.frames.connections()]) connection.cut('behind')
  }

  /** Waits until every room has decided what was submitted to it. */
  async settle(): Promise<void> {
    await Promise.all([...this.#loaded.values()].map(({ room }) => room.settle()))
  }

  /** Every room decides what was submitted to it, and stays still from then on. */
  async close(): Promise<void> {
    await Promise.all([...this.#loaded.values()].map(({ room }) => room.close()))
  }

  #load(sessionId: string): Promise<Kept | undefined> {
    const context = { ...this.#context, onAstray: (id: string) => this.#giveUp(id) }
    const loading = Room.load(sessionId, context).then((room) => {
      if (!room) {
        this.#kept.delete(sessionId)
        return undefined
      }
      const frames = new Frames(room, { ...this.#context, broadcast: this.#broadcast })
      const kept: Kept = { room, frames, usedAt: this.#context.clock.now() }
      this.#loaded.set(sessionId, kept)
      return kept
    })
    this.#kept.set(sessionId, loading)
    // What failed to load is tried afresh by the next who asks.
    loading.catch(() => this.#kept.delete(sessionId))
    return loading
  }
}
