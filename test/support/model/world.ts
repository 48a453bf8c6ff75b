/**
 * A forum day in which everything is the real thing but time and the network: clients' engines, live edge, rooms and a
 * database file. One step at a time happens to it; afterwards it is healed, and the rules are looked at.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { LineSocket } from '../../../client/sync/line.ts'
import { openStore, type Store } from '../../../db/open.ts'
import { BusyClient } from '../../../scripts/fault/busy-client.ts'
import { limits } from '../../../server/domain/limits.ts'
import type { Actor } from '../../../server/domain/permissions.ts'
import { reenter } from '../../../server/live.ts'
import { type HandTime, handTime } from '../../client/sync/by-hand.ts'
import { people, START } from '../forum.ts'
import { giveDeed } from './deeds.ts'
import { Life, type Surroundings } from './life.ts'
import { DEEDS, type Step, WHO, type Who } from './steps.ts'
import { Watch } from './watch.ts'
import { ClientEnd, Network, type ServerEnd, type Way, type Wire } from './wires.ts'

/** What really happened in all runs together. */
const HAPPENED = [
  'acknowledged',
  'refused',
  'frames lost',
  'answers lost',
  'packets lost on their way up',
  'packets repeated',
  'lines cut',
  'lines cut by the server',
  'pages reloaded',
  'deaths',
  'deaths in a commit',
  'commits failed',
  'commits waited',
  'clock set back',
  'clock set forward',
  'days closed',
  'rights taken',
  'gaps seen',
] as const
export type Counts = Record<(typeof HAPPENED)[number], number>
export const noCounts = (): Counts => Object.fromEntries(HAPPENED.map((what) => [what, 0])) as Counts

const FATES = {
  lost: 'deaths in a commit',
  durable: 'deaths in a commit',
  fails: 'commits failed',
  unknown: 'commits failed',
  waits: 'commits waited',
} as const

const TURNS = 16
const ROUNDS_MAX = 60

export class World {
  readonly time: HandTime = handTime(START + 1_000)
  readonly actors = new Map<string, Actor>(Object.values(people).map((actor) => [actor.id, actor]))
  readonly clients = new Map<Who, BusyClient>()
  /** Each client's end of the line that it has or had last. */
  readonly ends = new Map<Who, ClientEnd>()
  readonly sessionId: string
  readonly store: Store
  readonly watch: Watch
  readonly #folder: string
  readonly #network = new Network(this.time)
  readonly #counts: Counts
  #dateOffsetMs = 0
  #ids = 0
  life: Life

  private constructor(given: { store: Store; sessionId: string; folder: string; counts: Counts }) {
    this.store = given.store
    this.sessionId = given.sessionId
    this.#folder = given.folder
    this.#counts = given.counts
    this.watch = new Watch(this)
    this.life = this.#newLife()
    for (const who of WHO) this.clients.set(who, this.#client(who))
  }

  /** A copy of the day that `template` holds, in a folder of its own, with everybody at their devices. */
  static async open(template: { path: string; sessionId: string }, counts: Counts): Promise<World> {
    const folder = mkdtempSync(join(template.path, '../run-'))
    copyFileSync(template.path, join(folder, 'quesiti.db'))
    const store = await openStore(`file:${join(folder, 'quesiti.db')}`)
    const world = new World({ store, sessionId: template.sessionId, folder, counts })
    await world.#flow()
    return world
  }

  async close(): Promise<void> {
    this.life.die(false)
    for (const client of this.clients.values()) client.close()
    await this.store.close()
    rmSync(this.#folder, { recursive: true, force: true })
  }

  /** The same person at another device that has seen nothing yet. */
  async fresh(who: Who): Promise<BusyClient> {
    const end = this.ends.get(who)
    const client = this.#client(who)
    await this.#flow()
    if (end) this.ends.set(who, end)
    return client
  }

  client(who: Who): BusyClient {
    return this.clients.get(who) as BusyClient
  }

  async step(step: Step): Promise<void> {
    switch (step.do) {
      case 'give':
        this.#give(step)
        break
      case 'flow':
        await this.#flow([this.#whoAt(step.who)])
        break
      case 'flowAll':
        await this.#flow()
        break
      case 'serve':
        // What comes of it waits on its way down.
        for (const wire of this.#network.wires) while (wire.deliver('up'));
        break
      case 'one':
        this.#busyWire(step)?.deliver(step.way)
        break
      case 'twice':
        if (this.#busyWire(step)?.deliverTwice(step.way)) this.#counts['packets repeated'] += 1
        break
      case 'lose':
        this.#lose(step)
        break
      case 'pass':
        await this.pass(step.ms)
        break
      case 'stall':
        await this.#stall(step.who)
        break
      case 'cut':
        this.#wireOf(step.who)?.cut({ arrives: step.arrives })
        this.#counts['lines cut'] += 1
        break
      case 'reload':
        this.#counts['pages reloaded'] += 1
        this.client(this.#whoAt(step.who)).reload()
        break
      case 'crash':
        this.#die(step.arrives)
        break
      case 'commit':
        this.life.fate = step.fate
        this.life.arrives = step.arrives
        break
      case 'clock':
        this.#dateOffsetMs += step.ms
        this.#counts[step.ms < 0 ? 'clock set back' : 'clock set forward'] += 1
        break
      case 'toClosing':
        await this.#toClosing(step.earlyMs)
        break
      case 'rights':
        this.#rights(this.#whoAt(step.who), step.has)
        break
      case 'quiet':
        await this.quiet()
        break
    }
    await this.#settle()
  }

  /** Nothing goes wrong any more, and nobody does anything: everything comes to rest. */
  async heal(): Promise<void> {
    this.life.fate = null
    for (const who of WHO) this.#rights(who, true)
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      await this.pass(round % 3 === 0 ? limits.heartbeatMs : 700)
      await this.#flow()
      if (this.#isAtRest()) break
    }
    // Twice the time of a tally, then a heartbeat.
    for (const ms of [600, 600, 600, limits.heartbeatMs]) {
      await this.pass(ms)
      await this.#flow()
    }
  }

  /**
   * R6: nothing is lost for the time of a heartbeat. Who was on a line before it and still is has after it what was
   * stored before it.
   */
  async quiet(): Promise<void> {
    await this.#flow()
    const before = new Map(
      [...this.#network.wires].filter(({ isOpen }) => isOpen).map((wire) => [wire.client, wire]),
    )
    const { head } = this
    this.time.advance(limits.heartbeatMs)
    await this.#settle()
    await this.#flow()
    this.watch.isTold(head, (end) => end.wire !== undefined && before.get(end) === end.wire)
  }

  async pass(ms: number): Promise<void> {
    // Somebody looks after the machine.
    if (this.life.isDead && ms >= 500) {
      this.#counts.deaths += 1
      this.life = this.#newLife()
    }
    this.time.advance(ms)
    await this.#settle()
  }

  /** What came of it all, for whoever asks whether anything did. */
  count(): void {
    const counts = this.#counts
    counts['gaps seen'] += this.watch.gaps
    counts['lines cut by the server'] += this.#network.closedByServer
    const [session] = this.store.read.raw.all<{ phase: string }>('SELECT phase FROM session')
    if (session?.phase !== 'live') counts['days closed'] += 1
    for (const { calls } of this.clients.values()) {
      for (const { answer } of calls) if (answer) counts[answer.ok ? 'acknowledged' : 'refused'] += 1
    }
  }

  get head(): number {
    const [row] = this.store.read.raw.all<{ next: number }>(
      'SELECT next_seq AS next FROM log WHERE id = ?',
      this.sessionId,
    )
    return (row?.next ?? 1) - 1
  }

  #isAtRest(): boolean {
    const { head } = this
    return [...this.clients.values()].every(
      ({ waiting, store, net }) => waiting === 0 && store.cursor?.seq === head && net.status.line === 'live',
    )
  }

  #whoAt = (place: number): Who => WHO[place] as Who

  #wireOf(place: number): Wire | undefined {
    const { person } = this.client(this.#whoAt(place))
    return [...this.#network.wires].findLast(({ client }) => client.token === person.token)
  }

  /** R7: one reader says nothing for so long that the server ends their line; all others go on. */
  async #stall(place: number): Promise<void> {
    const stalled = this.#wireOf(place)
    const others = WHO.filter((who) => who !== this.#whoAt(place))
    for (let past = 0; past <= limits.cursorSilenceMs; past += limits.heartbeatMs) {
      await this.pass(limits.heartbeatMs)
      while (stalled?.deliver('down'));
      await this.#flow(others)
    }
    if (stalled?.isOpen && !this.life.isDead)
      this.watch.fault(`R7 ${this.#whoAt(place)} is silent and not cut`)
  }

  /** One of the lines on which something is on its way. */
  #busyWire({ who, way }: { who: number; way: Way }): Wire | undefined {
    const busy = [...this.#network.wires].filter((wire) => wire[way].length > 0)
    return busy[who % Math.max(1, busy.length)]
  }

  #lose(step: { who: number; way: Way; place: number }): void {
    const { way } = step
    const lost = this.#busyWire(step)?.lose(way, step.place)
    if (lost === 'frame') this.#counts['frames lost'] += 1
    else if (lost === 'ack') this.#counts['answers lost'] += 1
    else if (lost && way === 'up') this.#counts['packets lost on their way up'] += 1
  }

  #give(step: Extract<Step, { do: 'give' }>): void {
    const who = this.#whoAt(step.who)
    const client = this.client(who)
    const deeds = DEEDS[client.role]
    const deed = deeds[step.deed % deeds.length]
    if (deed) giveDeed(client, deed, step.place)
  }

  async #toClosing(earlyMs: number): Promise<void> {
    const found = await this.life.rooms.find(this.sessionId).catch(() => undefined)
    if (!found || this.life.isDead) return
    const left = found.room.state.session.closesAt - earlyMs - this.life.clock.now()
    if (left > 0 && left < 30 * 60_000) await this.pass(left)
  }

  #rights(who: Who, has: boolean): void {
    const actor = people[who]
    if ((this.actors.get(who)?.grants.length !== 0) === has) return
    this.actors.set(who, has ? actor : { ...actor, grants: [] })
    if (!has) this.#counts['rights taken'] += 1
    this.watch.rightsChanged(who, has)
    if (this.#network.server) reenter(this.#network.server.asIo, new Set([who]))
  }

  #die(arrives: boolean): void {
    this.life.die(arrives)
  }

  #newLife(): Life {
    const around: Surroundings = {
      store: this.store,
      actors: this.actors,
      network: this.#network,
      timers: this.time,
      wallMs: () => this.time.now() + this.#dateOffsetMs,
      newId: () => {
        this.#ids += 1
        return `id${String(this.#ids).padStart(6, '0')}`
      },
      onSend: (socket: ServerEnd, name, what) => this.watch.sent(socket, name, what),
      onFate: (fate) => (this.#counts[FATES[fate]] += 1),
      onCommitted: (locked) => this.watch.committed(locked),
      onBug: (error) => this.watch.fault(`a bug: ${error instanceof Error ? error.message : error}`),
    }
    return new Life(around)
  }

  #client(who: Who): BusyClient {
    const role =
      who === 'moderator' ? 'moderator' : who === 'expert' || who === 'second' ? 'expert' : 'participant'
    const where = {
      url: 'model',
      sessionId: this.sessionId,
      random: () => 1,
      net: {
        timers: this.time,
        now: this.time.now,
        random: () => 0.1,
        dial: () => {
          const end = new ClientEnd(this.#network, who, (name, what) => this.watch.heard(who, name, what))
          this.ends.set(who, end)
          return end as unknown as LineSocket
        },
      },
    }
    return new BusyClient({ actorId: who, token: who }, role, where)
  }

  /** Everything on its way arrives, on these clients' lines or on all, and what comes of it too. */
  async #flow(only: readonly Who[] = WHO): Promise<void> {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      await this.#settle()
      let moved = 0
      for (const way of ['up', 'down'] as const) {
        for (const wire of this.#network.wires) {
          if (!only.includes(wire.client.token as Who)) continue
          for (let left = wire[way].length; left > 0; left -= 1) moved += wire.deliver(way) ? 1 : 0
        }
        await this.#settle()
      }
      if (moved === 0) return
    }
    this.watch.fault('the lines never come to rest')
  }

  /** Lets everything that was begun in this turn come to its end. */
  async #settle(): Promise<void> {
    for (let turn = 0; turn < TURNS; turn += 1) await new Promise((resolve) => setImmediate(resolve))
    for (const wire of this.#network.wires)
      if (!wire.isOpen && wire.down.length === 0 && wire.up.length === 0) this.#network.wires.delete(wire)
  }
}
