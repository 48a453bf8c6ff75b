/**
 * People who stay for hours: lines that come back with their cursor, notice what was lost, and give commands that are sent
 * again with the same key until they have their answer. It keeps a record of every command. What it gives is told to it.
 */
import { verdictOf } from '../../../client/sync/command-types.ts'
import type { ClientCommand } from '../../../server/contract/commands.ts'
import type { CommandAck } from '../../../server/contract/socket.ts'
import { PROTOCOL } from '../../../server/contract/version.ts'
import { must } from '../../../server/domain/assert.ts'
import type { Call } from '../../fault/history.ts'
import { newKey } from '../forum/commands-given.ts'
import type { Person } from '../forum/day.ts'
import { numberAfter } from './crowd.ts'
import { openSwarm, type Swarm, type SwarmClient } from './swarm.ts'

export type Residence = {
  readonly port: number
  readonly sessionId: string
  readonly people: readonly Person[]
  readonly comeBackWithinMs: number
}

type Resident = {
  line: SwarmClient | undefined
  isIn: boolean
  seq: number
  hash: string
  readonly waiting: Map<string, Call>
}

const CODE = { ack: 0x33, frame: 0x66, snapshot: 0x73 } as const
/** `2["`, before an event's name. */
const NAME_AT = 3
const AGAIN_AFTER_MS = 1_000
/** An answer that hasn't come by then is asked for again. */
const ANSWER_WITHIN_MS = 15_000

export class Residents {
  readonly calls: Call[] = []
  readonly counts = { cameBack: 0, snapshots: 0, resumed: 0, gaps: 0, sentAgain: 0, frames: 0, strayAcks: 0 }
  readonly #residence: Residence
  readonly #residents: Resident[]
  readonly #swarm: Swarm
  readonly #acks = new Map<number, (ack: CommandAck) => void>()
  readonly #again: NodeJS.Timeout
  #nextId = 0

  constructor(residence: Residence) {
    this.#residence = residence
    this.#residents = residence.people.map(() => ({
      line: undefined,
      isIn: false,
      seq: 0,
      hash: '',
      waiting: new Map(),
    }))
    this.#swarm = openSwarm({
      port: residence.port,
      count: residence.people.length,
      comeBackWithinMs: residence.comeBackWithinMs,
      socketIo: { auth: (index) => ({ token: must(residence.people[index]).token }) },
      onOpen: (line) => this.#opened(line),
      onText: (line, bytes, start, end) => this.#read(line, bytes.subarray(start, end)),
      onClose: ({ index }) => {
        const resident = must(this.#residents[index])
        if (resident.line) this.counts.cameBack++
        resident.line = undefined
        resident.isIn = false
      },
    })
    this.#again = setInterval(() => this.#sendLateAgain(), AGAIN_AFTER_MS)
  }

  get size(): number {
    return this.#residents.length
  }

  get isIn(): number {
    return this.#residents.filter((one) => one.isIn).length
  }

  get waiting(): number {
    return this.#residents.reduce((sum, one) => sum + one.waiting.size, 0)
  }

  /** How many are at this position of the log, or further. */
  at(seq: number): number {
    return this.#residents.filter((one) => one.seq >= seq).length
  }

  get head(): number {
    return this.#residents.reduce((most, { seq }) => Math.max(most, seq), 0)
  }

  line(index: number): SwarmClient | undefined {
    return this.#residents[index]?.line
  }

  /** Gives a command; its answer comes however often its line is lost. */
  give(index: number, type: ClientCommand, payload: object): Call {
    const call: Call = {
      key: newKey(),
      actorId: must(this.#residence.people[index]).actorId,
      sessionId: this.#residence.sessionId,
      type,
      payload: payload as Call['payload'],
      invokedAt: performance.now(),
      answeredAt: 0,
      answer: undefined,
    }
    this.calls.push(call)
    must(this.#residents[index]).waiting.set(call.key, call)
    this.#send(index, call)
    return call
  }

  close(): void {
    clearInterval(this.#again)
    this.#swarm.close()
  }

  #send(index: number, call: Call): void {
    const resident = must(this.#residents[index])
    if (!resident.line || !resident.isIn) return
    const { key, sessionId, payload } = call
    sentAt.set(call, performance.now())
    this.#ask(resident.line, { name: call.type, body: { key, sessionId, payload } }, (ack) => {
      if (verdictOf(ack) !== 'definite') return
      if (!resident.waiting.delete(key)) return
      call.answeredAt = performance.now()
      call.answer = ack
    })
  }

  /** What was answered with "again", or not at all. */
  #sendLateAgain(): void {
    const now = performance.now()
    for (const [index, { waiting, isIn }] of this.#residents.entries()) {
      if (!isIn) continue
      for (const call of waiting.values()) {
        if (now - (sentAt.get(call) ?? 0) < ANSWER_WITHIN_MS) continue
        this.counts.sentAgain++
        this.#send(index, call)
      }
    }
  }

  #ask(
    line: SwarmClient,
    { name, body }: { name: string; body: object },
    answered: (ack: CommandAck) => void,
  ): void {
    const id = this.#nextId++
    this.#acks.set(id, answered)
    line.send(`2${id}${JSON.stringify([name, body])}`)
  }

  #opened(line: SwarmClient): void {
    must(this.#residents[line.index]).line = line
    this.#enter(line)
  }

  #enter(line: SwarmClient): void {
    const resident = must(this.#residents[line.index])
    const { seq, hash } = resident
    const cursor = seq > 0 ? { cursor: { seq, hash } } : {}
    const body = {
      sessionId: this.#residence.sessionId,
      as: 'participant',
      protocol: PROTOCOL.current,
      ...cursor,
    }
    this.#ask(line, { name: 'session:enter', body }, (ack) => {
      if (resident.line !== line) return
      // Not now: another line will.
      if (!ack.ok) line.cut()
      else if ((ack as { resumed?: boolean }).resumed) this.#entered(line, 'resumed')
    })
  }

  #entered(line: SwarmClient, how: 'resumed' | 'snapshots'): void {
    this.counts[how]++
    const resident = must(this.#residents[line.index])
    resident.isIn = true
    for (const call of resident.waiting.values()) {
      if (sentAt.has(call)) this.counts.sentAgain++
      this.#send(line.index, call)
    }
  }

  #read(line: SwarmClient, text: Buffer): void {
    if (text[0] === CODE.ack) this.#readAck(text)
    else if (text[NAME_AT] === CODE.frame) this.#readFrame(line, text)
    else if (text[NAME_AT] === CODE.snapshot) this.#readSnapshot(line, text)
  }

  #readAck(text: Buffer): void {
    const open = text.indexOf('[')
    const id = Number(text.toString('latin1', 1, open))
    const answered = this.#acks.get(id)
    if (!answered) {
      this.counts.strayAcks++
      return
    }
    this.#acks.delete(id)
    answered((JSON.parse(text.toString('utf8', open)) as [CommandAck])[0])
  }

  #readFrame(line: SwarmClient, text: Buffer): void {
    const resident = must(this.#residents[line.index])
    const [from, to] = [numberAfter(text, '"from":'), numberAfter(text, '"to":')]
    this.counts.frames++
    // Something before it was lost: the rest is asked for, from where this reader is.
    if (from > resident.seq) {
      this.counts.gaps++
      this.#enter(line)
      return
    }
    if (to >= resident.seq) Object.assign(resident, { seq: to, hash: hashIn(text) })
    if (text.includes('"changes":[]')) this.#report(line, resident.seq)
  }

  #readSnapshot(line: SwarmClient, text: Buffer): void {
    const seq = numberAfter(text, '"seq":')
    this.#report(line, seq)
    if (numberAfter(text, '"part":') !== numberAfter(text, '"parts":')) return
    Object.assign(must(this.#residents[line.index]), { seq, hash: hashIn(text) })
    this.#entered(line, 'snapshots')
  }

  #report(line: SwarmClient, seq: number): void {
    line.send(`2["cursor",{"seq":${seq}}]`)
  }
}

/** When each command was last sent; not part of its record. */
const sentAt = new WeakMap<Call, number>()

const HASH = '"hash":"'

function hashIn(text: Buffer): string {
  const at = text.indexOf(HASH, 0, 'latin1') + HASH.length
  return text.toString('latin1', at, text.indexOf('"', at))
}
