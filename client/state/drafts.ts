/**
 * A text while it is written: on the device with every pause, on the server every two seconds while it changes. It is
 * never thrown away here: whatever is refused stays on the device until its writer says otherwise.
 */
import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Payloads } from '../../server/domain/commands.ts'
import type { Answer } from '../sync/command-types.ts'
import type { FailureCode } from '../sync/device-codes.ts'
import type { DeviceStorage, Timers } from '../sync/surroundings.ts'
import { type DraftContent, type DraftKind, draftName, readDraft, writeDraft } from './draft-storage.ts'

/**
 * `saved` is on the server, `savedHere` on this device alone, `saving` about to be on the server, `failed` neither or not
 * allowed any more: `problem` says why.
 */
export type SavedState = 'nothing' | 'saved' | 'savedHere' | 'saving' | 'failed'

/** What the engine does to open drafts: when the page is left, when the line is back, when the server took the question. */
export type OpenDraft = { readonly draftId: string; keep(): void; retry(): void; drop(): void }

export type DraftContext = {
  readonly storage: DeviceStorage
  readonly timers: Timers
  readonly now: () => number
  readonly tabId: string
  readonly actorId: string
  readonly sessionId: string
  readonly save: (payload: Payloads['draft:save']) => Promise<Answer>
  /** Told the name of each record that another tab writes. */
  readonly onOtherTab: (listener: (name: string) => void) => () => void
  readonly onDispose?: (draft: OpenDraft) => void
}

export type DraftPlan<K extends DraftKind> = {
  readonly kind: K
  readonly draftId: string
  /** Of an answer; its draft's id is the same. */
  readonly itemId?: string
  readonly empty: DraftContent[K]
  /** The server's copy, where the page has it. */
  readonly fetched?: { readonly rev: number; readonly content: DraftContent[K] } | undefined
}

const LOCAL_AFTER_MS = 300
const SERVER_EVERY_MS = 2_000
const TRY_AGAIN_MS = 5_000

/** Nothing is wrong with the draft: the server could not be had. */
const PASSING: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'device/offline',
  'device/no-answer',
  'command/retry',
  'command/too-many',
  'service/unavailable',
  'connection/not-entered',
  'internal',
])

export class Draft<K extends DraftKind> {
  readonly draftId: string
  readonly content: ReadonlySignal<DraftContent[K]>
  readonly saved: ReadonlySignal<SavedState>
  /** When the server last took it, by the server's clock. */
  readonly savedAt: ReadonlySignal<number | null>
  readonly problem: ReadonlySignal<FailureCode | null>
  /** Written further in another tab or on another device: nothing more is saved from here until the writer chooses. */
  readonly isOlder: ReadonlySignal<boolean>
  /** Of an answer: until when the lease runs, as the last save said. */
  readonly leaseUntil: ReadonlySignal<number | null>

  readonly #context: DraftContext
  readonly #plan: DraftPlan<K>
  readonly #name: string
  readonly #content: Signal<DraftContent[K]>
  readonly #saved = signal<SavedState>('nothing')
  readonly #savedAt = signal<number | null>(null)
  readonly #problem = signal<FailureCode | null>(null)
  readonly #isOlder = signal(false)
  readonly #leaseUntil = signal<number | null>(null)
  /** Of the content. */
  #rev: number
  #savedRev: number
  /** The newest that may have been given to the server: other content needs another. */
  #sentRev: number
  #isHere: boolean
  #isSending = false
  /** The server said no for good: until `retry` it is not asked again. */
  #isRefused = false
  #isOver = false
  #cancelLocal: (() => void) | undefined
  #cancelServer: (() => void) | undefined
  readonly #stopListening: () => void

  constructor(context: DraftContext, plan: DraftPlan<K>) {
    this.#context = context
    this.#plan = plan
    this.#name = draftName(context.actorId, plan.draftId)
    const { fetched } = plan
    const record = this.#record()
    const isFetchedNewer = fetched !== undefined && fetched.rev > (record?.rev ?? 0)
    const start = isFetchedNewer ? { ...fetched, savedRev: fetched.rev } : record
    this.#content = signal<DraftContent[K]>(start?.content ?? plan.empty)
    this.#rev = start?.rev ?? 0
    this.#savedRev = start?.savedRev ?? 0
    this.#sentRev = this.#rev
    this.#isHere = record !== undefined
    this.draftId = plan.draftId
    this.content = this.#content
    this.saved = this.#saved
    this.savedAt = this.#savedAt
    this.problem = this.#problem
    this.isOlder = this.#isOlder
    this.leaseUntil = this.#leaseUntil
    this.#stopListening = context.onOtherTab((name) => this.#otherTab(name))
    if (!start) return
    const isDirty = start.rev > start.savedRev
    this.#show(isDirty ? 'savedHere' : 'saved')
    if (isDirty) this.#saveSoon(0)
  }

  write(change: Partial<DraftContent[K]>): void {
    this.#content.value = { ...this.#content.peek(), ...change }
    if (this.#rev === this.#sentRev) this.#rev += 1
    this.#cancelLocal ??= this.#context.timers.after(LOCAL_AFTER_MS, () => this.keep())
    if (!this.#isOlder.peek() && !this.#isRefused) this.#show('saving')
    this.#saveSoon(SERVER_EVERY_MS)
  }

  /** The page is being left: what is only in memory goes to the device at once. */
  keep(): void {
    if (!this.#cancelLocal || this.#isOver) return
    this.#cancelLocal()
    this.#cancelLocal = undefined
    const other = this.#record()
    if (other && other.tab !== this.#context.tabId && other.rev >= this.#rev) this.#tellOlder()
    else this.#isHere = this.#writeHere()
  }

  /** The line or the lease is back: the server is tried again. */
  retry(): void {
    this.#isRefused = false
    this.#cancelServer?.()
    this.#cancelServer = undefined
    this.#saveSoon(0)
  }

  /** Where it is older: goes on from the newer one, which another tab wrote or the page has fetched. */
  takeNewer(fetched?: { rev: number; content: DraftContent[K] }): void {
    const newer = fetched ? { ...fetched, savedRev: fetched.rev } : this.#record()
    if (!newer) return
    this.#stop()
    this.#rev = newer.rev
    this.#sentRev = newer.rev
    this.#savedRev = newer.savedRev
    batch(() => {
      this.#content.value = newer.content
      this.#isOlder.value = false
      this.#show(newer.rev > newer.savedRev ? 'savedHere' : 'saved')
    })
    this.#isHere = this.#writeHere()
    if (newer.rev > newer.savedRev) this.#saveSoon(0)
  }

  /** Where it is older: this one becomes the newer. */
  keepThis(): void {
    this.#rev = Math.max(this.#rev, this.#sentRev, this.#record()?.rev ?? 0) + 1
    this.#isHere = this.#writeHere()
    this.#isOlder.value = false
    this.#show('saving')
    this.#saveSoon(0)
  }

  /** Sent or thrown away: nothing of it stays on this device. */
  drop(): void {
    this.#stop()
    this.#isOver = true
    this.#context.storage.removeItem(this.#name)
  }

  /** The page is left, the draft stays. */
  dispose(): void {
    void this.#saveNow()
    this.#stop()
    this.#stopListening()
    this.#isOver = true
    this.#context.onDispose?.(this)
  }

  #record() {
    return readDraft(this.#context.storage, this.#name, this.#plan.kind)
  }

  #writeHere(): boolean {
    const { storage, sessionId, tabId, now } = this.#context
    const { draftId, kind, itemId = null } = this.#plan
    const content = this.#content.peek()
    const revs = { rev: this.#rev, savedRev: this.#savedRev }
    return writeDraft(storage, this.#name, {
      draftId,
      kind,
      sessionId,
      itemId,
      ...revs,
      content,
      at: now(),
      tab: tabId,
    })
  }

  #saveSoon(afterMs: number): void {
    if (this.#isOlder.peek() || this.#isRefused || this.#isOver) return
    this.#cancelServer ??= this.#context.timers.after(afterMs, () => {
      this.#cancelServer = undefined
      void this.#saveNow()
    })
  }

  async #saveNow(): Promise<void> {
    this.keep()
    if (this.#isSending || this.#isOlder.peek() || this.#isOver || this.#rev === this.#savedRev) return
    this.#isSending = true
    const sending = this.#rev
    this.#sentRev = sending
    this.#show('saving')
    const answer = await this.#context.save(payloadOf(this.#plan, sending, this.#content.peek()))
    this.#isSending = false
    if (this.#isOver) return
    if (answer.ok) this.#taken(sending, answer)
    else this.#refused(answer)
  }

  #taken(sending: number, { at, result }: Extract<Answer, { ok: true }>): void {
    this.#savedRev = Math.max(this.#savedRev, sending)
    if (typeof result.leaseUntil === 'number') this.#leaseUntil.value = result.leaseUntil
    this.#savedAt.value = at
    if (this.#isOlder.peek()) return
    this.#isHere = this.#writeHere()
    if (this.#rev === this.#savedRev) this.#show('saved')
    else this.#saveSoon(SERVER_EVERY_MS)
  }

  #refused({ code, details }: Extract<Answer, { ok: false }>): void {
    if (code === 'draft/stale') {
      this.#sentRev = Math.max(this.#sentRev, Number(details?.rev ?? 0))
      this.#tellOlder()
    } else if (PASSING.has(code)) {
      this.#show(this.#isHere ? 'savedHere' : 'failed', code)
      this.#saveSoon(TRY_AGAIN_MS)
    } else {
      this.#isRefused = true
      this.#show('failed', code)
    }
  }

  #otherTab(name: string): void {
    if (name !== this.#name || this.#isOver) return
    const other = this.#record()
    if (!other || other.tab === this.#context.tabId) return
    const isUnsent = this.#sentRev < this.#rev
    if (other.rev > this.#rev || (other.rev === this.#rev && isUnsent)) this.#tellOlder()
  }

  #tellOlder(): void {
    this.#cancelServer?.()
    this.#cancelServer = undefined
    batch(() => {
      this.#isOlder.value = true
      this.#show(this.#isHere ? 'savedHere' : 'failed', 'draft/stale')
    })
  }

  #show(state: SavedState, why: FailureCode | null = null): void {
    batch(() => {
      this.#saved.value = state
      this.#problem.value = why
    })
  }

  #stop(): void {
    this.#cancelLocal?.()
    this.#cancelServer?.()
    this.#cancelLocal = undefined
    this.#cancelServer = undefined
  }
}

function payloadOf<K extends DraftKind>(
  { kind, draftId, itemId }: DraftPlan<K>,
  rev: number,
  content: DraftContent[K],
): Payloads['draft:save'] {
  return {
    draftId,
    kind,
    rev,
    content,
    ...(itemId === undefined ? {} : { itemId }),
  } as Payloads['draft:save']
}
