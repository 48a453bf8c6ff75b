/**
 * The processes of a case on their one database: who runs, who is dead and begins again, whose machine's date is set, and
 * what each must have followed by now. It doesn't know what people do.
 */
import type { Store } from '../../../db/open.ts'
import type { HandTime } from '../../client/sync/by-hand.ts'
import type { Counts, Happened } from './counts.ts'
import { Database, type Fate } from './database.ts'
import { Life, type Surroundings } from './life.ts'
import { Wakes } from './wakes.ts'
import { Network } from './wires.ts'

const FATES: Record<Fate, Happened> = {
  lost: 'deaths in a commit',
  durable: 'deaths in a commit',
  fails: 'commits failed',
  unknown: 'commits failed',
  waits: 'commits waited',
  held: 'commits held',
}
/** Somebody looks after the machines. */
const RESTART_MS = 500
/** Within this a process has looked, whether it was woken or not. */
const FOLLOWED_MS = 1_050

type Given = {
  readonly store: Store
  readonly time: HandTime
  readonly counts: Counts
  readonly processes: number
  readonly onCommitted: (life: Life) => void
} & Pick<Surroundings, 'editionId' | 'onSend' | 'onBug'>

export class Cluster {
  readonly database: Database
  readonly wakes: Wakes
  readonly network: Network
  readonly #given: Given
  readonly #lives = new Map<number, Life>()
  readonly #triedAt = new Map<number, number>()
  readonly #dateOffsetMs = new Map<number, number>()
  /** At which process each key has arrived. */
  readonly #heardAt = new Map<string, number>()
  #ids = 0

  constructor(given: Given) {
    this.#given = given
    const { time, counts } = given
    this.wakes = new Wakes(time.now)
    this.network = new Network(time)
    this.database = new Database(given.store, {
      after: time.after,
      advance: time.advance,
      onFate: (fate) => (counts[FATES[fate]] += 1),
      onCommitted: (party) => given.onCommitted(party as Life),
      onHappened: (what) => (counts[what] += 1),
    })
  }

  /** Those that run. */
  get lives(): Life[] {
    return [...this.#lives.values()].filter((life) => !life.isDead)
  }

  /** One of those that run, if any does. */
  at(place: number): Life | undefined {
    const { lives } = this
    return lives[place % Math.max(1, lives.length)]
  }

  /** Begins what has been dead for long enough. */
  async startAll(deadForMs = RESTART_MS): Promise<void> {
    const { time, processes, counts } = this.#given
    for (let place = 0; place < processes; place += 1) {
      const last = this.#lives.get(place)
      if (last && !last.isDead) continue
      const since = Math.max(last?.diedAt ?? 0, this.#triedAt.get(place) ?? 0)
      if (time.now() - since < deadForMs) continue
      const life = await Life.start(this.#around(place))
      this.#triedAt.set(place, time.now())
      if (!life) continue
      if (last) counts.deaths += 1
      this.#lives.set(place, life)
    }
  }

  stopAll(): void {
    for (const life of this.lives) life.die(false)
  }

  /** The database is there, or not; for one process alone, or for all. */
  setDatabase(at: number | null, isThere: boolean): void {
    const { counts, time } = this.#given
    const life = at === null ? undefined : this.at(at)
    if (life) life.isCutOff = !isThere
    else if (at === null) this.database.isDown = !isThere
    if (isThere) {
      for (const each of life ? [life] : this.lives) each.reachesSince = time.now()
      return
    }
    counts[at === null ? 'database lost by all' : 'database lost by one'] += 1
    this.database.breakOff()
  }

  setDate(place: number, ms: number): void {
    const { processes, counts } = this.#given
    const machine = place % processes
    this.#dateOffsetMs.set(machine, (this.#dateOffsetMs.get(machine) ?? 0) + ms)
    counts[ms < 0 ? 'clock set back' : 'clock set forward'] += 1
  }

  /** Everything is as it should be from now on, but for the wake-ups: none comes any more. */
  heal(): void {
    this.setDatabase(null, true)
    for (const life of this.lives) {
      life.fate = null
      life.isCutOff = false
    }
    this.database.release()
    this.wakes.dropAll()
  }

  /** Nothing keeps a process from following. */
  get isWell(): boolean {
    const { lives, database } = this
    return lives.length > 0 && !database.isHeld && lives.every((life) => database.isReached(life))
  }

  /** Time has passed, and what it brought has come to its end. */
  looked(): void {
    const since = this.#given.time.now() - FOLLOWED_MS
    for (const life of this.lives) {
      if (this.database.isReached(life) && life.reachesSince <= since)
        life.knowsUpTo = Math.max(life.knowsUpTo, since)
    }
  }

  #around(place: number): Surroundings {
    const { time, counts, processes, editionId, onSend, onBug } = this.#given
    return {
      place,
      database: this.database,
      wakes: this.wakes,
      network: this.network,
      editionId,
      isShared: processes > 1,
      timers: time,
      wallMs: () => time.now() + (this.#dateOffsetMs.get(place) ?? 0),
      newId: () => {
        this.#ids += 1
        return `id${String(this.#ids).padStart(6, '0')}`
      },
      onSend,
      onHear: (packet) => this.#heard(place, packet),
      onPoll: () => (counts.polls += 1),
      onBug,
    }
  }

  #heard(place: number, packet: unknown): void {
    const key = (packet as { key?: unknown } | undefined)?.key
    if (typeof key !== 'string') return
    const last = this.#heardAt.get(key)
    if (last !== undefined && last !== place) this.#given.counts['keys sent again to another process'] += 1
    this.#heardAt.set(key, place)
  }
}
