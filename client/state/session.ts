/** One session as its pages read it: rows by what they mean, and what is on its way from this device. */
import { computed, type ReadonlySignal, signal } from '@preact/signals'
import { limits } from '../../server/domain/limits.ts'
import type { QuestionStatus } from '../../server/domain/machines.ts'
import type { View } from '../../server/domain/views.ts'
import type { PendingCommand } from '../sync/outbox.ts'
import type { ViewStore } from '../sync/view-store.ts'
import type { ClockState } from './clock.ts'
import type { CommandsState } from './commands.ts'
import { createRowSignals, type RowSignals } from './rows.ts'
import { createWork, type Work } from './work.ts'

export type QuestionView = View<'question'>
export type Counts = { readonly asked: number; readonly answered: number; readonly open: number }
type Listed<T> = ReadonlySignal<readonly T[]>

export type SessionState = {
  readonly sessionId: string
  /** Everything has been here once: before that show what is there as still loading. */
  readonly isReady: ReadonlySignal<boolean>
  /** Of when what is shown is, while it is what this device had kept; else null. */
  readonly keptAt: ReadonlySignal<number | null>
  readonly session: ReadonlySignal<View<'session'> | undefined>
  readonly phase: ReadonlySignal<View<'session'>['phase'] | undefined>
  /** The newest one that is still in force. */
  readonly announcement: ReadonlySignal<View<'announcement'> | undefined>
  readonly mutedUntil: ReadonlySignal<number | null>
  /** Until when somebody may not send, for a moderator. */
  mutedUntilOf(actorId: string): number | null

  question(id: string): ReadonlySignal<QuestionView | undefined>
  answer(id: string): ReadonlySignal<View<'answer'> | undefined>
  item(id: string): ReadonlySignal<View<'workItem'> | undefined>
  /** The public stream, newest answer first; all themes without one. For `createNews`. */
  stream(themeId?: string): Listed<QuestionView>
  /** The reader's own, newest change first. */
  readonly mine: Listed<QuestionView>
  /** All that the reader or a colleague of the same body has asked, in no order that means anything. */
  readonly ofBody: Listed<QuestionView>
  /** What waits to be admitted, oldest first. */
  readonly received: Listed<QuestionView>
  /** The questions that are answered together, oldest first: for experts and moderators, who see items. */
  questionsOf(itemId: string): Listed<QuestionView>
  messagesOf(questionId: string): Listed<View<'message'>>
  notesOf(itemId: string): Listed<View<'note'>>
  /** The expert's queue, in its groups. */
  readonly work: Work

  /** The place in its theme's queue, from 1; null where it has none. */
  placeOf(questionId: string): number | null
  /** Own votes and follows, those on their way included. */
  isVoted(questionId: string): boolean
  isFollowed(questionId: string): boolean
  counts(themeId?: string): ReadonlySignal<Counts>
  /** Given on this device and not yet among the rows: own rows to show meanwhile. */
  readonly underWay: Listed<PendingCommand>
}

export type SessionContext = {
  readonly sessionId: string
  readonly store: ViewStore
  readonly clock: ClockState
  readonly commands: CommandsState
  readonly actorId: ReadonlySignal<string | null>
  readonly keptAt?: ReadonlySignal<number | null>
}

const NEVER_KEPT: ReadonlySignal<number | null> = signal(null)

export function createSessionState(context: SessionContext): SessionState {
  const { sessionId, store, clock, commands } = context
  const rows = createRowSignals(store)
  const session = rows.row('session', sessionId)
  const underWay = computed(() => {
    const unseen = commands.stored.value.filter(({ seq }) => seq > rows.position.value)
    return [...unseen.map(({ command }) => command), ...commands.pending.value].filter(
      (command) => command.sessionId === sessionId,
    )
  })
  const chosen = createChosen(rows, underWay)
  const mutedUntilOf = (actorId: string): number | null => {
    const mute = rows.row('mute', actorId).value
    if (!mute?.on || mute.until === null) return null
    return mute.until > clock.second.value ? mute.until : null
  }
  return {
    sessionId,
    isReady: rows.isReady,
    keptAt: context.keptAt ?? NEVER_KEPT,
    session,
    phase: computed(() => session.value?.phase),
    announcement: newestAnnouncement(rows, clock),
    mutedUntil: computed(() => mutedUntilOf(context.actorId.value ?? '')),
    mutedUntilOf,
    question: (id) => rows.row('question', id),
    answer: (id) => rows.row('answer', id),
    item: (id) => rows.row('workItem', id),
    ...createQuestionLists(rows),
    messagesOf: perKey((questionId) =>
      inTime(rows.all('message').value.filter((row) => row.questionId === questionId)),
    ),
    notesOf: perKey((itemId) => inTime(rows.all('note').value.filter((row) => row.workItemId === itemId))),
    work: createWork(rows, context.actorId),
    placeOf: (questionId) => {
      const question = rows.row('question', questionId).value
      if (!question) return null
      const order = rows.row('queue', question.themeId).value?.order ?? []
      const place = order.indexOf(question.joinedTo ?? questionId)
      return place < 0 || place >= limits.queuePlaces ? null : place + 1
    },
    isVoted: (questionId) => chosen('vote', questionId),
    isFollowed: (questionId) => chosen('follow', questionId),
    counts: perKey((themeId) => countsOf(rows, themeId)),
    underWay,
  }
}

const NOT_IN_STREAM: ReadonlySet<QuestionStatus> = new Set<QuestionStatus>([
  'received',
  'notAccepted',
  'redirected',
  'joined',
  'withdrawn',
  'carried',
])

function createQuestionLists(
  rows: RowSignals,
): Pick<SessionState, 'stream' | 'mine' | 'ofBody' | 'received' | 'questionsOf'> {
  const questions = rows.all('question')
  return {
    stream: perKey((themeId) =>
      questions.value
        .filter((row) => !NOT_IN_STREAM.has(row.status) && (themeId === undefined || row.themeId === themeId))
        .sort((one, two) => momentOf(two) - momentOf(one) || byId(one, two)),
    ),
    mine: computed(() =>
      questions.value
        .filter((row) => row.mine === true)
        .sort((one, two) => two.statusAt - one.statusAt || byId(one, two)),
    ),
    // Only those whose body asked are shown how a question was asked; to experts all are.
    ofBody: computed(() => questions.value.filter((row) => row.mine === true || 'shown' in row)),
    received: computed(() =>
      questions.value
        .filter((row) => row.status === 'received')
        .sort((one, two) => one.askedAt - two.askedAt || byId(one, two)),
    ),
    questionsOf: perKey((itemId) =>
      questions.value
        .filter((row) => row.workItemId === itemId)
        .sort((one, two) => one.askedAt - two.askedAt || byId(one, two)),
    ),
  }
}

/** An answer brings its question to the top; being taken or counted doesn't. */
const momentOf = (row: QuestionView): number => (row.status === 'answered' ? row.statusAt : row.askedAt)

const byId = (one: { id: string }, two: { id: string }): number => (one.id < two.id ? -1 : 1)

const inTime = <T extends { id: string; at: number }>(list: readonly T[]): readonly T[] =>
  [...list].sort((one, two) => one.at - two.at || byId(one, two))

/** What the reader has chosen: the last that is on its way, else what the log says. */
function createChosen(rows: RowSignals, underWay: Listed<PendingCommand>) {
  const inLog = {
    vote: computed(() => new Map(rows.all('vote').value.map((row) => [row.questionId, row.on]))),
    follow: computed(() => new Map(rows.all('follow').value.map((row) => [row.questionId, row.on]))),
  }
  const onItsWay = computed(() => {
    const choices = new Map<string, boolean>()
    for (const { type, payload } of underWay.value) {
      if (type !== 'question:vote' && type !== 'question:follow') continue
      const { questionId, on } = payload as { questionId: string; on: boolean }
      choices.set(`${type} ${questionId}`, on)
    }
    return choices
  })
  return (what: 'vote' | 'follow', questionId: string): boolean =>
    onItsWay.value.get(`question:${what} ${questionId}`) ?? inLog[what].value.get(questionId) ?? false
}

function countsOf(rows: RowSignals, themeId: string | undefined): Counts {
  const counts = { asked: 0, answered: 0, open: 0 }
  for (const row of rows.all('queue').value) {
    if (themeId !== undefined && row.id !== themeId) continue
    counts.asked += row.asked
    counts.answered += row.answered
    counts.open += row.open
  }
  return counts
}

export function newestAnnouncement(rows: RowSignals, clock: ClockState): SessionState['announcement'] {
  const newest = computed(() => {
    const on = rows.all('announcement').value.filter((row) => row.on)
    return on.sort((one, two) => two.at - one.at)[0]
  })
  return computed(() => {
    const row = newest.value
    return row && row.until > clock.second.value ? row : undefined
  })
}

/** One derived list for each key that is asked for, however often. */
function perKey<K extends string | undefined, T>(derive: (key: K) => T): (key: K) => ReadonlySignal<T> {
  const known = new Map<K, ReadonlySignal<T>>()
  return (key) => {
    const list = known.get(key) ?? computed(() => derive(key))
    known.set(key, list)
    return list
  }
}
