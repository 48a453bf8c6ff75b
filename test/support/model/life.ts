/**
 * One life of the server's process: the real edge, rooms, frames and sweeper on a store that stays, and the clock of a
 * machine whose date can be set. What happens to its next commit is for the model to say.
 */
import type { Store, Tx } from '../../../db/open.ts'
import { createClock, type Timers } from '../../../server/adapters/clock.ts'
import { limits } from '../../../server/domain/limits.ts'
import type { Actor } from '../../../server/domain/permissions.ts'
import { broadcastBy, live } from '../../../server/live.ts'
import { Rooms } from '../../../server/rooms/rooms.ts'
import { startSchedule } from '../../../server/schedule.ts'
import type { Network, ServerEnd } from './wires.ts'
import { SimServer } from './wires.ts'

/**
 * `lost`: the process dies before the commit, `durable`: after it and before anything else. `fails`: the disk says no.
 * `unknown`: it says no, and yet it is stored. `waits`: the lock is had only after a while.
 */
export type Fate = 'lost' | 'durable' | 'fails' | 'unknown' | 'waits'

export type Surroundings = {
  readonly store: Store
  readonly actors: ReadonlyMap<string, Actor>
  readonly network: Network
  readonly timers: Timers & { now(): number; advance(ms: number): void }
  /** The machine's date, which somebody may set. */
  readonly wallMs: () => number
  readonly newId: () => string
  readonly onSend: (socket: ServerEnd, name: string, what: unknown) => void
  readonly onFate: (fate: Fate) => void
  /** A transaction took the lock when the server's clock showed this, and appended what is beyond `after`. */
  readonly onCommitted: (locked: { at: number }) => void
  readonly onBug: (error: unknown) => void
}

const WAIT_MS = 700

class Died extends Error {}

export class Life {
  readonly rooms: Rooms
  readonly clock: ReturnType<typeof createClock>
  /** What becomes of the next transaction. */
  fate: Fate | null = null
  /** What was on its way when the process died still arrives. */
  arrives = true
  isDead = false
  readonly #around: Surroundings
  readonly #stopSweeping: () => void

  constructor(around: Surroundings) {
    this.#around = around
    const { store, actors, network, onBug } = around
    const timers: Timers = {
      after: (ms, run) =>
        around.timers.after(ms, () => {
          if (!this.isDead) run()
        }),
    }
    this.clock = createClock({ wallMs: around.wallMs, monotonicMs: around.timers.now })
    const server = new SimServer(around.onSend)
    const granted = { actorOf: (id: string) => actors.get(id), refresh: async () => {} }
    this.rooms = new Rooms(
      {
        store: { ...store, transaction: (body) => this.#transaction(body) },
        clock: this.clock,
        timers,
        newId: around.newId,
        secret: 'a secret of the tests',
        actors: granted,
        // A flush that fails is one of the faults that are planted here.
        onFault: () => {},
      },
      broadcastBy(server.asIo),
    )
    live(server.asIo, {
      rooms: this.rooms,
      actors: granted,
      clock: this.clock,
      identify: async ({ token }) =>
        token ? { actorId: token, loginId: `login-${token}`, expiresAt: Number.POSITIVE_INFINITY } : null,
      onBug,
    })
    const beat = () => {
      this.rooms.beat()
      timers.after(limits.heartbeatMs, beat)
    }
    timers.after(limits.heartbeatMs, beat)
    const sweeping = { clock: this.clock, timers, rooms: this.rooms, store, onBug }
    this.#stopSweeping = startSchedule(sweeping)
    network.server = server
  }

  /** The process is gone. What it had begun and not committed was never there. */
  die(arrives: boolean): void {
    if (this.isDead) return
    this.isDead = true
    this.#stopSweeping()
    this.#around.network.serverDied(arrives)
  }

  #transaction<T>(body: (tx: Tx) => Promise<T>): Promise<T> {
    const { store } = this.#around
    // A dead process goes on with nothing.
    if (this.isDead) return new Promise(() => {})
    const { fate } = this
    this.fate = null
    if (fate !== null) this.#around.onFate(fate)
    if (fate === 'waits') this.#around.timers.advance(WAIT_MS)
    if (fate === null || fate === 'waits') return this.#committed(store.transaction(this.#locked(body)))
    return this.#ended(store, body, fate)
  }

  #locked<T>(body: (tx: Tx) => Promise<T>) {
    return (tx: Tx): Promise<T> => {
      this.#lockedAt = this.clock.now()
      return body(tx)
    }
  }

  #lockedAt = 0

  async #committed<T>(transaction: Promise<T>): Promise<T> {
    const result = await transaction
    this.#around.onCommitted({ at: this.#lockedAt })
    return result
  }

  async #ended<T>(store: Store, body: (tx: Tx) => Promise<T>, fate: Fate): Promise<T> {
    const isStored = fate === 'durable' || fate === 'unknown'
    try {
      await store.transaction(async (tx) => {
        const result = await this.#locked(body)(tx)
        // What is acknowledged before the commit has time to go out.
        await new Promise((resolve) => setImmediate(resolve))
        if (!isStored) throw new Died('the disk is full')
        return result
      })
      this.#around.onCommitted({ at: this.#lockedAt })
    } catch (error) {
      if (!(error instanceof Died)) throw error
    }
    if (fate === 'fails' || fate === 'unknown') throw new Died('the disk is full')
    this.die(this.arrives)
    return new Promise(() => {})
  }
}
