/**
 * Keeps what this process has of its logs up with the database: at a wake-up, and by a poll that needs none. Wake-ups make
 * it quick, the poll makes it sure. What a log is about is not known here, nor who wakes.
 */
import type { Timers } from '../adapters/clock.ts'
import { limits } from '../domain/limits.ts'

/** A log as this process has it. */
export type Followed = {
  readonly id: string
  /** The last position that this process has. */
  readonly head: number
  /** Comes to the log's head. What fails is tried again at the next poll. */
  follow(): Promise<void>
}

export type FollowingContext = {
  /** The last position of each of these logs, in one look. */
  readonly findHeads: (ids: readonly string[]) => Promise<ReadonlyMap<string, number>>
  /** How long until the next poll. */
  readonly pollEveryMs: () => number
  readonly timers: Timers
  /** A poll has found a log moved of which no wake-up had told: it was lost, or is late. */
  readonly onFound?: (() => void) | undefined
  /** Told once, not again until it has worked again. */
  readonly onFault: (error: unknown) => void
}

type Source = () => Iterable<Followed>

export class Following {
  readonly #context: FollowingContext
  readonly #sources = new Set<Source>()
  readonly #turns = new Map<Followed, Turn>()
  #polling: Promise<void> | null = null
  #cancelPoll = () => {}
  #isStopped = true
  #isFailing = false

  constructor(context: FollowingContext) {
    this.#context = context
  }

  /** Follows what the source gives each time it is asked; returns how to stop. */
  add(source: Source): () => void {
    this.#sources.add(source)
    return () => this.#sources.delete(source)
  }

  start(): void {
    this.#isStopped = false
    this.#pollLater()
  }

  /** Waits for what is under way. */
  async stop(): Promise<void> {
    this.#isStopped = true
    this.#cancelPoll()
    for (const turn of this.#turns.values()) turn.stop()
    await this.#polling
    await Promise.all([...this.#turns.values()].map((turn) => turn.running))
  }

  /** A log has moved, says somebody. Nothing depends on its being true, or on being told. */
  wake(logId: string): void {
    for (const log of this.#logs()) if (log.id === logId) this.#turnOf(log).wake()
  }

  /** Polls now, and from now on at the interval of now: wake-ups have failed, or come again. */
  hurry(): void {
    if (this.#isStopped) return
    this.#cancelPoll()
    void this.poll().finally(() => this.#pollLater())
  }

  /** One look at where all logs stand, and at those that have moved. One that is slow has no other beside it. */
  async poll(): Promise<void> {
    if (this.#polling !== null) return this.#polling
    const looking = this.#look()
    this.#polling = looking.then(
      () => {},
      (error) => this.#failed(error),
    )
    await this.#polling
    this.#polling = null
    const moved = await looking.catch(() => [])
    for (const log of moved) if (!this.#turns.get(log)?.isTold) this.#context.onFound?.()
    await Promise.all(moved.map((log) => this.#turnOf(log).now()))
  }

  async #look(): Promise<Followed[]> {
    const logs = [...this.#logs()]
    if (logs.length === 0) return []
    const heads = await this.#context.findHeads(logs.map(({ id }) => id))
    this.#isFailing = false
    return logs.filter((log) => heads.get(log.id) !== log.head)
  }

  #pollLater(): void {
    if (this.#isStopped) return
    this.#cancelPoll()
    this.#cancelPoll = this.#context.timers.after(this.#context.pollEveryMs(), () => {
      // The next is set as soon as it is known where the logs stand: one that is slow to follow keeps no other back.
      void this.poll()
      void this.#polling?.finally(() => this.#pollLater())
    })
  }

  *#logs(): Generator<Followed> {
    for (const source of this.#sources) yield* source()
  }

  #turnOf(log: Followed): Turn {
    const known = this.#turns.get(log)
    if (known) return known
    const turn = new Turn(log, {
      timers: this.#context.timers,
      onFault: (error) => this.#failed(error),
      onIdle: () => this.#turns.delete(log),
    })
    this.#turns.set(log, turn)
    return turn
  }

  #failed(error: unknown): void {
    if (this.#isFailing) return
    this.#isFailing = true
    this.#context.onFault(error)
  }
}

type TurnContext = Pick<FollowingContext, 'timers' | 'onFault'> & { readonly onIdle: () => void }

/** One log is followed once at a time. Then it rests as long as frames do: what wakes it meanwhile is one more time. */
class Turn {
  readonly #log: Followed
  readonly #context: TurnContext
  #cancelRest = () => {}
  #isResting = false
  #isWanted = false
  #isStopped = false
  running: Promise<void> | null = null

  constructor(log: Followed, context: TurnContext) {
    this.#log = log
    this.#context = context
  }

  /** It follows already, or will as soon as it has rested. */
  get isTold(): boolean {
    return this.running !== null || this.#isWanted
  }

  wake(): void {
    if (this.running !== null || this.#isResting) this.#isWanted = true
    else void this.now()
  }

  /** Without waiting for the rest to end; what is under way already may have looked too early, and is done again. */
  now(): Promise<void> {
    if (this.running !== null) {
      this.#isWanted = true
      return this.running
    }
    this.#cancelRest()
    this.#isWanted = false
    this.running = this.#log.follow().then(
      () => this.#rest(),
      (error) => {
        this.#context.onFault(error)
        this.#isWanted = false
        this.#rest()
      },
    )
    return this.running
  }

  stop(): void {
    this.#isStopped = true
    this.#cancelRest()
  }

  #rest(): void {
    this.running = null
    if (this.#isStopped) return
    this.#isResting = true
    this.#cancelRest = this.#context.timers.after(limits.frameSpacingMs, () => {
      this.#isResting = false
      if (this.#isWanted) void this.now()
      else this.#context.onIdle()
    })
  }
}
