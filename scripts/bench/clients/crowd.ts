/**
 * People at their screens: lines that enter a session, report their cursor as a client must, and give commands. It speaks
 * the live protocol's packets, within Socket.IO to the server and without to the baseline.
 */

import { PROTOCOL } from '../../../server/contract/version.ts'
import { must } from '../../../server/domain/assert.ts'
import { newKey } from '../forum/commands-given.ts'
import { openSwarm, type Swarm, type SwarmClient } from './swarm.ts'

export type CrowdPlace = {
  readonly port: number
  readonly isSocketIo: boolean
  /** How many lines open at a time. */
  readonly concurrency: number
  /** Where they enter as soon as they are open; not given, they only give commands. */
  readonly sessionId?: string | undefined
  /** Given, who is thrown out comes back within so many milliseconds. */
  readonly comeBackWithinMs?: number | undefined
}

export type Ack = {
  readonly ok: boolean
  readonly code?: string
  readonly seq?: number
  readonly result?: Readonly<Record<string, unknown>>
}

/** Somebody's line got a frame that ends at `to`; its bytes are only valid during the call. */
export type OnFrame = (client: SwarmClient, to: number, bytes: Buffer) => void

const CODE = { ack: 0x33, frame: 0x66, snapshot: 0x73 } as const
/** `2["`, before an event's name. */
const NAME_AT = 3
const IS_EMPTY = '"changes":[]'

export class Crowd {
  /** Whoever wants to see frames. */
  onFrame: OnFrame | undefined
  /** Acknowledgements that nobody waits for: a command was answered twice. */
  strayAcks = 0
  readonly #place: CrowdPlace
  readonly #waiting = new Map<number, (ack: Ack) => void>()
  readonly #clients: SwarmClient[] = []
  readonly #swarms: Swarm[] = []
  readonly #in = new Set<number>()
  #tokens: readonly string[] = []
  #nextId = 0
  #closed = 0
  #onIn: (client: SwarmClient) => void = () => undefined

  constructor(place: CrowdPlace) {
    this.#place = place
  }

  get size(): number {
    return this.#tokens.length
  }

  /**
   * One more line for each token. Resolves once all of them are in, or as many as come in a minute, with when each was, in
   * milliseconds from now: its snapshot whole, or its line open where it doesn't enter.
   */
  async grow(tokens: readonly string[]): Promise<readonly number[]> {
    const { port, isSocketIo, concurrency, comeBackWithinMs } = this.#place
    const firstIndex = this.size
    this.#tokens = [...this.#tokens, ...tokens]
    const started = performance.now()
    const inAfterMs: number[] = []
    const allIn = new Promise<void>((resolve) => {
      this.#onIn = ({ index }) => {
        if (this.#in.has(index)) return
        this.#in.add(index)
        inAfterMs.push(performance.now() - started)
        if (inAfterMs.length === tokens.length) resolve()
      }
    })
    const swarm = openSwarm({
      port,
      firstIndex,
      concurrency,
      count: tokens.length,
      ...(isSocketIo ? { socketIo: { auth: (index: number) => ({ token: this.#tokens[index] }) } } : {}),
      onOpen: (client) => this.#opened(client),
      onText: (client, bytes, start, end) => this.#read(client, bytes.subarray(start, end)),
      onClose: () => {
        this.#closed++
      },
      ...(comeBackWithinMs === undefined ? {} : { comeBackWithinMs }),
    })
    this.#swarms.push(swarm)
    await Promise.race([swarm.opened.then(() => allIn), patience()])
    return inAfterMs
  }

  /** How often a line ended. */
  get lost(): number {
    return this.#closed
  }

  call(index: number, name: string, body: object): Promise<Ack> {
    return new Promise((resolve) => {
      const id = this.#nextId++
      this.#waiting.set(id, resolve)
      must(this.#clients[index]).send(`2${id}${JSON.stringify([name, body])}`)
    })
  }

  command(index: number, name: string, given: { sessionId: string; payload: object }): Promise<Ack> {
    return this.call(index, name, { key: newKey(), ...given })
  }

  close(): void {
    for (const swarm of this.#swarms) swarm.close()
  }

  #opened(client: SwarmClient): void {
    this.#clients[client.index] = client
    const { sessionId } = this.#place
    if (sessionId === undefined) {
      this.#onIn(client)
      return
    }
    const id = this.#nextId++
    this.#waiting.set(id, (ack) => {
      if (!ack.ok) throw new Error(`not let in: ${ack.code}`)
    })
    const request = { sessionId, as: 'participant', protocol: PROTOCOL.current }
    client.send(`2${id}${JSON.stringify(['session:enter', request])}`)
  }

  #read(client: SwarmClient, text: Buffer): void {
    if (text[0] === CODE.ack) this.#readAck(text)
    else if (text[NAME_AT] === CODE.frame) this.#readFrame(client, text)
    else if (text[NAME_AT] === CODE.snapshot) this.#readSnapshot(client, text)
  }

  #readAck(text: Buffer): void {
    const open = text.indexOf('[')
    const id = Number(text.toString('latin1', 1, open))
    const resolve = this.#waiting.get(id)
    if (!resolve) {
      this.strayAcks++
      return
    }
    this.#waiting.delete(id)
    resolve((JSON.parse(text.toString('utf8', open)) as [Ack])[0])
  }

  #readFrame(client: SwarmClient, text: Buffer): void {
    const to = numberAfter(text, '"to":')
    // A heartbeat: who doesn't say how far they are is cut.
    if (text.includes(IS_EMPTY)) this.#report(client, to)
    this.onFrame?.(client, to, text)
  }

  #readSnapshot(client: SwarmClient, text: Buffer): void {
    this.#report(client, numberAfter(text, '"seq":'))
    if (numberAfter(text, '"part":') === numberAfter(text, '"parts":')) this.#onIn(client)
  }

  #report(client: SwarmClient, seq: number): void {
    client.send(`2["cursor",{"seq":${seq}}]`)
  }
}

/** Long enough to call who isn't in lost. */
const patience = () => new Promise<void>((resolve) => void setTimeout(resolve, 60_000).unref())

const ZERO = 0x30

/** Digits after the name's first place: both stand at the head of a packet. */
export function numberAfter(text: Buffer, name: string, from = 0): number {
  let at = text.indexOf(name, from, 'latin1') + name.length
  let value = 0
  for (let digit = (text[at] ?? 0) - ZERO; digit >= 0 && digit <= 9; digit = (text[at] ?? 0) - ZERO) {
    value = value * 10 + digit
    at++
  }
  return value
}
