/**
 * One life of one process: the real edge, rooms, people, frames, follower and sweeper on a database that it shares, and
 * the clock of a machine whose date can be set. What happens to its next commit is for the model to say.
 */

import { findLog } from '../../../db/log-store.ts'
import type { Store } from '../../../db/open.ts'
import { createClock, type Timers } from '../../../server/adapters/clock.ts'
import type { Edition } from '../../../server/commands/edition.ts'
import { must } from '../../../server/domain/assert.ts'
import { limits } from '../../../server/domain/limits.ts'
import { broadcastBy, endLogins, reenter } from '../../../server/lines.ts'
import { live } from '../../../server/live.ts'
import { Directory } from '../../../server/rooms/directory.ts'
import { Following } from '../../../server/rooms/following.ts'
import { Rooms } from '../../../server/rooms/rooms.ts'
import { startSchedule } from '../../../server/schedule.ts'
import { bodies } from '../forum.ts'
import type { Database, Fate, Party } from './database.ts'
import { Refused } from './database.ts'
import type { Wakes } from './wakes.ts'
import type { Network, ServerEnd } from './wires.ts'
import { SimServer } from './wires.ts'

export type Surroundings = {
  readonly place: number
  readonly database: Database
  readonly wakes: Wakes
  readonly network: Network
  readonly editionId: string
  /** There are other processes. */
  readonly isShared: boolean
  readonly timers: Timers & { now(): number }
  /** The machine's date, which somebody may set. */
  readonly wallMs: () => number
  readonly newId: () => string
  readonly onSend: (life: Life, socket: ServerEnd, sent: { name: string; packet: unknown }) => void
  readonly onHear: (packet: unknown) => void
  readonly onPoll: () => void
  readonly onBug: (error: unknown) => void
}

const everybody = new Map(Object.values(bodies).map((body) => [body.id, body]))

type Parts = { readonly edition: Edition; readonly directory: Directory; readonly rooms: Rooms }

export class Life implements Party {
  readonly place: number
  readonly clock: ReturnType<typeof createClock>
  readonly server: SimServer
  /** What becomes of the next transaction. */
  fate: Fate | null = null
  /** What was on its way when the process died still arrives. */
  arrives = true
  isDead = false
  isCutOff = false
  /** Its clock when it had the lock last. */
  lockedAt = 0
  diedAt = 0
  /** Since when it has been able to follow what is stored. */
  reachesSince: number
  /** What was stored up to this moment it must have seen by now. */
  knowsUpTo: number
  readonly #around: Surroundings
  readonly #timers: Timers
  readonly #stops: (() => void)[] = []
  #parts: Parts | undefined
  #wake: (logId: string) => void = () => {}

  private constructor(around: Surroundings) {
    this.#around = around
    this.place = around.place
    this.reachesSince = around.timers.now()
    this.knowsUpTo = this.reachesSince
    this.#timers = {
      after: (ms, run) =>
        around.timers.after(ms, () => {
          if (!this.isDead) run()
        }),
    }
    this.clock = createClock({ wallMs: around.wallMs, monotonicMs: around.timers.now })
    this.server = new SimServer(around.place, {
      onSend: (socket, name, packet) => around.onSend(this, socket, { name, packet }),
      onHear: around.onHear,
    })
  }

  /** A process that begins; undefined where it could not, as the database is away. */
  static async start(around: Surroundings): Promise<Life | undefined> {
    const life = new Life(around)
    try {
      await life.#begin()
    } catch (error) {
      life.die(false)
      if (error instanceof Refused) return undefined
      throw error
    }
    return life
  }

  get edition(): Edition {
    return must(this.#parts).edition
  }

  get directory(): Directory {
    return must(this.#parts).directory
  }

  get rooms(): Rooms {
    return must(this.#parts).rooms
  }

  takeFate(): Fate | null {
    const { fate } = this
    this.fate = null
    return fate
  }

  locked(): void {
    this.lockedAt = this.clock.now()
  }

  dieOfFate(): void {
    this.die(this.arrives)
  }

  /** The process is gone. What it had begun and not committed was never there. */
  die(arrives: boolean): void {
    if (this.isDead) return
    this.isDead = true
    this.diedAt = this.#around.timers.now()
    for (const stop of this.#stops) stop()
    this.#around.network.serverDied(this.server, arrives)
    this.#around.database.breakOff()
  }

  async #begin(): Promise<void> {
    const { database, editionId, isShared, network, newId } = this.#around
    const store = database.storeFor(this)
    const findBodies = async () => everybody
    const directory = await Directory.load({ store, editionId, findBodies })
    const { clock } = this
    const timers = this.#timers
    const wake = (logId: string) => this.#wake(logId)
    const edition: Edition = { id: editionId, store, clock, newId, actors: directory, wake }
    const rooms = new Rooms(
      {
        store,
        clock,
        timers,
        newId,
        secret: 'a secret of the tests',
        actors: directory,
        isShared,
        wake,
        // A flush that fails is one of the faults that are planted here.
        onFault: () => {},
      },
      broadcastBy(this.server.asIo),
    )
    this.#parts = { edition, directory, rooms }
    live(this.server.asIo, {
      rooms,
      actors: directory,
      clock,
      identify: async ({ token }) =>
        token ? { actorId: token, loginId: `login-${token}`, expiresAt: Number.POSITIVE_INFINITY } : null,
      onBug: this.#onBug,
    })
    directory.onChanged((change) => {
      reenter(this.server.asIo, change.actorIds)
      endLogins(this.server.asIo, change.loginIds)
    })
    this.#stops.push(startSchedule({ clock, timers, rooms, store, onBug: this.#onBug }))
    this.#beat()
    this.#follow(store)
    network.servers.push(this.server)
  }

  #beat = (): void => {
    this.#timers.after(limits.heartbeatMs, () => {
      this.rooms.beat()
      this.#beat()
    })
  }

  #follow(store: Store): void {
    const { wakes, onPoll } = this.#around
    const { directory, rooms } = this
    const following = new Following({
      findHeads: async (ids) => {
        onPoll()
        const logs = await Promise.all(ids.map((id) => findLog(store.read, id)))
        return new Map(logs.map((log, place) => [ids[place] ?? '', (log?.nextSeq ?? 1) - 1]))
      },
      pollEveryMs: () => (wakes.isAway ? limits.pollOftenMs : limits.pollMs),
      timers: this.#timers,
      onFault: this.#onBug,
    })
    following.add(() => [directory])
    following.add(() => [...rooms.loaded()].map(({ room }) => room))
    const end = wakes.join({
      place: this.place,
      hear: (logId) => following.wake(logId),
      onHealth: () => following.hurry(),
    })
    this.#wake = end.publish
    this.#stops.push(end.leave, () => void following.stop())
    following.start()
  }

  #onBug = (error: unknown): void => {
    if (!this.isDead && !(error instanceof Refused)) this.#around.onBug(error)
  }
}
