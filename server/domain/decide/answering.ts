/** Answers: send to a second expert, approve, return, publish, correct, withdraw. Versions are revisions of one answer. */
import { must } from '../assert.ts'
import type { AnswerWords, Reach } from '../commands.ts'
import { limits } from '../limits.ts'
import { answerCan, isReadable, questionCan, workItemCan } from '../machines.ts'
import type { AnswerRow, AnswerSummary, QuestionRow, WorkItemRow } from '../rows.ts'
import { heldItem } from './claim.ts'
import {
  type Change,
  type Context,
  type Decide,
  decided,
  isRefused,
  type Patch,
  type Refused,
  refuse,
} from './decision.ts'
import {
  answerSubject,
  findAnswer,
  findItem,
  itemSubject,
  messageTo,
  mirrored,
  moved,
  noteOn,
  questionsOf,
} from './found.ts'

const summary = (words: AnswerWords): AnswerSummary => ({ inBrief: words.inBrief, lawAsOf: words.lawAsOf })

const reviewOf = (context: Context, item: WorkItemRow): 'none' | 'peer' =>
  must(context.topics.get(item.topicId), 'an item has a known topic').review

const answerOf = (context: Context, item: WorkItemRow): AnswerRow | null =>
  item.answerId === null ? null : context.state.get('answer', item.answerId)

/** To whom a private answer goes: the one body of all its questions. */
function reachFor(context: Context, item: WorkItemRow, reach: Reach): { bodyId: string | null } | Refused {
  // What readers have already can't change hands with a new version: the old one is the same answer.
  const answer = answerOf(context, item)
  if (answer && isReadable(answer.status) && answer.reach !== reach) {
    return refuse(answer.reach === 'body' ? 'answer/private' : 'answer/not-allowed-now')
  }
  if (reach === 'all') return { bodyId: null }
  const bodies = new Set(questionsOf(context, item).map((row) => row.body?.id ?? null))
  const [bodyId] = bodies
  return bodies.size === 1 && bodyId ? { bodyId } : refuse('answer/several-bodies')
}

/** The next revision of the item's answer, written but not yet seen by anybody outside. */
function revised(
  context: Context,
  item: WorkItemRow,
  next: { words: AnswerWords; reach: Reach; reachBodyId: string | null; reason?: string },
): { id: string; rev: number; set: Patch<'answer'>; text: Change<'answer'>['text'] } {
  const answer = answerOf(context, item)
  const rev = (answer?.rev ?? 0) + 1
  const content = { ...next.words, ...(next.reason ? { changeReason: next.reason } : {}) }
  const set: Patch<'answer'> = {
    questionIds: item.questionIds,
    reach: next.reach,
    reachBodyId: next.reachBodyId,
    topicId: item.topicId,
    authorId: context.actor.id,
    rev,
  }
  if (answer) return { id: answer.id, rev, set, text: { rev, content } }
  const fresh: Patch<'answer'> = {
    workItemId: item.id,
    status: 'inReview',
    reviewerId: null,
    pendingRev: null,
    publishedRevs: [],
    publishedAt: null,
    correctedAt: null,
    textRev: 0,
    words: null,
    pendingWords: null,
  }
  return { id: context.newId(), rev, set: { ...fresh, ...set }, text: { rev, content } }
}

/** What readers see from now on. A first publication and one after a withdrawal are new, every other is a correction. */
function shown(
  context: Context,
  answer: AnswerRow | null,
  rev: number,
  words: AnswerSummary | null,
): Patch<'answer'> {
  const isCorrection = answer !== null && answerCan('correct', answer.status)
  return {
    status: isCorrection ? 'corrected' : 'published',
    pendingRev: null,
    pendingWords: null,
    publishedRevs: [...(answer?.publishedRevs ?? []), rev],
    publishedAt: answer?.publishedAt ?? context.at,
    correctedAt: isCorrection ? context.at : null,
    textRev: rev,
    words,
  }
}

/** The cluster has its answer: the lead is answered, those joined to it show the same one. */
const answered = (context: Context, item: WorkItemRow, answerId: string): Change[] => [
  {
    entity: 'workItem',
    id: item.id,
    kind: 'item answered',
    set: {
      status: 'done',
      outcome: 'answered',
      holder: null,
      leaseUntil: null,
      leaseLeftMs: null,
      returnTo: null,
      reviewer: null,
      parkedUntil: null,
      answerId,
    },
  },
  ...questionsOf(context, item).map(
    (row): Change<'question'> => ({
      entity: 'question',
      id: row.id,
      kind: 'question answered',
      set: {
        ...(questionCan('answer', row.status) ? moved(row, 'answer', context.at) : { statusAt: context.at }),
        step: 'done',
        answerId,
      },
    }),
  ),
]

export const send: Decide<'answer:send'> = {
  subject: (context, { itemId }) => itemSubject(context, itemId),
  decide: (context, { itemId, words, reach }) => {
    const item = heldItem(context, itemId)
    if (isRefused(item)) return item
    const to = reachFor(context, item, reach)
    if (isRefused(to)) return to
    const answer = answerOf(context, item)
    const next = revised(context, item, { words, reach, reachBodyId: to.bodyId })
    const status = answer && answerCan('send', answer.status) ? { status: 'inReview' as const } : {}
    return decided(
      [
        {
          entity: 'answer',
          id: next.id,
          kind: 'answer sent to review',
          set: { ...next.set, ...status, pendingRev: next.rev, pendingWords: summary(words) },
          text: next.text,
        },
        {
          entity: 'workItem',
          id: item.id,
          kind: 'item in review',
          set: {
            status: 'inReview',
            answerId: next.id,
            leaseUntil: null,
            leaseLeftMs: Math.max(0, (item.leaseUntil ?? context.at) - context.at),
          },
        },
        ...mirrored(context, item, { step: 'inReview', kind: 'question in review' }),
      ],
      { answerId: next.id, rev: next.rev },
    )
  },
}

function underReview(
  context: Context,
  itemId: string,
): { item: WorkItemRow; answer: AnswerRow; rev: number } | Refused {
  const item = findItem(context, itemId)
  if (isRefused(item)) return item
  const answer = answerOf(context, item)
  if (item.status !== 'inReview' || answer?.pendingRev == null) return refuse('workItem/not-allowed-now')
  // Nobody approves what they wrote.
  if (answer.authorId === context.actor.id) return refuse('answer/own-answer')
  return { item, answer, rev: answer.pendingRev }
}

export const approve: Decide<'answer:approve'> = {
  subject: (context, { itemId }) => itemSubject(context, itemId),
  decide: (context, { itemId }) => {
    const found = underReview(context, itemId)
    if (isRefused(found)) return found
    const { item, answer, rev } = found
    const to = reachFor(context, item, answer.reach)
    if (isRefused(to)) return to
    return decided(
      [
        {
          entity: 'answer',
          id: answer.id,
          kind: 'answer published',
          set: {
            ...shown(context, answer, rev, answer.pendingWords),
            questionIds: item.questionIds,
            reviewerId: context.actor.id,
          },
        },
        ...answered(context, item, answer.id),
      ],
      { answerId: answer.id },
      { drafts: [{ write: 'drop', id: item.id }] },
    )
  },
}

export const giveBack: Decide<'answer:return'> = {
  subject: (context, { itemId }) => itemSubject(context, itemId),
  decide: (context, { itemId, text }) => {
    const found = underReview(context, itemId)
    if (isRefused(found)) return found
    const { item, answer } = found
    const leaseMs = Math.max(item.leaseLeftMs ?? 0, limits.leaseWarningMs)
    return decided([
      {
        entity: 'answer',
        id: answer.id,
        kind: 'answer returned',
        set: {
          ...(answerCan('return', answer.status) ? { status: 'returned' as const } : {}),
          pendingRev: null,
          pendingWords: null,
        },
      },
      {
        entity: 'workItem',
        id: item.id,
        kind: 'item returned',
        set: {
          status: 'claimed',
          leaseUntil: context.at + leaseMs,
          leaseLeftMs: null,
          notes: item.notes + 1,
        },
      },
      ...mirrored(context, item, { step: 'claimed', kind: 'question in work' }),
      noteOn(context, item, {
        kind: 'returned',
        content: { text },
        mentions: item.holder === null ? [] : [item.holder],
      }),
    ])
  },
}

export const publish: Decide<'answer:publish'> = {
  subject: (context, { itemId }) => itemSubject(context, itemId),
  decide: (context, { itemId, words, reach, lines = [] }) => {
    const item = heldItem(context, itemId)
    if (isRefused(item)) return item
    if (reviewOf(context, item) === 'peer') return refuse('answer/needs-review')
    const to = reachFor(context, item, reach)
    if (isRefused(to)) return to
    if (!lines.every((line) => item.questionIds.includes(line.questionId)))
      return refuse('question/not-found')
    const next = revised(context, item, { words, reach, reachBodyId: to.bodyId })
    return decided(
      [
        {
          entity: 'answer',
          id: next.id,
          kind: 'answer published',
          set: { ...next.set, ...shown(context, answerOf(context, item), next.rev, summary(words)) },
          text: next.text,
        },
        ...answered(context, item, next.id),
        ...lines.map((line) =>
          messageTo(context, context.state.get('question', line.questionId), {
            kind: 'line',
            text: line.text,
          }),
        ),
      ],
      { answerId: next.id },
      { drafts: [{ write: 'drop', id: item.id }] },
    )
  },
}

export const correct: Decide<'answer:correct'> = {
  subject: (context, { answerId }) => answerSubject(context, answerId),
  decide: (context, { answerId, words, reason }) => {
    const answer = findAnswer(context, answerId)
    if (isRefused(answer)) return answer
    if (!answerCan('correct', answer.status)) return refuse('answer/not-allowed-now')
    const item = context.state.get('workItem', answer.workItemId)
    if (reviewOf(context, item) === 'peer') return refuse('answer/needs-review')
    const next = revised(context, item, {
      words,
      reach: answer.reach,
      reachBodyId: answer.reachBodyId,
      reason,
    })
    return decided(
      [
        {
          entity: 'answer',
          id: answer.id,
          kind: 'answer corrected',
          set: { ...next.set, ...shown(context, answer, next.rev, summary(words)) },
          text: next.text,
        },
      ],
      { rev: next.rev },
    )
  },
}

const requeued = (context: Context, item: WorkItemRow, author: string): Change<'workItem'> => ({
  entity: 'workItem',
  id: item.id,
  kind: 'item requeued',
  set: {
    status: 'queued',
    outcome: null,
    holder: null,
    leaseUntil: null,
    returnTo: author,
    queuedAt: context.at,
  },
})

/** The answer stays, marked, and its item goes back to the queue. */
export const recheck: Decide<'answer:recheck'> = {
  subject: (context, { answerId }) => answerSubject(context, answerId),
  decide: (context, { answerId, reason }) => {
    const answer = findAnswer(context, answerId)
    if (isRefused(answer)) return answer
    if (!answerCan('recheck', answer.status)) return refuse('answer/not-allowed-now')
    const item = context.state.get('workItem', answer.workItemId)
    return decided([
      { entity: 'answer', id: answer.id, kind: 'answer to recheck', set: { status: 'toRecheck' } },
      ...(workItemCan('requeue', item.status) ? [requeued(context, item, answer.authorId)] : []),
      noteOn(context, item, { kind: 'note', content: { text: reason } }),
    ])
  },
}

export const supersede: Decide<'answer:supersede'> = {
  subject: (context, { answerId }) => answerSubject(context, answerId),
  decide: (context, { answerId, byAnswerId }) => {
    const answer = findAnswer(context, answerId)
    if (isRefused(answer)) return answer
    const other = findAnswer(context, byAnswerId)
    if (isRefused(other)) return other
    const isNewer = other.id !== answer.id && other.publishedRevs.length > 0
    if (!answerCan('supersede', answer.status) || !isNewer) return refuse('answer/not-allowed-now')
    return decided([
      { entity: 'answer', id: answer.id, kind: 'answer superseded', set: { status: 'superseded' } },
    ])
  },
}

/**
 * Nobody sees the answer any more; its questions wait again, and their askers are told why. A new version that is being
 * written or reviewed meanwhile goes its way.
 */
export const withdrawAnswer: Decide<'answer:withdraw'> = {
  subject: (context, { answerId }) => answerSubject(context, answerId),
  decide: (context, { answerId, reason }) => {
    const answer = findAnswer(context, answerId)
    if (isRefused(answer)) return answer
    if (!answerCan('withdraw', answer.status)) return refuse('answer/not-allowed-now')
    const item = context.state.get('workItem', answer.workItemId)
    const step = workItemCan('requeue', item.status) ? 'queued' : item.status
    const isInWork = step === 'claimed' || step === 'waiting' || step === 'inReview'
    const reopened = (row: QuestionRow): Change<'question'> => ({
      entity: 'question',
      id: row.id,
      kind: 'question reopened',
      set: {
        answerId: null,
        step,
        ...(questionCan('reopen', row.status) ? moved(row, 'reopen', context.at) : { statusAt: context.at }),
        ...(questionCan('reopen', row.status) && isInWork ? { status: 'beingAnswered' } : {}),
      },
    })
    return decided([
      {
        entity: 'answer',
        id: answer.id,
        kind: 'answer withdrawn',
        set: { status: 'withdrawn' },
      },
      ...(workItemCan('requeue', item.status) ? [requeued(context, item, answer.authorId)] : []),
      ...questionsOf(context, item).map(reopened),
      ...questionsOf(context, item).map((row) => messageTo(context, row, { kind: 'reason', text: reason })),
    ])
  },
}
