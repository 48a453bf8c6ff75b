/** Triage: admit, refuse, redirect, and each of them undone; classify, rewrite, split. */

import { questionCan, workItemCan } from '../../machines.ts'
import { type Change, type Decide, decided, isRefused, refuse } from '../decision.ts'
import { findQuestion, messageTo, moved, questionSubject, questionsOf } from '../found.ts'
import { rewritten, taken } from './ask.ts'
import { isTopicOpen, newItem, newQuestion, nextNumber } from './new-question.ts'

export const admit: Decide<'question:admit'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId, topicId }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    if (!questionCan('admit', row.status)) return refuse('question/not-allowed-now')
    const topic = topicId ?? row.topicId
    if (!isTopicOpen(context, topic)) return refuse('topic/not-in-session')
    const themeId = context.topics.get(topic)?.themeId ?? row.themeId
    return decided([
      {
        entity: 'question',
        id: row.id,
        kind: 'question admitted',
        set: { ...moved(row, 'admit', context.at), admitted: true, step: 'queued', topicId: topic, themeId },
      },
      {
        entity: 'workItem',
        id: row.workItemId,
        kind: 'item queued',
        set: { status: 'queued', queuedAt: row.askedAt, topicId: topic, themeId },
      },
      // What was joined to it before is admitted with it.
      ...questionsOf(context, context.state.get('workItem', row.workItemId))
        .filter((joined) => joined.id !== row.id)
        .map(
          (joined): Change<'question'> => ({
            entity: 'question',
            id: joined.id,
            kind: 'question admitted',
            set: { admitted: true, step: 'queued' },
          }),
        ),
    ])
  },
}

/** Undoes an admission, while nobody has begun to work on the question and no other has been joined to it. */
export const unadmit: Decide<'question:unadmit'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    if (!questionCan('unadmit', row.status)) return refuse('question/not-allowed-now')
    const item = context.state.get('workItem', row.workItemId)
    if (!workItemCan('unqueue', item.status) || item.questionIds.length > 1)
      return refuse('question/not-allowed-now')
    return decided([
      {
        entity: 'question',
        id: row.id,
        kind: 'question taken back',
        set: { ...moved(row, 'unadmit', context.at), admitted: false, step: 'new' },
      },
      { entity: 'workItem', id: item.id, kind: 'item taken back', set: { status: 'new', queuedAt: null } },
    ])
  },
}

export const refuseQuestion: Decide<'question:refuse'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId, reason, text }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    if (!questionCan('refuse', row.status)) return refuse('question/not-allowed-now')
    const how = { move: 'refuse', kind: 'question refused', outcome: 'refused', reason } as const
    return decided([...taken(context, row, how), messageTo(context, row, { kind: 'reason', text })])
  },
}

export const redirect: Decide<'question:redirect'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId, to, text }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    if (!questionCan('redirect', row.status)) return refuse('question/not-allowed-now')
    const how = { move: 'redirect', kind: 'question redirected', outcome: 'redirected', reason: to } as const
    return decided([...taken(context, row, how), messageTo(context, row, { kind: 'reason', text })])
  },
}

/**
 * Undoes a refusal or a redirection: the question is what it was before, and waits again. Where its item went on with
 * those that had been joined to it, it gets one of its own.
 */
export const restore: Decide<'question:restore'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    if (!questionCan('restore', row.status)) return refuse('question/not-allowed-now')
    const step = row.admitted ? 'queued' : 'new'
    const own = context.state.get('workItem', row.ownItemId)
    const isOwn = own.status === 'done' && own.leadId === row.id
    const opened = newItem(isOwn ? own.id : context.newId(), { ...row, questionId: row.id })
    return decided([
      {
        entity: 'question',
        id: row.id,
        kind: 'question restored',
        set: {
          ...moved(row, 'restore', context.at),
          ...(row.admitted ? {} : { status: 'received' as const }),
          step,
          reason: null,
          workItemId: opened.id,
          ownItemId: opened.id,
        },
      },
      isOwn ? { ...opened, kind: 'item requeued', set: { ...opened.set, notes: own.notes } } : opened,
    ])
  },
}

export const classify: Decide<'question:classify'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId, topicId }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    if (!questionCan('classify', row.status)) return refuse('question/not-allowed-now')
    if (!isTopicOpen(context, topicId)) return refuse('topic/not-in-session')
    const themeId = context.topics.get(topicId)?.themeId ?? row.themeId
    const changes: Change[] = [
      { entity: 'question', id: row.id, kind: 'question classified', set: { topicId, themeId } },
      { entity: 'workItem', id: row.workItemId, kind: 'item classified', set: { topicId, themeId } },
    ]
    return decided(changes)
  },
}

/** The moderator's wording is the next revision; the asker's own is kept and can be read. */
export const rewrite: Decide<'question:rewrite'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId, title, text }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    if (!questionCan('rewrite', row.status) && row.status !== 'joined')
      return refuse('question/not-allowed-now')
    return decided(rewritten(context, row, { words: { title, text }, by: 'moderator', topicId: row.topicId }))
  },
}

/** The parts become questions of their own, of the same asker, linked to the one they come from. They are no asks. */
export const split: Decide<'question:split'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId, parts }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    const { phase } = context.state.session
    if (phase === 'closed' || phase === 'archived') return refuse('session/not-running')
    if (!questionCan('split', row.status)) return refuse('question/not-allowed-now')
    if (!parts.every((part) => isTopicOpen(context, part.topicId))) return refuse('topic/not-in-session')
    const made = parts.map((part, place) =>
      newQuestion(context, {
        number: nextNumber(context, place + 1),
        actorId: row.actorId,
        body: row.body,
        askerRole: row.askerRole,
        shown: row.shown,
        topicId: part.topicId,
        words: part,
        askedAt: row.askedAt,
        deadline: row.deadline,
        admitted: row.admitted,
        splitFrom: row.id,
        kind: 'question split off',
      }),
    )
    return decided(
      made.flatMap((part) => part.changes),
      { questionIds: made.map((part) => part.id) },
    )
  },
}
