/**
 * A text while it is written: on the device with every pause, on the server every two seconds while it changes. It is
 * never thrown away here: whatever is refused stays on the device until its writer says otherwise.
 */
import { batch, type ReadonlySignal, signal } from '@preact/signals'
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

export type Draft<K extends DraftKind> = {
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

  write(change: Partial<DraftContent[K]>): void
  /** The page is being left: what is only in memory goes to the device at once. */
  keep(): void
  /** The line or the lease is back: the server is tried again. */
  retry(): void
  /** Where it is older: goes on from the newer one, which another tab wrote or the page has fetched. */
  takeNewer(fetched?: { rev: number; content: DraftContent[K] }): void
  /** Where it is older: this one becomes the newer. */
  keepThis(): void
  /** Sent or thrown away: nothing of it stays on this device. */
  drop(): void
  dispose(): void
}

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

export function createDraft<K extends DraftKind>(context: DraftContext, plan: DraftPlan<K>): Draft<K> {
  const { storage, timers } = context
  const { kind, draftId, fetched } = plan
  const name = draftName(context.actorId, draftId)
  const record = readDraft(storage, name, kind)
  const isFetchedNewer = fetched !== undefined && fetched.rev > (record?.rev ?? 0)
  const start = isFetchedNewer ? { ...fetched, savedRev: fetched.rev } : record

  const content = signal<DraftContent[K]>(start?.content ?? plan.empty)
  const saved = signal<SavedState>('nothing')
  const savedAt = signal<number | null>(null)
  const problem = signal<FailureCode | null>(null)
  const isOlder = signal(false)
  const leaseUntil = signal<number | null>(null)

  /** Of the content; `sentRev` is the newest that was given to the server, so that other content needs another. */
  let rev = start?.rev ?? 0
  let savedRev = start?.savedRev ?? 0
  let sentRev = rev
  let isHere = record !== undefined
  let isSending = false
  /** The server said no for good: until `retry` it is not asked again. */
  let isRefused = false
  let isOver = false
  let cancelLocal: (() => void) | undefined
  let cancelServer: (() => void) | undefined

  const show = (state: SavedState, why: FailureCode | null = null) => {
    batch(() => {
      saved.value = state
      problem.value = why
    })
  }

  const older = () => {
    cancelServer?.()
    cancelServer = undefined
    batch(() => {
      isOlder.value = true
      show(isHere ? 'savedHere' : 'failed', 'draft/stale')
    })
  }

  const keep = () => {
    if (!cancelLocal || isOver) return
    cancelLocal()
    cancelLocal = undefined
    const other = readDraft(storage, name, kind)
    if (other && other.tab !== context.tabId && other.rev >= rev) {
      older()
      return
    }
    isHere = write()
  }

  const write = () =>
    writeDraft(storage, name, {
      draftId,
      kind,
      sessionId: context.sessionId,
      itemId: plan.itemId ?? null,
      rev,
      savedRev,
      content: content.peek(),
      at: context.now(),
      tab: context.tabId,
    })

  const keepSoon = () => {
    cancelLocal ??= timers.after(LOCAL_AFTER_MS, keep)
  }

  const saveSoon = (afterMs: number) => {
    if (isOlder.peek() || isRefused || isOver) return
    cancelServer ??= timers.after(afterMs, () => {
      cancelServer = undefined
      void saveNow()
    })
  }

  const saveNow = async () => {
    keep()
    if (isSending || isOlder.peek() || isOver || rev === savedRev) return
    isSending = true
    sentRev = rev
    const sending = rev
    show('saving')
    const answer = await context.save(payloadOf(plan, sending, content.peek()))
    isSending = false
    if (isOver) return
    if (answer.ok) taken(sending, answer)
    else refused(answer)
  }

  const taken = (sending: number, { at, result }: Extract<Answer, { ok: true }>) => {
    savedRev = Math.max(savedRev, sending)
    if (typeof result.leaseUntil === 'number') leaseUntil.value = result.leaseUntil
    savedAt.value = at
    if (isOlder.peek()) return
    isHere = write()
    if (rev === savedRev) show('saved')
    else saveSoon(SERVER_EVERY_MS)
  }

  const refused = ({ code, details }: Extract<Answer, { ok: false }>) => {
    if (code === 'draft/stale') {
      sentRev = Math.max(sentRev, Number(details?.rev ?? 0))
      older()
    } else if (PASSING.has(code)) {
      show(isHere ? 'savedHere' : 'failed', code)
      saveSoon(TRY_AGAIN_MS)
    } else {
      isRefused = true
      show('failed', code)
    }
  }

  const forget = context.onOtherTab((changed) => {
    if (changed !== name || isOver) return
    const other = readDraft(storage, name, kind)
    if (!other || other.tab === context.tabId) return
    if (other.rev > rev || (other.rev === rev && sentRev < rev)) older()
    else savedRev = Math.max(savedRev, Math.min(other.savedRev, rev))
  })

  if (start && start.rev > start.savedRev) {
    show('savedHere')
    saveSoon(0)
  } else if (start) show('saved')

  const changed = (next: DraftContent[K]) => {
    content.value = next
    // Content that the server was given keeps its number, other content gets the next.
    if (rev === sentRev) rev += 1
    keepSoon()
    if (!isOlder.peek() && !isRefused) show('saving')
    saveSoon(SERVER_EVERY_MS)
  }

  const stop = () => {
    cancelLocal?.()
    cancelServer?.()
    cancelLocal = undefined
    cancelServer = undefined
  }

  return {
    draftId,
    content,
    saved,
    savedAt,
    problem,
    isOlder,
    leaseUntil,
    keep,
    write: (change) => changed({ ...content.peek(), ...change }),
    retry: () => {
      isRefused = false
      cancelServer?.()
      cancelServer = undefined
      saveSoon(0)
    },
    takeNewer: (newer) => {
      const other = newer ?? readDraft(storage, name, kind)
      if (!other) return
      stop()
      batch(() => {
        content.value = other.content
        isOlder.value = false
        show('saved')
      })
      rev = other.rev
      savedRev = newer ? newer.rev : Math.min(rev, readDraft(storage, name, kind)?.savedRev ?? rev)
      sentRev = rev
      isHere = write()
      if (rev !== savedRev) saveSoon(0)
    },
    keepThis: () => {
      const other = readDraft(storage, name, kind)
      isOlder.value = false
      rev = Math.max(rev, sentRev, other?.rev ?? 0) + 1
      isHere = write()
      show('saving')
      saveSoon(0)
    },
    drop: () => {
      stop()
      isOver = true
      storage.removeItem(name)
    },
    dispose: () => {
      void saveNow()
      stop()
      forget()
      isOver = true
    },
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
