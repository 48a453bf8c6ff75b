/**
 * The database as the model's processes have it: who writes holds its one lock, and what becomes of a commit is for the
 * model to say. It goes away, for one process or for all, and comes back. What is stored is not known here.
 */
import { setImmediate as turn } from 'node:timers/promises'
import type { Handle, Store, Tx } from '../../../db/open.ts'

/**
 * `lost`: the process dies before the commit, `durable`: after it and before anything else. `fails`: the disk says no.
 * `unknown`: it says no, and yet it is stored. `waits`: the lock is had only after a while. `held`: the commit waits until
 * it is let go, and with it the lock.
 */
export type Fate = 'lost' | 'durable' | 'fails' | 'unknown' | 'waits' | 'held'

/** A process, as the database knows it. */
export type Party = {
  readonly isDead: boolean
  /** The network lies between it and the database. */
  readonly isCutOff: boolean
  /** What becomes of its next transaction. */
  takeFate(): Fate | null
  /** It has the lock. */
  locked(): void
  dieOfFate(): void
}

export type Happening = 'lock not had in time' | 'commits broken off'

type Around = {
  readonly after: (ms: number, run: () => void) => () => void
  readonly advance: (ms: number) => void
  readonly onFate: (fate: Fate) => void
  readonly onCommitted: (party: Party) => void
  readonly onHappened: (what: Happening) => void
}

/** The database said no, or nothing. */
export class Refused extends Error {}

const WAIT_MS = 700
/** As `lock_timeout` on a real one. */
const LOCK_WAIT_MS = 2_000
/** As `idle_in_transaction_session_timeout`. */
const IDLE_MS = 5_000

const never = <T>(): Promise<T> => new Promise(() => {})

type Waiter = { readonly party: Party; readonly go: () => void }
type Held = { readonly party: Party; readonly end: (error?: Refused) => void }

export class Database {
  readonly real: Store
  isDown = false
  readonly #around: Around
  #isLocked = false
  #waiting: Waiter[] = []
  #held: Held | undefined

  constructor(real: Store, around: Around) {
    this.real = real
    this.#around = around
  }

  get isHeld(): boolean {
    return this.#held !== undefined
  }

  isReached(by: Party): boolean {
    return !this.isDown && !by.isCutOff
  }

  /** The store that this process is given. */
  storeFor(party: Party): Store {
    const database = this
    return {
      get read() {
        return database.isReached(party) ? database.real.read : NO_HANDLE
      },
      transaction: (body) => (party.isDead ? never() : database.#transaction(party, body)),
      snapshot: async (body) => {
        if (party.isDead) return never()
        if (!database.isReached(party)) throw new Refused('no connection')
        return database.real.snapshot(body)
      },
      tryWriting: () => database.real.tryWriting(),
      close: async () => {},
    }
  }

  /** The commit that waits goes on. */
  release(): void {
    this.#held?.end()
  }

  /** What a process that can't be reached any more had begun is undone. */
  breakOff(): void {
    const { party, end } = this.#held ?? {}
    if (party && (party.isDead || !this.isReached(party))) end?.(new Refused('the connection broke'))
  }

  async #transaction<T>(party: Party, body: (tx: Tx) => Promise<T>): Promise<T> {
    const fate = party.takeFate()
    if (fate !== null) this.#around.onFate(fate)
    if (!this.isReached(party)) throw new Refused('no connection')
    await this.#lock(party)
    let committed: { result: T } | null
    try {
      if (fate === 'waits') this.#around.advance(WAIT_MS)
      committed = await this.#committed(party, body, fate)
    } finally {
      this.#unlock()
    }
    // A dead process goes on with nothing.
    return committed ? committed.result : never()
  }

  async #committed<T>(
    party: Party,
    body: (tx: Tx) => Promise<T>,
    fate: Fate | null,
  ): Promise<{ result: T } | null> {
    const isStored = fate !== 'lost' && fate !== 'fails'
    try {
      const result = await this.real.transaction(async (tx) => {
        party.locked()
        const result = await body(tx)
        // What is acknowledged before the commit has time to go out.
        if (fate !== null && fate !== 'waits') await turn()
        if (fate === 'held') await this.#untilReleased(party)
        if (!isStored) throw new Refused('the disk is full')
        return result
      })
      this.#around.onCommitted(party)
      if (fate === 'unknown') throw new Refused('the connection broke')
      if (fate !== 'durable') return party.isDead ? null : { result }
    } catch (error) {
      if (party.isDead) return null
      if (fate !== 'lost' || !(error instanceof Refused)) throw error
    }
    party.dieOfFate()
    return null
  }

  #untilReleased(party: Party): Promise<void> {
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const cancel = this.#around.after(IDLE_MS, () => end(new Refused('idle in a transaction')))
    const end = (error?: Refused) => {
      cancel()
      this.#held = undefined
      if (!error) return resolve()
      this.#around.onHappened('commits broken off')
      reject(error)
    }
    this.#held = { party, end }
    return promise
  }

  async #lock(party: Party): Promise<void> {
    if (!this.#isLocked) {
      this.#isLocked = true
      return
    }
    const { promise, resolve, reject } = Promise.withResolvers<void>()
    const waiter = { party, go: resolve }
    this.#waiting.push(waiter)
    const cancel = this.#around.after(LOCK_WAIT_MS, () => {
      this.#waiting = this.#waiting.filter((other) => other !== waiter)
      this.#around.onHappened('lock not had in time')
      reject(new Refused('the lock was not had in time'))
    })
    await promise.finally(cancel)
  }

  #unlock(): void {
    let next = this.#waiting.shift()
    while (next?.party.isDead) next = this.#waiting.shift()
    if (next) next.go()
    else this.#isLocked = false
  }
}

/** A handle without a database behind it: whatever is asked of it fails once it is waited for. */
const NO_HANDLE: Handle = new Proxy(() => {}, {
  get: (_target, name) =>
    name === 'then'
      ? (_done: unknown, fail: (error: Error) => void) => fail(new Refused('no connection'))
      : NO_HANDLE,
  apply: () => NO_HANDLE,
}) as unknown as Handle
