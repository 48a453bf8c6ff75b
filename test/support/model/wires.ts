/**
 * Lines between clients and a server on which every packet waits until the model lets it through: it may be lost,
 * come twice, or be cut off. Both ends look like Socket.IO's to the code that uses them; none of it is known here.
 */
import type { Timers } from '../../../client/sync/surroundings.ts'
import type { LiveServer } from '../../../server/lines.ts'

type Listener = (...args: never[]) => unknown
type Packet = {
  readonly name: string
  readonly args: readonly unknown[]
  readonly ack?: (answer: unknown) => void
}
export type Way = 'up' | 'down'

class Listeners {
  readonly #all = new Map<string, Listener[]>()

  on(name: string, listener: Listener): void {
    this.#all.set(name, [...(this.#all.get(name) ?? []), listener])
  }

  tell(name: string, ...args: unknown[]): void {
    for (const listener of this.#all.get(name) ?? []) listener(...(args as never[]))
  }
}

/** What crosses the wire is never shared by both ends. */
const copied = <T>(value: T): T => (value === undefined ? value : JSON.parse(JSON.stringify(value)))

/** One connection: what is on its way up and down, and the server's end of it. */
export class Wire {
  readonly up: Packet[] = []
  readonly down: Packet[] = []
  readonly id: string
  readonly network: Network
  readonly client: ClientEnd
  readonly server: ServerEnd
  /** Something was lost on it: who sees a gap is right. */
  isLossy = false
  /** Something else than a frame, which only a time-out shows. */
  hasLostMore = false
  isOpen = true

  constructor(id: string, client: ClientEnd, server: SimServer) {
    this.id = id
    this.network = client.network
    this.client = client
    this.server = new ServerEnd(this, server)
  }

  /** Lets one packet through. */
  deliver(way: Way): boolean {
    const packet = this[way].shift()
    if (packet) this.#endOf(way).hear(packet)
    return packet !== undefined
  }

  /** The same, repeated on its way; of what goes down only frames, as answers and the end of a line come once. */
  deliverTwice(way: Way): boolean {
    const packet = this[way].shift()
    if (!packet) return false
    this.#endOf(way).hear(packet)
    if (way === 'down' && packet.name !== 'frame') return false
    this.#endOf(way).hear(packet)
    return true
  }

  /** One of what waits is lost, if there is anything that can be, as often as not an answer; says what. */
  lose(way: Way, place: number): string | null {
    const answer = this[way].findIndex(({ name }) => name === 'ack')
    const at = place % 2 === 0 && answer >= 0 ? answer : place % Math.max(1, this[way].length)
    const next = this[way][at]
    if (!next || next.name === 'disconnect') return null
    this[way].splice(at, 1)
    this.isLossy = true
    this.hasLostMore ||= next.name !== 'frame'
    return next.name
  }

  #endOf = (way: Way): { hear(packet: Packet): void } => (way === 'up' ? this.server : this.client)

  /** The line is no more. What was on its way down may still arrive before the client sees it. */
  cut(how: { arrives: boolean }): void {
    if (!this.isOpen) return
    this.isOpen = false
    this.up.length = 0
    if (!how.arrives) this.down.length = 0
    this.down.push({ name: 'disconnect', args: [] })
    this.server.lost()
  }

  /** As it is for a client that hangs up. */
  hangUp(): void {
    this.up.length = 0
    this.down.length = 0
    if (!this.isOpen) return
    this.isOpen = false
    this.server.lost()
  }
}

/** The client's socket: as much of Socket.IO's as `Line` and `Net` use. */
export class ClientEnd {
  connected = false
  wire: Wire | undefined
  readonly network: Network
  readonly token: string
  /** Told before the client hears it. */
  readonly #onHear: (name: string, what: unknown) => void
  readonly #listeners = new Listeners()
  readonly #waiting = new Set<(error: Error) => void>()

  constructor(network: Network, token: string, onHear: (name: string, what: unknown) => void) {
    this.network = network
    this.#onHear = onHear
    this.token = token
  }

  on(name: string, listener: Listener): void {
    this.#listeners.on(name, listener)
  }

  connect(): void {
    void this.network.dial(this).then((answer) => {
      if (typeof answer === 'string') this.#listeners.tell('connect_error', new Error(answer))
      else {
        this.wire = answer
        this.connected = true
        this.#listeners.tell('connect')
      }
    })
  }

  disconnect(): void {
    const { wire } = this
    if (!wire) return
    wire.hangUp()
    this.#gone()
  }

  emit(name: string, arg: unknown, ack?: (answer: unknown) => void): void {
    if (!this.wire?.isOpen) return
    this.wire.up.push({ name, args: [copied(arg)], ...(ack ? { ack } : {}) })
  }

  timeout(ms: number) {
    return {
      emit: (name: string, arg: unknown, ack: (error: Error | null, answer?: unknown) => void) => {
        let isOver = false
        const once = (error: Error | null, answer?: unknown) => {
          if (isOver) return
          isOver = true
          cancel()
          this.#waiting.delete(fail)
          ack(error, answer)
        }
        const fail = (error: Error) => once(error)
        const cancel = this.network.timers.after(ms, () => fail(new Error('operation has timed out')))
        this.#waiting.add(fail)
        this.emit(name, arg, (answer) => once(null, answer))
      },
    }
  }

  hear(packet: Packet): void {
    if (packet.name === 'disconnect') this.#gone()
    else if (packet.name === 'ack') packet.ack?.(packet.args[0])
    else {
      this.#onHear(packet.name, packet.args[0])
      this.#listeners.tell(packet.name, ...packet.args.map(copied))
    }
  }

  #gone(): void {
    this.wire = undefined
    this.connected = false
    for (const fail of [...this.#waiting]) fail(new Error('socket has been disconnected'))
    this.#listeners.tell('disconnect')
  }
}

type Middleware = (packet: unknown[], next: (error?: Error) => void) => void

/** The server's socket: as much of Socket.IO's as the live edge uses. */
export class ServerEnd {
  readonly id: string
  readonly handshake: { headers: object; auth: { token: string } }
  readonly rooms = new Set<string>()
  data: unknown = {}
  readonly conn: object
  readonly #wire: Wire
  readonly server: SimServer
  readonly #listeners = new Listeners()
  readonly #middlewares: Middleware[] = []

  constructor(wire: Wire, server: SimServer) {
    this.id = wire.id
    this.#wire = wire
    this.server = server
    this.handshake = { headers: {}, auth: { token: wire.client.token } }
    const close = () => {
      wire.network.closedByServer += 1
      wire.cut({ arrives: true })
    }
    // A packet that is written as text, as snapshots are: `2["name", …]`.
    const write = (text: string) => {
      const [name, ...args] = JSON.parse(text.slice(1)) as [string, ...unknown[]]
      this.emit(name, ...args)
    }
    // What is on the wire is not measured here: nobody hears of a packet that is made.
    const unheard = { on: () => {}, off: () => {} }
    this.conn = {
      close,
      write,
      ...unheard,
      writeBuffer: [],
      readyState: 'open',
      transport: { name: 'model' },
    }
  }

  get connected(): boolean {
    return this.#wire.isOpen
  }

  on(name: string, listener: Listener): void {
    this.#listeners.on(name, listener)
  }

  use(middleware: Middleware): void {
    this.#middlewares.push(middleware)
  }

  join(room: string): void {
    this.rooms.add(room)
  }

  leave(room: string): void {
    this.rooms.delete(room)
  }

  emit(name: string, ...args: unknown[]): void {
    if (!this.#wire.isOpen || this.server.isDead) return
    this.server.onSend(this, name, args[0])
    this.#wire.down.push({ name, args: args.map(copied) })
  }

  hear({ name, args, ack }: Packet): void {
    this.server.onHear(args[0])
    const answer = ack && ((value: unknown) => this.#answer(ack, value))
    const all = [name, ...args.map(copied), ...(answer ? [answer] : [])]
    const run = (place: number) => {
      const middleware = this.#middlewares[place]
      if (middleware) middleware(all, () => run(place + 1))
      else this.#listeners.tell(name, ...all.slice(1))
    }
    run(0)
  }

  lost(): void {
    this.rooms.clear()
    this.server.forget(this)
    this.#listeners.tell('disconnect')
  }

  #answer(ack: (answer: unknown) => void, value: unknown): void {
    if (!this.#wire.isOpen || this.server.isDead) return
    this.#wire.down.push({ name: 'ack', args: [copied(value)], ack })
  }
}

type Guard = (socket: ServerEnd, next: (error?: Error) => void) => void

type Seen = (socket: ServerEnd, name: string, what: unknown) => void

/** A Socket.IO server, as much of it as the live edge and the engine use; it dies with its process. */
export class SimServer {
  isDead = false
  readonly sockets = new Map<string, ServerEnd>()
  /** Which of the processes it is. */
  readonly place: number
  /** Sees whatever is sent to whom, at the moment at which it is. */
  readonly onSend: Seen
  /** Sees whatever arrives, before it is heard. */
  readonly onHear: (what: unknown) => void
  readonly #guards: Guard[] = []
  readonly #listeners = new Listeners()

  constructor(place: number, seeing: Pick<SimServer, 'onSend' | 'onHear'>) {
    this.place = place
    this.onSend = seeing.onSend
    this.onHear = seeing.onHear
  }

  get asIo(): LiveServer {
    return this as unknown as LiveServer
  }

  use(guard: Guard): void {
    this.#guards.push(guard)
  }

  on(name: string, listener: Listener): void {
    this.#listeners.on(name, listener)
  }

  of(): { sockets: Map<string, ServerEnd> } {
    return this
  }

  to(room: string) {
    const emitBut = (ids: readonly string[]) => (name: string, what: unknown) => {
      for (const socket of this.sockets.values())
        if (socket.rooms.has(room) && !ids.includes(socket.id)) socket.emit(name, what)
    }
    return { emit: emitBut([]), except: (ids: readonly string[]) => ({ emit: emitBut(ids) }) }
  }

  async admit(socket: ServerEnd): Promise<string | null> {
    for (const guard of this.#guards) {
      const error = await new Promise<Error | undefined>((resolve) => guard(socket, resolve))
      if (error) return error.message
    }
    this.sockets.set(socket.id, socket)
    this.#listeners.tell('connection', socket)
    return null
  }

  forget(socket: ServerEnd): void {
    this.sockets.delete(socket.id)
  }
}

/** All lines there are, and the servers that new ones lead to, one after the other as a balancer has it. */
export class Network {
  readonly wires = new Set<Wire>()
  readonly timers: Timers
  readonly servers: SimServer[] = []
  closedByServer = 0
  /** Times that somebody came to another process than the one that they had lost. */
  takeovers = 0
  readonly #lastPlace = new Map<string, SimServer>()
  #made = 0

  constructor(timers: Timers) {
    this.timers = timers
  }

  /** A line, or why there is none. */
  async dial(client: ClientEnd): Promise<Wire | string> {
    const server = this.servers[this.#made % Math.max(1, this.servers.length)]
    if (!server) return 'nobody listens'
    this.#made += 1
    const wire = new Wire(`wire-${this.#made}`, client, server)
    const refusal = await server.admit(wire.server)
    if (refusal !== null || server.isDead) return refusal ?? 'nobody listens'
    this.wires.add(wire)
    const last = this.#lastPlace.get(client.token)
    if (last?.isDead && last.place !== server.place) this.takeovers += 1
    this.#lastPlace.set(client.token, server)
    return wire
  }

  /** The server's process is gone, and with it every line to it. */
  serverDied(server: SimServer, arrives: boolean): void {
    server.isDead = true
    const place = this.servers.indexOf(server)
    if (place >= 0) this.servers.splice(place, 1)
    for (const wire of this.wires) if (wire.server.server === server) wire.cut({ arrives })
  }
}
