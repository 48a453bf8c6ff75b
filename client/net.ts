/**
 * The browser's side of the live channel: enters a session and keeps its view store up to date, and carries commands.
 * Knows the protocol, but nothing of what views and commands mean.
 */
import type { ClientCommand } from '../server/contract/commands.ts'
import type { ErrorCode } from '../server/contract/errors.ts'
import type { CommandAck, EnterAck, EnterRequest, Envelope, Reenter } from '../server/contract/socket.ts'
import { PROTOCOL } from '../server/contract/version.ts'
import { limits } from '../server/domain/limits.ts'
import { Attendance } from './sync/attendance.ts'
import { RECONNECT, waitMs } from './sync/backoff.ts'
import type { Answer, Payload } from './sync/command-types.ts'
import { type Dial, Line } from './sync/line.ts'
import {
  type CallOptions,
  Outbox,
  type OutboxContext,
  type PendingCommand,
  type Send,
} from './sync/outbox.ts'
import { ServerClock } from './sync/server-clock.ts'
import type { Outcome, ViewStore } from './sync/view-store.ts'

export type NetContext = OutboxContext & {
  /** Where the server is; the page's own address by default. */
  readonly url: string
  readonly token?: string | undefined
  /** Told when the page is looked at again, or the network is back. */
  readonly onWake: (listener: () => void) => () => void
  readonly timing?: Partial<Timing>
  /** How a line is had; Socket.IO's own, if nothing else is given. */
  readonly dial?: Dial | undefined
}

export type Timing = {
  readonly connectTimeoutMs: number
  readonly enterTimeoutMs: number
  readonly commandTimeoutMs: number
  /** Two heartbeats without a word. */
  readonly silenceMs: number
  /** Looked at again after less than this since the last word, the line is believed to be good. */
  readonly freshMs: number
}

const TIMING: Timing = {
  connectTimeoutMs: 10_000,
  enterTimeoutMs: 20_000,
  commandTimeoutMs: 10_000,
  silenceMs: 2 * limits.heartbeatMs + 1_000,
  freshMs: 3_000,
}

export type Target = {
  readonly sessionId: string
  readonly as: EnterRequest['as']
  readonly store: ViewStore
}

export type NetStatus = {
  /** `connecting` is before the first time; `offline` is after it was lost, or could not be had. */
  readonly line: 'idle' | 'connecting' | 'live' | 'offline'
  /** Why the session can't be entered, where the server said so. */
  readonly problem: ErrorCode | null
  /** The server has lost its database for the moment: what is shown may be old. */
  readonly isDegraded: boolean
  /** The server's clock when it was last heard from. */
  readonly asOf: number | null
  /** As whom the server knows this line; undefined before it has said. */
  readonly actorId: string | null | undefined
  readonly bodyId: string | null
}

type CommandEmitter = {
  emit(type: ClientCommand, envelope: Envelope, ack: (error: Error | null, answer: CommandAck) => void): void
}

/** Another try may well go better; the others stand until something changes. */
const PASSING: ReadonlySet<string> = new Set<ErrorCode>([
  'internal',
  'service/unavailable',
  'command/retry',
  'command/too-many',
  'connection/too-many',
])

export class Net {
  readonly clock: ServerClock
  readonly outbox: Outbox
  readonly attendance: Attendance
  readonly #context: NetContext
  readonly #timing: Timing
  readonly #line: Line
  readonly #listeners = new Set<() => void>()
  readonly #reenterListeners = new Set<(reason: Reenter['reason']) => void>()
  readonly #stopWaking: () => void
  #status: NetStatus = {
    line: 'idle',
    problem: null,
    isDegraded: false,
    asOf: null,
    actorId: undefined,
    bodyId: null,
  }
  #target: Target | undefined
  /** Which asking is under way: the answer to an earlier one is of no interest. */
  #asked = 0
  #isAsking = false
  #isLeaving = false
  #send: Send | undefined
  /** Whose rows the store holds. */
  #shownTo: { readonly actorId: string | null; readonly bodyId: string | null } | undefined
  #heardAt = 0
  #enterTries = 0
  #cancelSilence: (() => void) | undefined
  #cancelEnter: (() => void) | undefined

  constructor(context: NetContext) {
    this.#context = context
    this.#timing = { ...TIMING, ...context.timing }
    this.clock = new ServerClock(context.now)
    this.outbox = new Outbox(context)
    this.#line = new Line(
      { ...context, connectTimeoutMs: this.#timing.connectTimeoutMs },
      {
        onUp: () => this.#up(),
        onDown: () => this.#down(),
        onRefused: (code) => this.#say({ line: 'offline', problem: (code as ErrorCode | undefined) ?? null }),
      },
    )
    const { socket } = this.#line
    this.attendance = new Attendance(socket, context.timers)
    socket.on('frame', (frame) => {
      const target = this.#target
      // A frame doesn't say of which session it is: until leaving is answered it may be the last one's.
      if (!target || this.#isLeaving) return
      this.clock.heard(frame.now)
      const outcome = target.store.applyFrame(frame)
      // While parts of a snapshot are missing, only they count as a sign of life.
      if (target.store.isComplete) this.#heard()
      this.#say({ asOf: frame.now, isDegraded: frame.degraded === true })
      if (frame.changes.length === 0) this.#report(target)
      this.#after(outcome)
    })
    socket.on('snapshot', (part) => {
      const target = this.#target
      if (!target || this.#isLeaving) return
      this.clock.heard(part.now)
      this.#heard()
      const outcome = target.store.applySnapshotPart(part)
      this.#say({ asOf: part.now })
      this.#report(target)
      this.#after(outcome)
    })
    socket.on('reenter', ({ reason }) => this.#reenter(reason))
    this.#stopWaking = context.onWake(() => this.#wake())
  }

  get status(): NetStatus {
    return this.#status
  }

  onStatus(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** The reader's rights or login changed, or the server starts anew. */
  onReenter(listener: (reason: Reenter['reason']) => void): () => void {
    this.#reenterListeners.add(listener)
    return () => this.#reenterListeners.delete(listener)
  }

  /** One session at a time: entering one leaves the other. Gives back the function that leaves. */
  enter(target: Target): () => void {
    if (this.#target) this.#leave(this.#target)
    this.#target = target
    this.#shownTo = undefined
    this.#enterTries = 0
    this.#say({ line: 'connecting', problem: null })
    if (this.#line.socket.connected) this.#ask()
    else this.#line.open()
    return () => this.#leave(target)
  }

  /** Kept on the device before it is sent, and sent until there is a definite answer: see `CallOptions`. */
  call<T extends ClientCommand>(
    type: T,
    payload: Payload<T>,
    options?: CallOptions & { sessionId?: string },
  ): Promise<Answer> {
    const sessionId = options?.sessionId ?? this.#target?.sessionId
    if (sessionId === undefined) return Promise.resolve({ ok: false, code: 'connection/not-entered' })
    return this.outbox.call(sessionId, { type, payload }, options)
  }

  /** Another login: the line is made anew as that person's, and nothing of the last one's stays. */
  signedInAnew(): void {
    this.#reenter('login')
  }

  /** Lets the line go, as a network does: it is made again by itself, and what was under way is sent again. */
  dropLine(): void {
    this.#line.drop()
  }

  close(): void {
    this.#stopWaking()
    this.#target = undefined
    this.#quiet()
    this.attendance.left()
    this.#line.close()
    this.outbox.close()
  }

  #leave(target: Target): void {
    if (this.#target !== target) return
    this.#target = undefined
    this.#asked += 1
    this.#isAsking = false
    this.#send = undefined
    this.#quiet()
    this.outbox.lineDown()
    this.attendance.left()
    target.store.lost()
    this.#say({ line: 'idle', problem: null })
    const { socket } = this.#line
    if (!socket.connected) return
    this.#isLeaving = true
    socket.timeout(this.#timing.commandTimeoutMs).emit('session:leave', {}, (error) => {
      this.#isLeaving = false
      if (error) this.#line.drop()
      else this.#ask()
    })
  }

  #up(): void {
    this.#heard()
    if (this.#target) this.#ask()
  }

  #down(): void {
    this.#asked += 1
    this.#isAsking = false
    this.#isLeaving = false
    this.#send = undefined
    this.#quiet()
    this.outbox.lineDown()
    this.attendance.left()
    if (this.#target) {
      this.#target.store.lost()
      // Another process may answer next time: its frames say how it is.
      this.#say({ line: 'offline', isDegraded: false })
    } else this.#line.close()
  }

  /** Asks to be brought up from the cursor. One at a time: the answer covers what came before it. */
  #ask(): void {
    const target = this.#target
    const { socket } = this.#line
    if (!target || !socket.connected || this.#isAsking || this.#isLeaving) return
    this.#cancelEnter?.()
    this.#isAsking = true
    this.#asked += 1
    const asked = this.#asked
    const sentAt = this.clock.local
    target.store.asking()
    const { cursor } = target.store
    const request = {
      sessionId: target.sessionId,
      as: target.as,
      protocol: PROTOCOL.current,
      ...(cursor ? { cursor } : {}),
    }
    socket.timeout(this.#timing.enterTimeoutMs).emit('session:enter', request, (error, answer) => {
      if (asked !== this.#asked) return
      this.#isAsking = false
      if (error) this.#line.drop()
      else if (answer.ok) this.#entered(target, answer, sentAt)
      else this.#notEntered(target, answer.code)
    })
  }

  #entered(target: Target, answer: Extract<EnterAck, { ok: true }>, sentAt: number): void {
    this.#heard()
    this.#line.isGood()
    this.#enterTries = 0
    this.clock.answered(answer.now, sentAt)
    const { actorId, bodyId } = answer
    const shownTo = this.#shownTo ?? target.store.keptFor ?? answer
    this.#shownTo = { actorId, bodyId }
    this.#say({ line: 'live', problem: null, actorId, bodyId, asOf: answer.now })
    this.#send ??= (command, tries) => this.#carry(command, tries)
    this.outbox.lineUp(actorId, this.#send)
    this.attendance.entered()
    if (shownTo.actorId !== actorId) {
      // What is shown was another person's: nothing may be built on it.
      target.store.clear()
      this.#ask()
    } else if (shownTo.bodyId !== bodyId && answer.resumed) {
      // Of another body since they were here last: rows that did not change look otherwise to them now.
      target.store.forgetCursor()
      this.#ask()
    } else target.store.answered(answer.resumed ? 'resumed' : 'snapshot')
  }

  #notEntered(target: Target, code: ErrorCode): void {
    this.#heard()
    target.store.lost()
    if (PASSING.has(code)) {
      const { timers, random } = this.#context
      this.#cancelEnter = timers.after(waitMs(RECONNECT, this.#enterTries, random), () => this.#ask())
      this.#enterTries += 1
      return
    }
    // What may not be entered may not be read any more either; too old a page may keep what it shows.
    if (code !== 'connection/too-old') target.store.clear()
    this.#say({ line: 'offline', problem: code })
  }

  async #carry(command: PendingCommand, tries: number): Promise<CommandAck | null> {
    const { socket } = this.#line
    if (!socket.connected) return null
    const { key, sessionId, payload, type } = command
    const sentAt = this.clock.local
    const answer = await new Promise<CommandAck | null>((resolve) => {
      // The envelope was typed where the command was given.
      const emitter = socket.timeout(this.#timing.commandTimeoutMs) as unknown as CommandEmitter
      emitter.emit(type, { key, sessionId, payload }, (error, ack) => resolve(error ? null : ack))
    })
    if (answer) this.#heard()
    // An earlier try's answer, given again, tells an earlier time.
    if (answer?.ok && tries === 0) this.clock.answered(answer.at, sentAt)
    return answer
  }

  #reenter(reason: Reenter['reason']): void {
    const store = this.#target?.store
    this.#asked += 1
    this.#isAsking = false
    if (reason === 'login') {
      store?.clear()
      this.#shownTo = undefined
      this.#say({ actorId: undefined, bodyId: null })
      this.#line.drop()
    } else {
      store?.forgetCursor()
      this.#ask()
    }
    for (const listener of this.#reenterListeners) listener(reason)
  }

  #wake(): void {
    this.#line.hurry()
    if (this.clock.local - this.#heardAt > this.#timing.freshMs) this.#ask()
  }

  #after(outcome: Outcome): void {
    if (outcome === 'gap') this.#ask()
  }

  #report({ store }: Target): void {
    this.#line.socket.emit('cursor', { seq: store.position })
  }

  #heard(): void {
    this.#heardAt = this.clock.local
    this.#cancelSilence?.()
    if (!this.#target) return
    this.#cancelSilence = this.#context.timers.after(this.#timing.silenceMs, () => this.#line.drop())
  }

  #quiet(): void {
    this.#cancelSilence?.()
    this.#cancelEnter?.()
  }

  #say(change: Partial<NetStatus>): void {
    this.#status = { ...this.#status, ...change }
    for (const listener of this.#listeners) listener()
  }
}
