/** A question comes, is edited, and leaves its item. */
import { must } from '../../assert.ts'
import type { QuestionWords } from '../../commands.ts'
import { questionCan } from '../../machines.ts'
import type { QuestionRow } from '../../rows.ts'
import { mayAsk } from '../../session.ts'
import {
  type Change,
  type Context,
  type Decide,
  decided,
  isRefused,
  type Refused,
  refuse,
} from '../decision.ts'
import { findQuestion, isMuted, moved, questionSubject, sessionSubject } from '../found.ts'
import { isTopicOpen, newQuestion, nextNumber, questionContent } from './new-question.ts'

function quotaFault(context: Context): Refused | null {
  const { state, actor } = context
  const counts = (row: QuestionRow) =>
    row.status !== 'withdrawn' && row.splitFrom === null && row.carriedFrom === null
  const byPerson = state.listBy('questionsByActor', actor.id).filter(counts).length
  if (byPerson >= state.session.asksPerPerson) {
    return refuse('question/quota-person', { most: state.session.asksPerPerson })
  }
  const byBody = actor.body ? state.listBy('questionsByBody', actor.body.id).filter(counts).length : 0
  return byBody >= state.session.asksPerBody
    ? refuse('question/quota-body', { most: state.session.asksPerBody })
    : null
}

export const ask: Decide<'question:ask'> = {
  subject: sessionSubject,
  decide: (context, payload) => {
    const { state, actor, at } = context
    const draft = payload.draftId === undefined ? undefined : state.findDraft(payload.draftId)
    const heldAt = draft?.kind === 'ask' && draft.actorId === actor.id ? draft.firstHeldAt : null
    const verdict = mayAsk(state.session, at, heldAt)
    if (verdict !== 'accepted') return refuse(verdict, { closesAt: state.session.closesAt })
    if (isMuted(context)) return refuse('participant/muted', { until: state.get('mute', actor.id).until })
    if (!isTopicOpen(context, payload.topicId)) return refuse('topic/not-in-session')
    const fault = quotaFault(context)
    if (fault) return fault
    const number = nextNumber(context)
    const { id, changes } = newQuestion(context, {
      number,
      actorId: actor.id,
      body: actor.body,
      askerRole: actor.office,
      shown: payload.shown,
      topicId: payload.topicId,
      words: payload,
      askedAt: at,
      deadline: payload.deadline ?? null,
      admitted: state.session.admission === 'open',
      kind: 'question asked',
    })
    const drafts = heldAt !== null && draft ? [{ write: 'drop' as const, id: draft.id }] : []
    return decided(changes, { questionId: id, number }, { drafts })
  },
}

export const edit: Decide<'question:edit'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, payload) => {
    const row = findQuestion(context, payload.questionId)
    if (isRefused(row)) return row
    if (isMuted(context)) return refuse('participant/muted')
    if (!questionCan('edit', row.status) || row.step === 'parked') return refuse('question/not-allowed-now')
    const topicId = payload.topicId ?? row.topicId
    if (!isTopicOpen(context, topicId)) return refuse('topic/not-in-session')
    return decided(rewritten(context, row, { words: payload, by: 'asker', topicId }))
  },
}

/** A question's next revision; the earlier ones are kept. Its item follows where the topic changed. */
export function rewritten(
  context: Context,
  row: QuestionRow,
  next: { words: QuestionWords; by: 'asker' | 'moderator'; topicId: string },
): Change[] {
  const rev = row.textRev + 1
  const themeId = must(context.topics.get(next.topicId)).themeId
  const changes: Change[] = [
    {
      entity: 'question',
      id: row.id,
      kind: 'question edited',
      set: {
        textRev: rev,
        editedBy: next.by,
        words: { title: next.words.title },
        ...(next.topicId === row.topicId ? {} : { topicId: next.topicId, themeId }),
      },
      text: { rev, content: questionContent(next.words) },
    },
  ]
  if (next.topicId !== row.topicId) {
    changes.push({
      entity: 'workItem',
      id: row.workItemId,
      kind: 'item classified',
      set: { topicId: next.topicId, themeId },
    })
  }
  return changes
}

export const withdraw: Decide<'question:withdraw'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    if (!questionCan('withdraw', row.status)) return refuse('question/not-allowed-now')
    return decided(
      taken(context, row, { move: 'withdraw', kind: 'question withdrawn', outcome: 'withdrawn' }),
    )
  },
}

/**
 * A question leaves its item for good. Where others were joined to it, the next one leads on and the item goes on;
 * else the item is done.
 */
export function taken(
  context: Context,
  row: QuestionRow,
  how: {
    move: 'withdraw' | 'refuse' | 'redirect'
    kind: string
    outcome: 'withdrawn' | 'refused' | 'redirected'
    reason?: string
  },
): Change[] {
  const item = context.state.get('workItem', row.workItemId)
  const others = item.questionIds.filter((id) => id !== row.id)
  const heir = others[0] === undefined ? null : context.state.get('question', others[0])
  const changes: Change[] = [
    {
      entity: 'question',
      id: row.id,
      kind: how.kind,
      set: {
        ...moved(row, how.move, context.at),
        step: 'done',
        ...(how.reason ? { reason: how.reason } : {}),
      },
    },
  ]
  if (!heir) {
    changes.push({
      entity: 'workItem',
      id: item.id,
      kind: 'item finished',
      set: {
        status: 'done',
        outcome: how.outcome,
        holder: null,
        leaseUntil: null,
        returnTo: null,
        parkedUntil: null,
      },
    })
    return changes
  }
  changes.push(
    {
      entity: 'workItem',
      id: item.id,
      kind: 'item led on',
      set: { leadId: heir.id, leadNumber: heir.number, questionIds: others },
    },
    {
      entity: 'question',
      id: heir.id,
      kind: 'question leads',
      set: { status: row.status, statusAt: context.at, joinedTo: null, joinedToNumber: null },
    },
    ...others.slice(1).map(
      (id): Change<'question'> => ({
        entity: 'question',
        id,
        kind: 'question joined',
        set: { joinedTo: heir.id, joinedToNumber: heir.number },
      }),
    ),
  )
  return changes
}
