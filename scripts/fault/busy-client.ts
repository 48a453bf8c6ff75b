/**
 * One person at one device over a real WebSocket: the client's own engine, a storage that outlives a reload, and habits.
 * It keeps a record of every command that it gave and what it was told.
 */
import { randomBytes } from 'node:crypto'
import { Net, type NetContext } from '../../client/net.ts'
import { memoryStorage } from '../../client/sync/browser.ts'
import { type ClientCommand, type Payload, verdictOf } from '../../client/sync/command-types.ts'
import type { Timers } from '../../client/sync/surroundings.ts'
import { ViewStore } from '../../client/sync/view-store.ts'
import type { CommandAck } from '../../server/contract/socket.ts'
import { ENTITIES } from '../../server/domain/rows.ts'
import type { Call } from './history.ts'
import type { Person } from './seeded-day.ts'

export type Where = {
  readonly url: string
  readonly sessionId: string
  readonly random: () => number
  /** Other time, or another line, than a device has. */
  readonly net?: Partial<NetContext>
  /** A store that is looked at, for each page anew. */
  readonly newStore?: (() => ViewStore) | undefined
}
export type Role = 'participant' | 'expert' | 'moderator'

const timers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms)
    return () => clearTimeout(timer)
  },
}

export class BusyClient {
  readonly person: Person
  readonly role: Role
  readonly calls: Call[] = []
  /** How often this page was closed and opened again. */
  reloads = 0
  store: ViewStore
  readonly #where: Where
  readonly #storage = memoryStorage()
  readonly #byKey = new Map<string, Call>()
  #lastKey = ''
  #net: Net
  /** Settles when the page is closed: who waited for an answer there is no more. */
  #gone = Promise.withResolvers<void>()

  constructor(person: Person, role: Role, where: Where) {
    this.person = person
    this.role = role
    this.#where = where
    this.store = this.#newStore()
    this.#net = this.#open()
  }

  get net(): Net {
    return this.#net
  }

  /** Without an answer yet, and meant to have one. */
  get waiting(): number {
    return this.#net.outbox.list().length
  }

  /** Gives a command as a page does; its answer is heard whatever becomes of the page. */
  async give<T extends ClientCommand>(type: T, payload: Payload<T>): Promise<CommandAck | undefined> {
    const invokedAt = performance.now()
    this.#lastKey = ''
    const answered = this.#net.call(type, payload)
    // The engine doesn't know yet who is at this page: nothing was given.
    if (this.#lastKey === '') return undefined
    const call: Call = {
      key: this.#lastKey,
      actorId: this.person.actorId,
      sessionId: this.#where.sessionId,
      type,
      payload: payload as Call['payload'],
      invokedAt,
      answeredAt: 0,
      answer: undefined,
    }
    this.calls.push(call)
    this.#byKey.set(call.key, call)
    await Promise.race([answered, this.#gone.promise])
    return call.answer
  }

  /** The page is closed between anything and its answer, and opened again on the same device. */
  reload(): void {
    this.close()
    this.reloads += 1
    this.#gone = Promise.withResolvers()
    this.store = this.#newStore()
    this.#net = this.#open()
  }

  close(): void {
    this.#net.close()
    this.#gone.resolve()
  }

  #newStore(): ViewStore {
    return this.#where.newStore?.() ?? new ViewStore()
  }

  #open(): Net {
    const { url, sessionId, random } = this.#where
    const tab = `tab-${this.reloads}`
    const net = new Net({
      url,
      token: this.person.token,
      storage: this.#storage,
      timers,
      // A fifth of the waits that a device would make: the loop has a server killed every second.
      random: () => random() * 0.2,
      tabs: {
        id: tab,
        ifLeft: async (other, work) => {
          if (other !== tab) work()
        },
      },
      newKey: () => {
        this.#lastKey = randomBytes(16).toString('hex')
        return this.#lastKey
      },
      now: () => performance.now(),
      onWake: () => () => {},
      ...this.#where.net,
    })
    net.outbox.onAnswer(({ command, answer }) => {
      const call = this.#byKey.get(command.key)
      // The device gave up on one that was now or never: its outcome is unknown.
      if (!call || (!answer.ok && answer.code.startsWith('device/'))) return
      if (verdictOf(answer as CommandAck) !== 'definite') return
      call.answeredAt = performance.now()
      call.answer = answer as CommandAck
    })
    net.enter({ sessionId, as: this.role, store: this.store })
    return net
  }
}

/** What a screen shows, in an order of its own. */
export const pictureOf = (store: ViewStore): unknown[] =>
  ENTITIES.flatMap((entity) =>
    [...store.rows(entity).values()].sort((one, two) => (one.id < two.id ? -1 : 1)),
  )
