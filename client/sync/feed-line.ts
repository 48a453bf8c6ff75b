/**
 * A screen's line to the public feed: kept for ever, after growing waits, resumed from the store's cursor. Read only; it
 * knows nothing of what the rows mean.
 */
import type { ErrorCode } from '../../server/contract/errors.ts'
import type { Frame, PresencePush, Snapshot } from '../../server/contract/socket.ts'
import { limits } from '../../server/domain/limits.ts'
import { RECONNECT, waitMs } from './backoff.ts'
import type { ServerClock } from './server-clock.ts'
import type { Random, Timers } from './surroundings.ts'
import type { Outcome, ViewStore } from './view-store.ts'

export type FeedMessage =
  | ({ readonly type: 'frame' } & Frame)
  | ({ readonly type: 'snapshot' } & Snapshot)
  | ({ readonly type: 'presence' } & Pick<PresencePush, 'people'>)

/** What of a browser's WebSocket is used. */
export type FeedSocket = Pick<WebSocket, 'close' | 'onclose' | 'onmessage'>

export type FeedStatus = {
  readonly isLive: boolean
  /** The server said no, with its code: it is asked again, but seldom. */
  readonly refused: ErrorCode | null
  /** The server can store nothing at the moment: what is shown may be old. */
  readonly isDegraded: boolean
  /** About how many take part, once that has been heard. */
  readonly participants: number | null
}

const LOST: FeedStatus = { isLive: false, refused: null, isDegraded: false, participants: null }

export type FeedContext = {
  /** Of the server, `http:` or `https:`. */
  readonly url: string
  readonly sessionId: string
  readonly store: ViewStore
  readonly clock: ServerClock
  readonly timers: Timers
  readonly random: Random
  readonly onWake: (listener: () => void) => () => void
  readonly connect: (url: string) => FeedSocket
}

/** Two heartbeats without a word. */
const SILENCE_MS = 2 * limits.heartbeatMs + 1_000
const REFUSED_MS = 60_000
const POLICY_VIOLATION = 1008

export class FeedLine {
  readonly #context: FeedContext
  readonly #listeners = new Set<() => void>()
  readonly #stopWaking: () => void
  #status: FeedStatus = LOST
  #socket: FeedSocket | undefined
  #tries = 0
  #isClosed = false
  #cancelWait: (() => void) | undefined
  #cancelSilence: (() => void) | undefined

  constructor(context: FeedContext) {
    this.#context = context
    this.#stopWaking = context.onWake(() => this.hurry())
    this.#connect()
  }

  get status(): FeedStatus {
    return this.#status
  }

  onStatus(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Somebody looks, the network is back, or there is a new pass: don't wait out the wait. */
  hurry(): void {
    if (this.#isClosed || !this.#cancelWait) return
    this.#tries = 0
    this.#connect()
  }

  close(): void {
    this.#isClosed = true
    this.#stopWaking()
    this.#cancelWait?.()
    this.#leave()
  }

  #connect(): void {
    this.#cancelWait?.()
    this.#cancelWait = undefined
    const { url, sessionId, store, connect } = this.#context
    const { cursor } = store
    const address = new URL(`/feed/v1/sessions/${encodeURIComponent(sessionId)}`, url)
    address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:'
    if (cursor) address.searchParams.set('cursor', `${cursor.seq}.${cursor.hash}`)
    const socket = connect(address.href)
    this.#socket = socket
    socket.onmessage = ({ data }: MessageEvent) => this.#take(String(data))
    socket.onclose = ({ code, reason }: CloseEvent) => this.#lost(code, reason)
    this.#heard()
  }

  #take(text: string): void {
    this.#heard()
    const message = messageOf(text)
    if (!message) return
    if (message.type === 'presence') this.#say({ participants: message.people.participant })
    else this.#apply(message)
  }

  #apply(message: Exclude<FeedMessage, { type: 'presence' }>): void {
    const { store, clock } = this.#context
    clock.heard(message.now)
    const outcome: Outcome =
      message.type === 'frame' ? store.applyFrame(message) : store.applySnapshotPart(message)
    // A feed is asked again by a new line: from the cursor, or from nothing where that is of another history.
    if (outcome === 'gap') this.#drop()
    else {
      this.#tries = 0
      const isDegraded = message.type === 'frame' ? message.degraded === true : this.#status.isDegraded
      this.#say({ isLive: true, refused: null, isDegraded })
    }
  }

  #lost(code: number, reason: string): void {
    this.#leave()
    const refused = code === POLICY_VIOLATION && isCode(reason) ? reason : null
    // What may not be read any more may not be shown any more either.
    if (refused) this.#context.store.clear()
    this.#say({ ...LOST, refused })
    if (refused) this.#again(REFUSED_MS)
    else this.#again(this.#nextWaitMs())
  }

  /** This line is of no use any more: the next one is made without waiting for its end to be told. */
  #drop(): void {
    this.#leave()
    this.#say(LOST)
    this.#again(this.#nextWaitMs())
  }

  #leave(): void {
    const socket = this.#socket
    this.#socket = undefined
    this.#cancelSilence?.()
    this.#context.store.lost()
    if (!socket) return
    socket.onmessage = null
    socket.onclose = null
    socket.close()
  }

  #nextWaitMs(): number {
    this.#tries += 1
    return waitMs(RECONNECT, this.#tries - 1, this.#context.random)
  }

  #again(afterMs: number): void {
    if (this.#isClosed) return
    this.#cancelWait?.()
    this.#cancelWait = this.#context.timers.after(afterMs, () => this.#connect())
  }

  #heard(): void {
    this.#cancelSilence?.()
    this.#cancelSilence = this.#context.timers.after(SILENCE_MS, () => this.#drop())
  }

  #say(change: Partial<FeedStatus>): void {
    const before = this.#status
    const status = { ...before, ...change }
    if (STATUS.every((name) => before[name] === status[name])) return
    this.#status = status
    for (const listener of this.#listeners) listener()
  }
}

const STATUS = ['isLive', 'refused', 'isDegraded', 'participants'] as const
const TYPES: ReadonlySet<unknown> = new Set<FeedMessage['type']>(['frame', 'snapshot', 'presence'])

function messageOf(text: string): FeedMessage | undefined {
  try {
    const message: Partial<FeedMessage> | null = JSON.parse(text)
    return TYPES.has(message?.type) ? (message as FeedMessage) : undefined
  } catch {
    return undefined
  }
}

const isCode = (reason: string): reason is ErrorCode => /^[a-z]+\/[a-z-]+$/i.test(reason)
