/** What becomes of a published answer: corrected, to be checked again, superseded, withdrawn. */
import { answerCan, questionCan, workItemCan } from '../../machines.ts'
import type { QuestionRow, WorkItemRow } from '../../rows.ts'
import { type Change, type Context, type Decide, decided, isRefused, refuse } from '../decision.ts'
import { answerSubject, findAnswer, messageTo, moved, noteOn, questionsOf } from '../found.ts'
import { reviewOf, revised, shown, summary } from './versions.ts'

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
