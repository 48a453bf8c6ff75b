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
  /** One line for each. */
  readonly tokens: readonly string[]
  /** How many lines open at a time. */
  readonly concurrency: number
  /** Where they enter as soon as they are open; not given, they only give commands. */
  readonly sessionId?: string | undefined
}

export type Ack = { readonly ok: boolean; readonly code?: string; readonly seq?: number }

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
  readonly #startedAt = performance.now()
  /** When each was in: its snapshot whole, or its line open where it doesn't enter. */
  readonly #inAfterMs: number[] = []
  #nextId = 0
  #swarm: Swarm | undefined
  #closed = 0
  #allIn: () => void = () => undefined

  private constructor(place: CrowdPlace) {
    this.#place = place
  }

  /** Resolves once everybody is in. */
  static async open(place: CrowdPlace): Promise<Crowd> {
    const crowd = new Crowd(place)
    const allIn = new Promise<void>((resolve) => {
      crowd.#allIn = resolve
    })
    crowd.#swarm = await openSwarm({
      port: place.port,
      count: place.tokens.length,
      concurrency: place.concurrency,
      ...(place.isSocketIo
        ? { socketIo: { auth: (index: number) => ({ token: place.tokens[index] }) } }
        : {}),
      onOpen: (client) => crowd.#opened(client),
      onText: (client, bytes, start, end) => crowd.#read(client, bytes.subarray(start, end)),
      onClose: () => {
        crowd.#closed++
      },
    })
    await allIn
    return crowd
  }

  get size(): number {
    return this.#place.tokens.length
  }

  get inAfterMs(): readonly number[] {
    return this.#inAfterMs
  }

  /** How many lines were lost. */
  get lost(): number {
    return this.#closed
  }

  call(index: number, name: string, body: object): Promise<Ack> {
    return new Promise((resolve) => {
      const id = this.#nextId++
      this.#waiting.set(id, resolve)
      must(must(this.#swarm).clients[index]).send(`2${id}${JSON.stringify([name, body])}`)
    })
  }

  command(index: number, name: string, given: { sessionId: string; payload: object }): Promise<Ack> {
    return this.call(index, name, { key: newKey(), ...given })
  }

  close(): void {
    this.#swarm?.close()
  }

  #opened(client: SwarmClient): void {
    const { sessionId } = this.#place
    if (sessionId === undefined) {
      this.#isIn()
      return
    }
    const id = this.#nextId++
    this.#waiting.set(id, (ack) => {
      if (!ack.ok) throw new Error(`not let in: ${ack.code}`)
    })
    const request = { sessionId, as: 'participant', protocol: PROTOCOL.current }
    client.send(`2${id}${JSON.stringify(['session:enter', request])}`)
  }

  #isIn(): void {
    this.#inAfterMs.push(performance.now() - this.#startedAt)
    if (this.#inAfterMs.length === this.size) this.#allIn()
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
    if (numberAfter(text, '"part":') === numberAfter(text, '"parts":')) this.#isIn()
  }

  #report(client: SwarmClient, seq: number): void {
    client.send(`2["cursor",{"seq":${seq}}]`)
  }
}

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
