/**
 * Where commands wait on the device: one record each, under the actor whose it is, so that two tabs never overwrite each
 * other's and no account sends another's. Knows nothing of sending.
 */
import type { ClientCommand, Payload } from './command-types.ts'
import type { DeviceStorage } from './surroundings.ts'

export type StoredCommand = {
  readonly key: string
  readonly sessionId: string
  readonly type: ClientCommand
  readonly payload: Payload
  /** The tab that answers for it. */
  readonly tab: string
  /** The device's time, for order and age alone. */
  readonly madeAt: number
}

const PREFIX = 'quesiti:pending:'
const COUNT_MAX = 100
const CHARS_MAX = 512 * 1_024
const AGE_MAX_MS = 30 * 24 * 60 * 60 * 1_000

export class PendingStorage {
  readonly #storage: DeviceStorage

  constructor(storage: DeviceStorage) {
    this.#storage = storage
  }

  /** False where there is no room: then it must not be sent either. */
  save(actorId: string, command: StoredCommand): boolean {
    const name = nameOf(actorId, command.key)
    const record = JSON.stringify(command)
    const held = this.#records(PREFIX).filter((each) => each.name !== name)
    const chars = held.reduce((sum, each) => sum + each.record.length, record.length)
    if (held.length >= COUNT_MAX || chars > CHARS_MAX) return false
    try {
      this.#storage.setItem(name, record)
      return true
    } catch {
      // The browser's own limit.
      return false
    }
  }

  drop(actorId: string, key: string): void {
    this.#storage.removeItem(nameOf(actorId, key))
  }

  has(actorId: string, key: string): boolean {
    return this.#storage.getItem(nameOf(actorId, key)) !== null
  }

  /** In the order in which they were made. What is damaged is dropped. */
  list(actorId: string): StoredCommand[] {
    const commands: StoredCommand[] = []
    for (const { name, record } of this.#records(`${PREFIX}${encodeURIComponent(actorId)}:`)) {
      const command = parsed(record)
      if (command && nameOf(actorId, command.key) === name) commands.push(command)
      else this.#storage.removeItem(name)
    }
    return commands.sort((one, two) => one.madeAt - two.madeAt)
  }

  /** Whoever's they were: what nobody has come back to send. */
  dropOlderThanAllowed(now: number): void {
    for (const { name, record } of this.#records(PREFIX)) {
      const command = parsed(record)
      if (!command || now - command.madeAt > AGE_MAX_MS) this.#storage.removeItem(name)
    }
  }

  #records(prefix: string): { name: string; record: string }[] {
    const names: string[] = []
    for (let place = 0; place < this.#storage.length; place += 1) {
      const name = this.#storage.key(place)
      if (name?.startsWith(prefix)) names.push(name)
    }
    return names.map((name) => ({ name, record: this.#storage.getItem(name) ?? '' }))
  }
}

const nameOf = (actorId: string, key: string): string => `${PREFIX}${encodeURIComponent(actorId)}:${key}`

function parsed(record: string): StoredCommand | null {
  try {
    const value: Partial<StoredCommand> | null = JSON.parse(record)
    const isWhole =
      typeof value?.key === 'string' &&
      typeof value.sessionId === 'string' &&
      typeof value.type === 'string' &&
      typeof value.tab === 'string' &&
      typeof value.madeAt === 'number' &&
      typeof value.payload === 'object'
    return isWhole ? (value as StoredCommand) : null
  } catch {
    return null
  }
}
