/** One wall: its line to the feed, and what is to be shown, as signals. Knows no element of the page. */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'
import type { ErrorCode } from '../../../server/contract/errors.ts'
import type { View } from '../../../server/domain/views.ts'
import { type FeedContext, FeedLine } from '../../sync/feed-line.ts'
import { ServerClock } from '../../sync/server-clock.ts'
import { ViewStore } from '../../sync/view-store.ts'
import { type ClockState, createClockState } from '../clock.ts'
import { createRowSignals, type RowSignals } from '../rows.ts'
import { newestAnnouncement } from '../session.ts'
import { type Scene, sceneAt } from './scene.ts'
import { createHeldQuestions, openQuestions, type Stage, stageAt } from './stage.ts'

export type Wall = {
  readonly clock: ClockState
  readonly session: ReadonlySignal<View<'session'> | undefined>
  /** Undefined until everything has been here once. */
  readonly scene: ReadonlySignal<Scene | undefined>
  readonly stage: ReadonlySignal<Stage>
  /** The open questions that come next, at most three. */
  readonly next: ReadonlySignal<readonly View<'question'>[]>
  readonly counts: ReadonlySignal<{ asked: number; answered: number }>
  /** How many questions everybody can see and nobody has answered. */
  readonly waiting: ReadonlySignal<number>
  readonly announcement: ReadonlySignal<View<'announcement'> | undefined>
  readonly refused: ReadonlySignal<ErrorCode | null>
  /** The line is lost, and for so long that the hall is told. */
  readonly isReconnecting: ReadonlySignal<boolean>
  /** What is shown may be old, for the server can store nothing. */
  readonly isDegraded: ReadonlySignal<boolean>
  /** About how many take part; null where nobody has said. */
  readonly participants: ReadonlySignal<number | null>
  /** For so long that the time of day may not be believed any more. */
  readonly isClockHidden: ReadonlySignal<boolean>
  /** There is a new pass, or somebody looks. */
  hurry(): void
  close(): void
}

export type WallContext = Omit<FeedContext, 'store' | 'clock'> & { readonly now: () => number }

/** A line that is back at once was not lost. */
const TOLD_AFTER_MS = 2_000
const CLOCK_HIDDEN_AFTER_MS = 120_000

export function createWall(context: WallContext): Wall {
  const server = new ServerClock(context.now)
  const clock = createClockState(server, context.timers)
  const store = new ViewStore()
  const rows = createRowSignals(store)
  const line = new FeedLine({ ...context, store, clock: server })
  const status = signal(line.status)
  const lostAt = signal<number | null>(context.now())
  line.onStatus(() => {
    status.value = line.status
    if (line.status.isLive) lostAt.value = null
    else lostAt.value ??= context.now()
  })
  const lostMs = computed(() => {
    // Looked at every second, by the device: the server's time may jump when it is heard of.
    void clock.second.value
    return lostAt.value === null ? 0 : context.now() - lostAt.value
  })
  const session = rows.row('session', context.sessionId)
  const held = createHeldOnWall(rows, clock)
  return {
    clock,
    session,
    scene: computed(() =>
      session.value && rows.isReady.value ? sceneAt(session.value, clock.second.value) : undefined,
    ),
    stage: computed(() => {
      const stage = stageAt(rows.all('question').value, rows.all('answer').value, clock.second.value)
      return stage.kind === 'list' && held.next.value.length > 0
        ? { ...stage, questions: held.next.value }
        : stage
    }),
    next: held.next,
    counts: computed(() => {
      const counts = { asked: 0, answered: 0 }
      for (const { asked, answered } of rows.all('queue').value) {
        counts.asked += asked
        counts.answered += answered
      }
      return counts
    }),
    waiting: computed(() => openQuestions(rows.all('question').value).length),
    announcement: newestAnnouncement(rows, clock),
    refused: computed(() => status.value.refused),
    isReconnecting: computed(() => lostMs.value >= TOLD_AFTER_MS),
    isDegraded: computed(() => status.value.isDegraded),
    participants: computed(() => status.value.participants),
    isClockHidden: computed(() => lostMs.value >= CLOCK_HIDDEN_AFTER_MS),
    hurry: () => line.hurry(),
    close: () => {
      held.dispose()
      line.close()
    },
  }
}

function createHeldOnWall(rows: RowSignals, clock: ClockState) {
  const hold = createHeldQuestions()
  const next = signal<readonly View<'question'>[]>([])
  const dispose = effect(() => {
    next.value = hold(rows.all('question').value, clock.second.value)
  })
  return { next, dispose }
}
