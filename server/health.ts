/**
 * Whether this process can do its work: its database answers, and takes what is written. Looked at every second and
 * whenever a write failed, one look at a time. It doesn't know who asks, nor what follows from it.
 */
import type { Store } from '../db/open.ts'
import type { Timers } from './adapters/clock.ts'
import { limits } from './domain/limits.ts'

export type HealthContext = {
  readonly store: Pick<Store, 'tryWriting'>
  /** Any read of the database. */
  readonly read: () => Promise<void>
  readonly timers: Timers
  readonly now: () => number
  readonly onFault: (error: unknown, where: string) => void
}

export class Health {
  readonly #context: HealthContext
  readonly #listeners = new Set<() => void>()
  #isWell = true
  #looking: Promise<void> | undefined
  #lookedAt = Number.NEGATIVE_INFINITY
  #askedAt = Number.NEGATIVE_INFINITY
  /** A write failed: only another one tells whether they are kept again. */
  #isDoubtful = false
  #isStopping = false
  #cancel = () => {}

  constructor(context: HealthContext) {
    this.#context = context
  }

  /** Nothing can be stored at the moment. */
  get isDegraded(): boolean {
    return !this.#isWell
  }

  get isStopping(): boolean {
    return this.#isStopping
  }

  /** Whether somebody who sends people here has asked lately. */
  get isWatched(): boolean {
    return this.#context.now() - this.#askedAt < limits.watchedMs
  }

  /** Whether people may be sent here; always answers soon, however long the database takes. */
  async isReady(): Promise<boolean> {
    const now = this.#context.now()
    this.#askedAt = now
    if (this.#isStopping) return false
    if (now - this.#lookedAt > limits.readyCheckMs / 4) await this.#look()
    return !this.#isStopping && this.#isWell
  }

  /** Calls the listener when the process is well no more, or again; returns how to stop. */
  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => void this.#listeners.delete(listener)
  }

  /** A write failed, for whatever reason. */
  doubt(): void {
    this.#isDoubtful = true
    void this.#look()
  }

  /** From now on nobody is to be sent here. */
  stop(): void {
    this.#isStopping = true
    this.#cancel()
  }

  watch(): void {
    this.#cancel = this.#context.timers.after(limits.sweepMs, () => {
      void this.#look().then(() => {
        if (!this.#isStopping) this.watch()
      })
    })
  }

  /** One look at a time: a database that stands still gathers no more of them. */
  async #look(): Promise<void> {
    this.#looking ??= this.#try().finally(() => {
      this.#looking = undefined
    })
    let isOver = false
    const late = new Promise<void>((resolve) => {
      // What has come in meanwhile is heard first: this process may be the one that stood still.
      const cancel = this.#context.timers.after(limits.readyCheckMs, () => setImmediate(resolve))
      void this.#looking?.then(() => {
        isOver = true
        cancel()
        resolve()
      })
    })
    await late
    if (!isOver) this.#set(false)
  }

  async #try(): Promise<void> {
    const isDoubtful = this.#isDoubtful
    try {
      await this.#context.read()
      if (isDoubtful || this.isDegraded) await this.#context.store.tryWriting()
      if (isDoubtful) this.#isDoubtful = false
      this.#set(true)
    } catch (error) {
      if (!this.isDegraded) this.#context.onFault(error, 'database')
      this.#isDoubtful = true
      this.#set(false)
    }
  }

  #set(isWell: boolean): void {
    this.#lookedAt = this.#context.now()
    if (this.#isWell === isWell) return
    this.#isWell = isWell
    for (const listener of this.#listeners) listener()
  }
}
