/**
 * Commands on their way: made with a key and kept on the device before they are sent, sent again with the same key until
 * the server has definitely answered, across lost lines and reloads. It doesn't know what carries them.
 */
import type { CommandAck } from '../../server/contract/socket.ts'
import { RESEND, waitMs } from './backoff.ts'
import {
  type Answer,
  type ClientCommand,
  isKeptByDefault,
  laneOf,
  type Payload,
  verdictOf,
} from './command-types.ts'
import { PendingStorage, type StoredCommand } from './pending-storage.ts'
import type { DeviceStorage, Random, Tabs, Timers } from './surroundings.ts'

export type PendingCommand = Pick<StoredCommand, 'key' | 'sessionId' | 'type' | 'payload' | 'madeAt'>

/** An orphan's caller is no more, after a reload: a refusal must be told in another way. */
export type Answered = {
  readonly command: PendingCommand
  readonly answer: Answer
  readonly isOrphan: boolean
}

/** Carries a command once; null where no answer came back. */
export type Send = (command: PendingCommand, tries: number) => Promise<CommandAck | null>

export type CallOptions = {
  /** Kept until it has its answer, or now or never. By default as its type asks. */
  readonly isKept?: boolean
  /** After how long one that isn't kept is given up. */
  readonly giveUpAfterMs?: number
}

export type OutboxContext = {
  readonly storage: DeviceStorage
  readonly timers: Timers
  readonly random: Random
  readonly tabs: Tabs
  readonly newKey: () => string
  /** The device's time in milliseconds. */
  readonly now: () => number
}

type Entry = {
  readonly command: StoredCommand
  readonly actorId: string
  readonly lane: string
  readonly isKept: boolean
  /** Absent where the page that made it is no more. */
  readonly answer: ((answer: Answer) => void) | undefined
  tries: number
  state: 'ready' | 'sent' | 'waiting' | 'nextLine'
  /** What was last said of it, though it decided nothing. */
  said: CommandAck | undefined
  cancelWait: (() => void) | undefined
  cancelGivingUp: (() => void) | undefined
}

const GIVE_UP_AFTER_MS = 10_000
const IN_FLIGHT_MAX = 8
const ADOPT_AGAIN_MS = 5_000

export class Outbox {
  readonly #context: OutboxContext
  readonly #stored: PendingStorage
  readonly #entries = new Map<string, Entry>()
  readonly #listeners = new Set<() => void>()
  readonly #answerListeners = new Set<(answered: Answered) => void>()
  #actorId: string | null = null
  #send: Send | undefined
  #cancelAdopting: (() => void) | undefined
  #lastMadeAt = 0

  constructor(context: OutboxContext) {
    this.#context = context
    this.#stored = new PendingStorage(context.storage)
    this.#stored.dropOlderThanAllowed(context.now())
  }

  get actorId(): string | null {
    return this.#actorId
  }

  /** Whose commands these are from now on. Those of another account stay on the device, and wait for that account. */
  setActor(actorId: string | null): void {
    if (actorId === this.#actorId) return
    this.#actorId = actorId
    for (const entry of this.#entries.values()) {
      this.#calm(entry)
      entry.cancelGivingUp?.()
      if (!entry.isKept) entry.answer?.({ ok: false, code: 'device/no-answer' })
    }
    this.#entries.clear()
    this.#tell()
    if (actorId !== null) this.#adopt()
  }

  /** The line is there, and the server has said whose it is. `send` is another function for each new line. */
  lineUp(actorId: string | null, send: Send): void {
    this.setActor(actorId)
    const isSameLine = this.#send === send
    this.#send = send
    for (const entry of this.#entries.values()) {
      if (isSameLine && entry.state !== 'nextLine') continue
      this.#calm(entry)
      entry.state = 'ready'
      entry.tries = Math.min(entry.tries, 1)
    }
    if (actorId !== null) this.#adopt()
    this.#pump()
  }

  lineDown(): void {
    this.#send = undefined
    for (const entry of this.#entries.values()) {
      this.#calm(entry)
      entry.state = 'ready'
    }
  }

  call<T extends ClientCommand>(
    sessionId: string,
    command: { type: T; payload: Payload<T> },
    options: CallOptions = {},
  ): Promise<Answer> {
    const actorId = this.#actorId
    if (actorId === null) return Promise.resolve({ ok: false, code: 'login/needed' })
    const stored = {
      ...command,
      key: this.#context.newKey(),
      sessionId,
      tab: this.#context.tabs.id,
      madeAt: this.#nextMadeAt(),
    }
    const isKept = options.isKept ?? isKeptByDefault(command.type)
    if (isKept && !this.#stored.save(actorId, stored)) {
      return Promise.resolve({ ok: false, code: 'device/storage-full' })
    }
    return new Promise((resolve) => {
      const entry = this.#take(actorId, stored, { isKept, answer: resolve })
      if (!isKept) this.#giveUpLater(entry, options.giveUpAfterMs ?? GIVE_UP_AFTER_MS)
      this.#tell()
      this.#pump()
    })
  }

  /** Those without an answer yet, in the order in which they were made; own rows to show until the log's own come. */
  list(): readonly PendingCommand[] {
    return [...this.#entries.values()].filter((entry) => entry.isKept).map((entry) => entry.command)
  }

  onChange(listener: () => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Every definite answer, before the caller hears it. */
  onAnswer(listener: (answered: Answered) => void): () => void {
    this.#answerListeners.add(listener)
    return () => this.#answerListeners.delete(listener)
  }

  close(): void {
    this.lineDown()
    this.#cancelAdopting?.()
    for (const entry of this.#entries.values()) entry.cancelGivingUp?.()
  }

  /** The clock may stand still or go back; the order of what was made never does. */
  #nextMadeAt(): number {
    this.#lastMadeAt = Math.max(this.#lastMadeAt + 1, Math.floor(this.#context.now()))
    return this.#lastMadeAt
  }

  #take(
    actorId: string,
    command: StoredCommand,
    { isKept, answer }: Pick<Entry, 'isKept' | 'answer'>,
  ): Entry {
    const entry: Entry = {
      command,
      actorId,
      lane: laneOf(command),
      isKept,
      answer,
      tries: 0,
      state: 'ready',
      said: undefined,
      cancelWait: undefined,
      cancelGivingUp: undefined,
    }
    this.#entries.set(command.key, entry)
    return entry
  }

  /** Takes over what tabs that are no more have left, this one's before a reload among them. */
  #adopt(): void {
    this.#cancelAdopting?.()
    const actorId = this.#actorId
    if (actorId === null) return
    const { tabs, timers } = this.#context
    const others = this.#stored
      .list(actorId)
      .filter(({ key, tab }) => tab !== tabs.id || !this.#entries.has(key))
    for (const tab of new Set(others.map((command) => command.tab))) {
      if (tab === tabs.id) this.#adoptFrom(actorId, tab)
      else void tabs.ifLeft(tab, () => this.#adoptFrom(actorId, tab))
    }
    if (others.length > 0) this.#cancelAdopting = timers.after(ADOPT_AGAIN_MS, () => this.#adopt())
  }

  #adoptFrom(actorId: string, tab: string): void {
    if (actorId !== this.#actorId) return
    for (const command of this.#stored.list(actorId)) {
      if (command.tab !== tab || this.#entries.has(command.key)) continue
      const own = { ...command, tab: this.#context.tabs.id }
      if (own.tab !== tab) this.#stored.save(actorId, own)
      // It may have been sent before.
      this.#take(actorId, own, { isKept: true, answer: undefined }).tries = 1
    }
    this.#tell()
    this.#pump()
  }

  #pump(): void {
    const send = this.#send
    if (!send) return
    const lanes = new Set<string>()
    let inFlight = 0
    for (const entry of this.#entries.values()) if (entry.state === 'sent') inFlight += 1
    for (const entry of this.#entries.values()) {
      const isFirst = !lanes.has(entry.lane)
      lanes.add(entry.lane)
      if (!isFirst || entry.state !== 'ready' || inFlight >= IN_FLIGHT_MAX) continue
      inFlight += 1
      entry.state = 'sent'
      void send(entry.command, entry.tries).then((answer) => this.#heard(entry, send, answer))
      entry.tries += 1
    }
  }

  #heard(entry: Entry, send: Send, answer: CommandAck | null): void {
    const verdict = verdictOf(answer)
    if (this.#entries.get(entry.command.key) !== entry) {
      // Another account's by now: its definite answer still counts.
      if (verdict === 'definite' && entry.isKept) this.#stored.drop(entry.actorId, entry.command.key)
      return
    }
    entry.said = answer ?? entry.said
    // One that is now or never isn't kept for another line.
    const isOver = verdict === 'definite' || (verdict === 'nextLine' && !entry.isKept)
    if (answer && isOver) {
      this.#settle(entry, answer)
    } else if (this.#send === send) {
      if (verdict === 'nextLine') entry.state = 'nextLine'
      else this.#waitAndSend(entry)
    }
    this.#pump()
  }

  #waitAndSend(entry: Entry): void {
    const { timers, random } = this.#context
    entry.state = 'waiting'
    const waitFor = askedToWaitMs(entry.said) + waitMs(RESEND, entry.tries - 1, random)
    entry.cancelWait = timers.after(waitFor, () => {
      entry.state = 'ready'
      this.#pump()
    })
  }

  #giveUpLater(entry: Entry, afterMs: number): void {
    entry.cancelGivingUp = this.#context.timers.after(afterMs, () => {
      const code = entry.tries === 0 ? 'device/offline' : 'device/no-answer'
      this.#settle(entry, entry.said ?? { ok: false, code })
      this.#pump()
    })
  }

  #settle(entry: Entry, answer: Answer): void {
    this.#calm(entry)
    entry.cancelGivingUp?.()
    this.#entries.delete(entry.command.key)
    if (entry.isKept) this.#stored.drop(entry.actorId, entry.command.key)
    const isOrphan = entry.answer === undefined
    for (const listener of this.#answerListeners) listener({ command: entry.command, answer, isOrphan })
    entry.answer?.(answer)
    this.#tell()
  }

  #calm(entry: Entry): void {
    entry.cancelWait?.()
    entry.cancelWait = undefined
  }

  #tell(): void {
    for (const listener of this.#listeners) listener()
  }
}

/** Who writes too often is told how long to leave it. */
function askedToWaitMs(said: CommandAck | undefined): number {
  const asked = said?.ok === false ? said.details?.waitMs : undefined
  return typeof asked === 'number' && asked > 0 ? Math.min(asked, RESEND.mostMs) : 0
}
