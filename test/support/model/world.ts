/**
 * A forum day in which everything is the real thing but time and the network: clients' engines, live edge, rooms and a
 * database file. One step at a time happens to it; afterwards it is healed, and the rules are looked at.
 */
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { LineSocket } from '../../../client/sync/line.ts'
import { openStore, type Store } from '../../../db/open.ts'
import { BusyClient } from '../../../scripts/fault/busy-client.ts'
import { grantRole, revokeRole } from '../../../server/commands/grant.ts'
import { limits } from '../../../server/domain/limits.ts'
import { SYSTEM } from '../../../server/domain/permissions.ts'
import { AppError } from '../../../server/errors.ts'
import { type HandTime, handTime } from '../../client/sync/by-hand.ts'
import { START } from '../forum.ts'
import { Cluster } from './cluster.ts'
import type { Counts, Happened } from './counts.ts'
import { Refused } from './database.ts'
import { rightsOf, type Template } from './day.ts'
import { giveDeed } from './deeds.ts'
import { Look } from './look.ts'
import { DEEDS, type Step, WHO, type Who } from './steps.ts'
import { Watch } from './watch.ts'
import { ClientEnd, type Network, type Way, type Wire } from './wires.ts'

const FILE = 'quesiti.db'
const TURNS = 16
const ROUNDS_MAX = 60

/** A slice of time, after which what it brought comes to its end: at first as long as processes take to look again. */
const LOOK_MS = 1_050
const SLICE_MS = 5_000

export class World {
  readonly time: HandTime = handTime(START + 1_000)
  readonly clients = new Map<Who, BusyClient>()
  /** Each client's end of the line that it has or had last. */
  readonly ends = new Map<Who, ClientEnd>()
  readonly sessionId: string
  readonly editionId: string
  readonly store: Store
  /** What is stored, at this moment. */
  readonly look: Look
  readonly watch: Watch
  readonly cluster: Cluster
  readonly #folder: string
  readonly #network: Network
  readonly #counts: Counts

  private constructor(given: {
    store: Store
    template: Template
    folder: string
    counts: Counts
    processes: number
  }) {
    const { store, template, counts, processes } = given
    this.store = store
    this.look = new Look(join(given.folder, FILE))
    this.sessionId = template.sessionId
    this.editionId = template.editionId
    this.#folder = given.folder
    this.#counts = counts
    this.watch = new Watch(this)
    const { time, editionId, watch } = this
    this.cluster = new Cluster({
      ...{ store, time, counts, processes, editionId },
      onCommitted: (life) => watch.committed(life),
      onSend: (life, socket, sent) => watch.sent(life, socket, sent),
      onBug: (error) => watch.fault(`a bug: ${error instanceof Error ? error.message : error}`),
    })
    this.#network = this.cluster.network
  }

  /** A copy of the day that `template` holds, in a folder of its own, with everybody at their devices. */
  static async open(
    template: Template,
    { counts, processes }: { counts: Counts; processes: number },
  ): Promise<World> {
    const folder = mkdtempSync(join(template.path, '../run-'))
    copyFileSync(template.path, join(folder, FILE))
    const store = await openStore(`file:${join(folder, FILE)}`)
    const world = new World({ store, template, folder, counts, processes })
    await world.cluster.startAll(0)
    for (const who of WHO) world.clients.set(who, world.#client(who))
    await world.#flow()
    return world
  }

  async close(): Promise<void> {
    this.cluster.stopAll()
    for (const client of this.clients.values()) client.close()
    this.look.close()
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
        this.cluster.at(step.at)?.die(step.arrives)
        break
      case 'commit':
        this.#setFate(step)
        break
      case 'release':
        this.cluster.database.release()
        break
      case 'database':
        this.cluster.setDatabase(step.at, step.isThere)
        break
      case 'wake':
        await this.#wake(step)
        break
      case 'wakes':
        if (step.areAway) this.#counts['wake-ups lost for a while'] += 1
        this.cluster.wakes.setAway(step.areAway)
        break
      case 'clock':
        this.cluster.setDate(step.at, step.ms)
        break
      case 'toClosing':
        await this.#toClosing(step.earlyMs)
        break
      case 'rights':
        void this.#rights(step.at, this.#whoAt(step.who), step.has)
        break
      case 'quiet':
        await this.quiet()
        break
    }
    await this.#settle()
  }

  /** Nothing goes wrong any more, and nobody does anything: everything comes to rest, without a wake-up. */
  async heal(): Promise<void> {
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      // Again, for a commit that was to be held and had not begun yet.
      this.cluster.heal()
      await this.pass(600)
      const without = WHO.filter((who) => this.watch.spanOf(who))
      if (without.length === 0 && this.cluster.isWell) break
      for (const who of without) void this.#rights(0, who, true)
    }
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      await this.pass(round % 3 === 0 ? limits.heartbeatMs : 700)
      this.cluster.wakes.dropAll()
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
    if (!this.cluster.isWell) return
    const before = new Map(
      [...this.#network.wires].filter(({ isOpen }) => isOpen).map((wire) => [wire.client, wire]),
    )
    const head = this.headOf(this.sessionId)
    await this.pass(LOOK_MS)
    await this.#flow()
    await this.pass(limits.heartbeatMs)
    await this.#flow()
    if (this.cluster.isWell)
      this.watch.isTold(head, (end) => end.wire !== undefined && before.get(end) === end.wire)
  }

  async pass(ms: number): Promise<void> {
    let left = ms
    for (let slice = 0; left > 0; slice += 1) {
      const part = Math.min(left, slice < 2 ? LOOK_MS : SLICE_MS)
      this.time.advance(part)
      left -= part
      await this.cluster.startAll()
      await this.#settle()
      this.cluster.looked()
    }
  }

  /** What came of it all, for whoever asks whether anything did. */
  count(): void {
    const counts = this.#counts
    counts['gaps seen'] += this.watch.gaps
    counts['lines cut by the server'] += this.#network.closedByServer
    counts.takeovers += this.#network.takeovers
    for (const [what, times] of Object.entries(this.cluster.wakes.counts))
      counts[`wakes ${what}` as Happened] += times
    counts['readers sent away'] += this.watch.sentAway
    const [session] = this.look.all<{ phase: string }>('SELECT phase FROM session')
    if (session?.phase !== 'live') counts['days closed'] += 1
    for (const { calls } of this.clients.values()) {
      for (const { answer } of calls) if (answer) counts[answer.ok ? 'acknowledged' : 'refused'] += 1
    }
  }

  headOf(logId: string): number {
    const [row] = this.look.all<{ next: number }>('SELECT next_seq AS next FROM log WHERE id = ?', logId)
    return (row?.next ?? 1) - 1
  }

  #isAtRest(): boolean {
    const head = this.headOf(this.sessionId)
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
    if (stalled?.isOpen) this.watch.fault(`R7 ${this.#whoAt(place)} is silent and not cut`)
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
    const life = this.cluster.at(0)
    const found = await life?.rooms.find(this.sessionId).catch(() => undefined)
    if (!life || !found) return
    const left = found.room.state.session.closesAt - earlyMs - life.clock.now()
    if (left > 0 && left < 30 * 60_000) await this.pass(left)
  }

  #setFate({ at, fate, arrives }: Extract<Step, { do: 'commit' }>): void {
    const life = this.cluster.at(at)
    if (!life) return
    life.fate = fate
    life.arrives = arrives
  }

  /** Given or taken by an administrator at one of the processes; what comes of it the edition's log says. */
  async #rights(at: number, who: Who, has: boolean): Promise<void> {
    const life = this.cluster.at(at)
    if (!life || (this.watch.spanOf(who) === undefined) === has) return
    const change = has ? grantRole : revokeRole
    try {
      await change(life.edition, SYSTEM.id, rightsOf(who))
      if (!has) this.#counts['rights taken'] += 1
    } catch (error) {
      // An earlier one, whose outcome was not known, has done it.
      const isDone = error instanceof AppError && error.code === 'grant/not-found'
      if (!isDone && !(error instanceof Refused)) throw error
    }
  }

  /** F9: who is woken looks as soon as a frame could follow the last. */
  async #wake({ place, how }: Extract<Step, { do: 'wake' }>): Promise<void> {
    const head = this.headOf(this.sessionId)
    const woken = this.cluster.wakes.one(place, how)
    // As long as one that has just looked rests.
    await this.pass(limits.frameSpacingMs)
    const life = this.cluster.lives.find((each) => each.place === woken?.place)
    if (!life || !this.cluster.isWell) return
    for (const { room } of life.rooms.loaded())
      if (room.id === woken?.logId && room.history.head < head)
        this.watch.fault(`F9 process ${life.place} is woken and stays where it is`)
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
