/**
 * Joining: a question becomes part of another's work item and is answered with it. It destroys nothing and can be
 * undone, also after publication; then the question returns to the queue.
 */

import { limits } from '../../limits.ts'
import { isReadable, questionCan } from '../../machines.ts'
import { may } from '../../permissions.ts'
import type { AnswerRow, QuestionRow, WorkItemRow } from '../../rows.ts'
import {
  type Change,
  type Context,
  type Decide,
  decided,
  isRefused,
  type Refused,
  refuse,
} from '../decision.ts'
import { findItem, findQuestion, itemSubject, questionSubject, questionsOf } from '../found.ts'
import { isLive } from './claim.ts'

const heldByOther = (context: Context, item: WorkItemRow): boolean =>
  isLive(item, context.at) && item.holder !== context.actor.id

function answerOf(context: Context, item: WorkItemRow): AnswerRow | null {
  return item.answerId === null ? null : context.state.get('answer', item.answerId)
}

function joinFault(context: Context, item: WorkItemRow, other: WorkItemRow): Refused | null {
  if (item.id === other.id) return refuse('workItem/same-item')
  if (heldByOther(context, item))
    return refuse('workItem/taken', { holder: item.holder, until: item.leaseUntil })
  if (heldByOther(context, other))
    return refuse('workItem/taken', { holder: other.holder, until: other.leaseUntil })
  if (other.status === 'inReview' || other.status === 'done') return refuse('workItem/not-allowed-now')
  if (item.status === 'done' && item.outcome !== 'answered') return refuse('workItem/not-allowed-now')
  if (item.questionIds.length + other.questionIds.length > limits.questionsPerItem) {
    return refuse('workItem/too-many-questions', { most: limits.questionsPerItem })
  }
  const answer = answerOf(context, item)
  return answer?.reach === 'body' ? refuse('answer/private') : null
}

export const join: Decide<'item:join'> = {
  subject: (context, { itemId }) => itemSubject(context, itemId),
  decide: (context, { itemId, questionId }) => {
    const item = findItem(context, itemId)
    if (isRefused(item)) return item
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    const about = questionSubject(context, questionId)
    if (isRefused(about)) return about
    if (!may(context.actor, 'item:join', about)) return refuse('permission/denied')
    if (!questionCan('join', row.status)) return refuse('question/not-allowed-now')
    const lead = context.state.get('question', item.leadId)
    const other = context.state.get('workItem', row.workItemId)
    const fault = joinFault(context, item, other)
    if (fault) return fault
    const answer = answerOf(context, item)
    const answerId = answer && isReadable(answer.status) ? answer.id : null
    const moving = questionsOf(context, other)
    // Readers would lose sight of it, or see it joined to what they can't.
    if (!lead.admitted && moving.some((question) => question.admitted)) {
      return refuse('question/not-allowed-now')
    }
    const questionIds = [...item.questionIds, ...other.questionIds]
    const changes: Change[] = moving.map((question) => ({
      entity: 'question',
      id: question.id,
      kind: 'question joined',
      set: {
        status: 'joined',
        statusAt: context.at,
        step: item.status,
        parkedUntil: item.parkedUntil,
        joinedTo: lead.id,
        joinedToNumber: lead.number,
        workItemId: item.id,
        answerId,
        // What is joined to a question that all may read needs no admission of its own.
        admitted: question.admitted || lead.admitted,
      },
    }))
    changes.push(
      {
        entity: 'workItem',
        id: item.id,
        kind: 'item joined',
        set: { questionIds, deadline: earliest([...questionsOf(context, item), ...moving]) },
      },
      {
        entity: 'workItem',
        id: other.id,
        kind: 'item finished',
        set: {
          status: 'done',
          outcome: 'joined',
          holder: null,
          leaseUntil: null,
          returnTo: null,
          parkedUntil: null,
        },
      },
    )
    if (answer)
      changes.push({ entity: 'answer', id: answer.id, kind: 'answer reaches', set: { questionIds } })
    return decided(changes, { joined: moving.length })
  },
}

const earliest = (questions: readonly QuestionRow[]): string | null =>
  questions
    .map((row) => row.deadline)
    .filter((day) => day !== null)
    .sort()[0] ?? null

export const unjoin: Decide<'item:unjoin'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    if (!questionCan('unjoin', row.status)) return refuse('question/not-allowed-now')
    const item = context.state.get('workItem', row.workItemId)
    if (heldByOther(context, item))
      return refuse('workItem/taken', { holder: item.holder, until: item.leaseUntil })
    const left = questionsOf(context, item).filter((question) => question.id !== row.id)
    const questionIds = left.map((question) => question.id)
    // One that was joined before anybody admitted it is again what it was.
    const step = row.admitted ? 'queued' : 'new'
    const changes: Change[] = [
      {
        entity: 'question',
        id: row.id,
        kind: 'question separated',
        set: {
          status: row.admitted ? 'published' : 'received',
          statusAt: context.at,
          step,
          parkedUntil: null,
          joinedTo: null,
          joinedToNumber: null,
          workItemId: row.ownItemId,
          answerId: null,
        },
      },
      {
        entity: 'workItem',
        id: row.ownItemId,
        kind: 'item requeued',
        set: {
          status: step,
          outcome: null,
          leadId: row.id,
          leadNumber: row.number,
          questionIds: [row.id],
          queuedAt: row.admitted ? row.askedAt : null,
          deadline: row.deadline,
        },
      },
      {
        entity: 'workItem',
        id: item.id,
        kind: 'item separated',
        set: { questionIds, deadline: earliest(left) },
      },
    ]
    if (item.answerId)
      changes.push({ entity: 'answer', id: item.answerId, kind: 'answer reaches', set: { questionIds } })
    return decided(changes)
  },
}
