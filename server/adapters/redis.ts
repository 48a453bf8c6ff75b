/**
 * Redis between processes: who has written to a log tells the others its id. Nothing depends on it: what is lost there is
 * found by polling. It is healthy only while what this process publishes comes back to it.
 */
import { createClient } from 'redis'
import { limits } from '../domain/limits.ts'
import type { Timers } from './clock.ts'

export type RedisPlan = {
  readonly url: string
  /** This process among the others. */
  readonly processId: string
  readonly timers: Timers
  readonly random: () => number
  /** Told once when Redis is away, not again until it was back. */
  readonly onFault: (error: unknown) => void
}

const WOKEN = 'quesiti:woken:'
const PULSE = 'quesiti:pulse:'
const PRESENT = 'quesiti:present:'

type Client = ReturnType<typeof dial>
type Line = { readonly publisher: Client; readonly subscriber: Client; underWay: number }

export class Redis {
  readonly #plan: RedisPlan
  readonly #onWake = new Set<(logId: string) => void>()
  readonly #onHealth = new Set<() => void>()
  readonly #onPresent = new Set<(processId: string, share: string) => void>()
  #line: Line
  #heardAt = Number.NEGATIVE_INFINITY
  #dialledAt = performance.now()
  #redialMs: number = limits.redisRedialMs
  #isHealthy = false
  #isClosed = false
  #hasFailed = false
  #lastError: unknown = new Error('Redis does not answer')
  #cancelPulse = () => {}

  constructor(plan: RedisPlan) {
    this.#plan = plan
    this.#line = this.#dial()
    this.#beat()
  }

  get isHealthy(): boolean {
    return this.#isHealthy
  }

  /** Calls the listener with the id of a log to which another process has written. */
  onWake(listener: (logId: string) => void): void {
    this.#onWake.add(listener)
  }

  onHealth(listener: () => void): void {
    this.#onHealth.add(listener)
  }

  /** Calls the listener with what another process says of who is at its lines. */
  onPresent(listener: (processId: string, share: string) => void): void {
    this.#onPresent.add(listener)
  }

  /** Tells the other processes who is at the lines of this one. */
  present(share: string): void {
    if (this.#line.underWay < limits.redisUnderWay) this.#publish(PRESENT + this.#plan.processId, share)
  }

  /** Tells the other processes that a log has moved; if it can't, they find out by themselves. */
  wake(logId: string): void {
    // A Redis that takes and doesn't answer would make us keep what we told it.
    if (this.#line.underWay >= limits.redisUnderWay) return
    this.#publish(WOKEN + this.#plan.processId, logId)
  }

  close(): void {
    this.#isClosed = true
    this.#cancelPulse()
    this.#hangUp()
  }

  #publish(channel: string, message: string): void {
    const line = this.#line
    line.underWay += 1
    line.publisher
      .publish(channel, message)
      .catch(this.#failed)
      .finally(() => {
        line.underWay -= 1
      })
  }

  #dial(): Line {
    const line = { publisher: dial(this.#plan), subscriber: dial(this.#plan), underWay: 0 }
    const { publisher, subscriber } = line
    for (const client of [publisher, subscriber]) client.on('error', this.#failed)
    // Its own word for it is not enough: it has come back deaf before.
    subscriber.on('ready', () => this.#listen(subscriber))
    for (const client of [publisher, subscriber]) client.connect().catch(this.#failed)
    return line
  }

  #listen(subscriber: Client): void {
    subscriber.subscribe(PULSE + this.#plan.processId, this.#pulsed).catch(this.#failed)
    subscriber.pSubscribe(`${WOKEN}*`, this.#woken).catch(this.#failed)
    subscriber.pSubscribe(`${PRESENT}*`, this.#presented).catch(this.#failed)
  }

  // The same each time: a client calls every listener that it was ever given.
  readonly #pulsed = (): void => {
    this.#heardAt = performance.now()
    this.#judge()
  }

  readonly #woken = (logId: string, channel: string): void => {
    if (channel === WOKEN + this.#plan.processId) return
    for (const listener of this.#onWake) listener(logId)
  }

  readonly #presented = (share: string, channel: string): void => {
    const processId = channel.slice(PRESENT.length)
    if (processId === this.#plan.processId) return
    for (const listener of this.#onPresent) listener(processId, share)
  }

  readonly #failed = (error: unknown): void => {
    this.#lastError = error
  }

  #beat(): void {
    if (this.#isClosed) return
    this.#judge()
    const now = performance.now()
    if (!this.#isHealthy && now - this.#dialledAt > this.#redialMs) this.#redial(now)
    if (this.#line.underWay < limits.redisUnderWay) this.#publish(PULSE + this.#plan.processId, '')
    this.#cancelPulse = this.#plan.timers.after(limits.redisPulseMs, () => this.#beat())
  }

  #judge(): void {
    const isHealthy = performance.now() - this.#heardAt <= limits.redisSilenceMs
    if (isHealthy) {
      this.#redialMs = limits.redisRedialMs
      this.#dialledAt = performance.now()
    }
    if (isHealthy === this.#isHealthy) return
    this.#isHealthy = isHealthy
    if (isHealthy) this.#hasFailed = false
    else this.#report()
    for (const listener of this.#onHealth) listener()
  }

  /** A line that is open and silent may be one that nobody holds at the other end. */
  #redial(now: number): void {
    this.#report()
    this.#hangUp()
    this.#dialledAt = now
    this.#redialMs = Math.min(2 * this.#redialMs, limits.redisRedialMostMs)
    this.#line = this.#dial()
  }

  #hangUp(): void {
    for (const client of [this.#line.publisher, this.#line.subscriber]) client.destroy()
  }

  #report(): void {
    if (this.#hasFailed || this.#isClosed) return
    this.#hasFailed = true
    this.#plan.onFault(this.#lastError)
  }
}

/** A client that waits for nobody: what can't be sent now fails now. It tries again for ever, ever less often. */
const dial = ({ url, random }: RedisPlan) =>
  createClient({
    url,
    disableOfflineQueue: true,
    commandOptions: { timeout: limits.redisCommandMs },
    disableClientInfo: true,
    maintNotifications: 'disabled',
    socket: {
      connectTimeout: limits.redisConnectMs,
      reconnectStrategy: (retries) => {
        const longest = Math.min(
          limits.redisReconnectMs * 2 ** Math.min(retries, 10),
          limits.redisReconnectMostMs,
        )
        return longest * (0.5 + random() / 2)
      },
    },
  })
