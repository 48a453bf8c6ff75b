/**
 * From one session to another: the source marks the question carried and leaves a job; the job gives `receive` to the
 * target, or `uncarry` back to the source. No transaction spans two logs.
 */

import { must } from '../../assert.ts'
import { limits } from '../../limits.ts'
import { isReadable, questionCan, workItemCan } from '../../machines.ts'
import type { QuestionRow } from '../../rows.ts'
import { type Change, type Context, type Decide, decided, isRefused, refuse } from '../decision.ts'
import { findQuestion, questionSubject, questionsOf, sessionSubject } from '../found.ts'
import { isTopicOpen, newQuestion } from './new-question.ts'

export const carry: Decide<'question:carry'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId, sessionId }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    const { id: source, rehearsal } = context.state.session
    // What is only rehearsed stays where it will be erased.
    if (rehearsal) return refuse('question/not-allowed-now')
    if (sessionId === source) return refuse('question/same-session')
    if (!questionCan('carry', row.status)) return refuse('question/not-allowed-now')
    const item = context.state.get('workItem', row.workItemId)
    if (!workItemCan('finish', item.status)) return refuse('workItem/not-allowed-now')
    // The lead goes first, so that those joined to it find it where they arrive.
    const cluster = [row, ...questionsOf(context, item).filter((other) => other.id !== row.id)]
    return decided(
      [
        ...cluster.map(
          (question): Change<'question'> => ({
            entity: 'question',
            id: question.id,
            kind: 'question carried',
            set: {
              status: 'carried',
              statusAt: context.at,
              step: 'done',
              parkedUntil: null,
              carriedTo: sessionId,
            },
          }),
        ),
        {
          entity: 'workItem',
          id: item.id,
          kind: 'item finished',
          set: {
            status: 'done',
            outcome: 'carried',
            holder: null,
            leaseUntil: null,
            returnTo: null,
            parkedUntil: null,
          },
        },
      ],
      { carried: cluster.length },
      {
        jobs: cluster.map((question, place) => ({
          kind: 'carry',
          // Jobs are done in the order of their keys: the lead first.
          key: `${row.id}:${context.at}:${String(place).padStart(4, '0')}`,
          payload: { sourceId: source, targetId: sessionId, questionId: question.id, leadId: row.id },
        })),
      },
    )
  },
}

export const receive: Decide<'question:receive'> = {
  subject: sessionSubject,
  decide: (context, payload) => {
    const { state } = context
    const known = state.listBy('questionsBySource', payload.fromQuestionId)[0]
    if (known) return decided([], { questionId: known.id })
    const { phase } = state.session
    const isOver = phase === 'closed' || phase === 'archived'
    if (isOver || state.session.rehearsal) return refuse('session/not-running')
    if (!isTopicOpen(context, payload.row.topicId)) return refuse('topic/not-in-session')
    const lead = payload.joinedFrom ? state.listBy('questionsBySource', payload.joinedFrom)[0] : undefined
    const { id, changes } = newQuestion(context, {
      ...payload.row,
      words: payload.words,
      admitted: true,
      carriedFrom: payload.fromQuestionId,
      kind: 'question received',
    })
    const votes = payload.voters.map(
      (voter): Change<'vote'> => ({
        entity: 'vote',
        id: `${id}:${voter.actorId}`,
        kind: 'vote given',
        set: { questionId: id, actorId: voter.actorId, bodyId: voter.bodyId, on: true },
      }),
    )
    const follows = payload.followers.map(
      (actorId): Change<'follow'> => ({
        entity: 'follow',
        id: `${id}:${actorId}`,
        kind: 'question followed',
        set: { questionId: id, actorId, on: true },
      }),
    )
    const joins = lead ? joinedOnArrival(context, id, lead, changes) : []
    return decided([...changes, ...joins, ...votes, ...follows], { questionId: id })
  },
}

/**
 * The new question's own item is done at once: it arrives joined to the lead that came before it, wherever that stands
 * by now. Where the lead has come to an end without a public answer, it arrives as a question of its own.
 */
function joinedOnArrival(
  context: Context,
  id: string,
  lead: QuestionRow,
  opened: readonly Change[],
): Change[] {
  const item = context.state.get('workItem', lead.workItemId)
  const answer = item.answerId === null ? null : context.state.get('answer', item.answerId)
  const isOver = item.status === 'done' && item.outcome !== 'answered'
  const isFull = item.questionIds.length >= limits.questionsPerItem
  if (lead.status === 'joined' || isOver || isFull || answer?.reach === 'body') return []
  const own = must(opened.find((change) => change.entity === 'workItem'))
  const questionIds = [...item.questionIds, id]
  const changes: Change[] = [
    {
      entity: 'question',
      id,
      kind: 'question joined',
      set: {
        status: 'joined',
        step: item.status,
        parkedUntil: item.parkedUntil,
        joinedTo: lead.id,
        joinedToNumber: lead.number,
        workItemId: item.id,
        answerId: answer && isReadable(answer.status) ? answer.id : null,
      },
    },
    {
      entity: 'workItem',
      id: own.id,
      kind: 'item finished',
      set: { status: 'done', outcome: 'joined' },
    },
    { entity: 'workItem', id: item.id, kind: 'item joined', set: { questionIds } },
  ]
  if (answer) changes.push({ entity: 'answer', id: answer.id, kind: 'answer reaches', set: { questionIds } })
  return changes
}

export const uncarry: Decide<'question:uncarry'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    if (!questionCan('uncarry', row.status)) return decided([])
    const item = context.state.get('workItem', row.workItemId)
    const isLead = item.leadId === row.id
    // One that nobody had admitted is again what it was.
    const step = row.admitted ? 'queued' : 'new'
    const question: Change<'question'> = {
      entity: 'question',
      id: row.id,
      kind: 'question uncarried',
      set: isLead
        ? { status: row.admitted ? 'published' : 'received', statusAt: context.at, step, carriedTo: null }
        : { status: 'joined', statusAt: context.at, step, carriedTo: null },
    }
    if (!isLead || !workItemCan('requeue', item.status)) return decided([question])
    return decided([
      question,
      {
        entity: 'workItem',
        id: item.id,
        kind: 'item requeued',
        set: { status: step, outcome: null, queuedAt: row.admitted ? (item.queuedAt ?? row.askedAt) : null },
      },
    ])
  },
}
