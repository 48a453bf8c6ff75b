/** What the asker's side does: ask, edit, withdraw, vote, follow, give more information, follow up. */
import { must } from '../assert.ts'
import type { QuestionWords } from '../commands.ts'
import { limits } from '../limits.ts'
import { questionCan, workItemCan } from '../machines.ts'
import type { BodyFacts, QuestionRow, Shown } from '../rows.ts'
import { isRunning, mayAsk } from '../session.ts'
import {
  type Change,
  type Context,
  type Decide,
  decided,
  isRefused,
  type Refused,
  refuse,
} from './decision.ts'
import {
  findQuestion,
  isMuted,
  messageTo,
  mirrored,
  moved,
  questionSubject,
  sessionSubject,
} from './found.ts'

/** The words of a question as its text revision keeps them. */
export const questionContent = (words: QuestionWords) => ({
  title: words.title,
  text: words.text,
  ...(words.tried ? { tried: words.tried } : {}),
})

export type NewQuestion = {
  number: string
  actorId: string
  body: BodyFacts | null
  askerRole: string | null
  shown: Shown
  topicId: string
  words: QuestionWords
  askedAt: number
  deadline: string | null
  admitted: boolean
  carriedFrom?: string
  splitFrom?: string
  kind: string
}

/** A new question and the work item that experts see of it. */
export function newQuestion(context: Context, asked: NewQuestion): { id: string; changes: Change[] } {
  const id = context.newId()
  const itemId = context.newId()
  const themeId = must(context.topics.get(asked.topicId), 'a topic that was checked').themeId
  const step = asked.admitted ? 'queued' : 'new'
  const question: Change<'question'> = {
    entity: 'question',
    id,
    kind: asked.kind,
    set: {
      number: asked.number,
      actorId: asked.actorId,
      body: asked.body,
      askerRole: asked.askerRole,
      shown: asked.shown,
      themeId,
      topicId: asked.topicId,
      status: asked.admitted ? 'published' : 'received',
      step,
      workItemId: itemId,
      ownItemId: itemId,
      joinedTo: null,
      joinedToNumber: null,
      answerId: null,
      reason: null,
      askedAt: asked.askedAt,
      statusAt: context.at,
      deadline: asked.deadline,
      parkedUntil: null,
      admitted: asked.admitted,
      editedBy: null,
      followUps: 0,
      bodies: asked.body ? 1 : 0,
      persons: 0,
      followers: 0,
      carriedTo: null,
      carriedFrom: asked.carriedFrom ?? null,
      splitFrom: asked.splitFrom ?? null,
      textRev: 1,
      words: { title: asked.words.title },
    },
    text: { rev: 1, content: questionContent(asked.words) },
  }
  const item: Change<'workItem'> = {
    entity: 'workItem',
    id: itemId,
    kind: 'item opened',
    set: {
      leadId: id,
      leadNumber: asked.number,
      questionIds: [id],
      themeId,
      topicId: asked.topicId,
      status: step,
      outcome: null,
      holder: null,
      leaseUntil: null,
      leaseLeftMs: null,
      returnTo: null,
      reviewer: null,
      queuedAt: asked.admitted ? asked.askedAt : null,
      parkedUntil: null,
      deadline: asked.deadline,
      answerId: null,
      notes: 0,
    },
  }
  return { id, changes: [question, item] }
}

export const nextNumber = (context: Context, ahead = 1): string =>
  `${context.state.session.code}-${context.state.lastNumber + ahead}`

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

export const isTopicOpen = (context: Context, topicId: string): boolean => {
  const topic = context.topics.get(topicId)
  return topic !== undefined && context.state.session.themeIds.includes(topic.themeId)
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
      id: row.ownItemId,
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

export const vote: Decide<'question:vote'> = {
  subject: sessionSubject,
  decide: (context, { questionId, on }) => {
    const { state, actor } = context
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    if (!isRunning(state.session.phase)) return refuse('session/not-running')
    if (row.actorId === actor.id) return refuse('vote/own-question')
    if (!row.admitted || row.status === 'withdrawn') return refuse('question/not-allowed-now')
    const id = `${questionId}:${actor.id}`
    if ((state.find('vote', id)?.on ?? false) === on) return decided([], { on })
    const bodyId = actor.body?.id ?? null
    return decided(
      [
        {
          entity: 'vote',
          id,
          kind: on ? 'vote given' : 'vote taken back',
          set: { questionId, actorId: actor.id, bodyId, on },
        },
      ],
      { on },
    )
  },
}

export const follow: Decide<'question:follow'> = {
  subject: sessionSubject,
  decide: (context, { questionId, on }) => {
    const { state, actor } = context
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    const id = `${questionId}:${actor.id}`
    if ((state.find('follow', id)?.on ?? false) === on) return decided([], { on })
    const kind = on ? 'question followed' : 'question unfollowed'
    return decided([{ entity: 'follow', id, kind, set: { questionId, actorId: actor.id, on } }], { on })
  },
}

export const inform: Decide<'question:inform'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId, text }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    if (context.state.session.phase === 'archived') return refuse('session/archived')
    if (isMuted(context)) return refuse('participant/muted')
    const isOpen = questionCan('inform', row.status) || (row.status === 'joined' && row.step !== 'done')
    if (!isOpen) return refuse('question/not-allowed-now')
    const item = context.state.get('workItem', row.workItemId)
    if (!workItemCan('hear', item.status)) return decided([messageTo(context, row, { kind: 'detail', text })])
    return decided([
      messageTo(context, row, { kind: 'infoReply', text }),
      { entity: 'workItem', id: item.id, kind: 'item heard', set: { status: 'queued' } },
      ...mirrored(context, item, { step: 'queued', move: 'release', kind: 'question informed' }),
    ])
  },
}

export const followUp: Decide<'question:followUp'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId, text }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    if (context.state.session.phase === 'archived') return refuse('session/archived')
    if (isMuted(context)) return refuse('participant/muted')
    const isAnswered = row.answerId !== null && (row.status === 'answered' || row.status === 'joined')
    if (!isAnswered || row.step !== 'done') return refuse('question/not-allowed-now')
    if (row.followUps >= limits.followUpDepth)
      return refuse('question/follow-ups-used', { most: limits.followUpDepth })
    const item = context.state.get('workItem', row.workItemId)
    // Where another asker's follow-up came first, the item is on its way already.
    const isIdle = workItemCan('requeue', item.status)
    const changes: Change[] = [
      messageTo(context, row, { kind: 'followUp', text }),
      {
        entity: 'question',
        id: row.id,
        kind: 'question followed up',
        set: { followUps: row.followUps + 1, step: isIdle ? 'queued' : item.status },
      },
    ]
    if (isIdle) {
      changes.push({
        entity: 'workItem',
        id: item.id,
        kind: 'item requeued',
        set: {
          status: 'queued',
          outcome: null,
          holder: null,
          leaseUntil: null,
          returnTo: context.state.find('answer', row.answerId ?? '')?.authorId ?? null,
          queuedAt: context.at,
        },
      })
    }
    return decided(changes)
  },
}
