/**
 * From one session to another: the source marks the question carried and leaves a job; the job gives `receive` to the
 * target, or `uncarry` back to the source. No transaction spans two logs.
 */

import { questionCan, workItemCan } from '../machines.ts'
import { isTopicOpen, newQuestion } from './ask.ts'
import { type Change, type Decide, decided, isRefused, refuse } from './decision.ts'
import { findQuestion, moved, questionSubject, questionsOf, sessionSubject } from './found.ts'

export const carry: Decide<'question:carry'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId, sessionId }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    const source = context.state.session.id
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
            set: { status: 'carried', statusAt: context.at, step: 'done', carriedTo: sessionId },
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
    if (phase === 'closed' || phase === 'archived') return refuse('session/not-running')
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
    const joins = lead && lead.status !== 'joined' ? joinedOnArrival(id, lead, changes) : []
    if (joins.length > 0) {
      const item = state.get('workItem', lead?.workItemId ?? '')
      joins.push({
        entity: 'workItem',
        id: item.id,
        kind: 'item joined',
        set: { questionIds: [...item.questionIds, id] },
      })
    }
    return decided([...changes, ...joins, ...votes, ...follows], { questionId: id })
  },
}

/** The new question's own item is done at once: it arrives joined to the lead that came before it. */
function joinedOnArrival(
  id: string,
  lead: { id: string; number: string; workItemId: string; step: 'queued' | string },
  opened: readonly Change[],
): Change[] {
  const own = opened.find((change) => change.entity === 'workItem')
  return [
    {
      entity: 'question',
      id,
      kind: 'question joined',
      set: { status: 'joined', joinedTo: lead.id, joinedToNumber: lead.number, workItemId: lead.workItemId },
    },
    ...(own
      ? [
          {
            entity: 'workItem' as const,
            id: own.id,
            kind: 'item finished',
            set: { status: 'done' as const, outcome: 'joined' as const },
          },
        ]
      : []),
  ]
}

export const uncarry: Decide<'question:uncarry'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    if (!questionCan('uncarry', row.status)) return decided([])
    const item = context.state.get('workItem', row.workItemId)
    const isLead = item.leadId === row.id
    const question: Change<'question'> = {
      entity: 'question',
      id: row.id,
      kind: 'question uncarried',
      set: isLead
        ? { ...moved(row, 'uncarry', context.at), step: 'queued', carriedTo: null }
        : { status: 'joined', statusAt: context.at, step: 'queued', carriedTo: null },
    }
    if (!isLead || !workItemCan('requeue', item.status)) return decided([question])
    return decided([
      question,
      {
        entity: 'workItem',
        id: item.id,
        kind: 'item requeued',
        set: { status: 'queued', outcome: null, queuedAt: item.queuedAt ?? row.askedAt },
      },
    ])
  },
}
