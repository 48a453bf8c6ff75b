/** Looking things up for a decision: what the actor can't see isn't there, in the same words as what does not exist. */

import { type QuestionMove, questionCan, questionMoves, type WorkItemStatus } from '../machines.ts'
import { type Actor, isTied, type ReaderClass, type Subject } from '../permissions.ts'
import type { AnswerRow, QuestionRow, WorkItemRow } from '../rows.ts'
import { audienceOf, isNamed } from '../views.ts'
import { type Change, type Context, isRefused, type Patch, type Refused, refuse } from './decision.ts'

/** The widest class the actor may enter this session in. */
function widestClass(actor: Actor, sessionId: string): ReaderClass {
  if (isTied(actor, 'moderator', { sessionId })) return 'moderator'
  return actor.grants.some((grant) => grant.role === 'expert') ? 'expert' : 'participant'
}

export function findQuestion(context: Context, id: string): QuestionRow | Refused {
  const row = context.state.find('question', id)
  if (!row) return refuse('question/not-found')
  if (context.actor.kind === 'system') return row
  const reader = {
    as: widestClass(context.actor, context.state.session.id),
    actorId: context.actor.id,
    bodyId: context.actor.body?.id ?? null,
  }
  return isNamed(audienceOf('question', row), reader) ? row : refuse('question/not-found')
}

export const findItem = (context: Context, id: string): WorkItemRow | Refused =>
  context.state.find('workItem', id) ?? refuse('workItem/not-found')

export const findAnswer = (context: Context, id: string): AnswerRow | Refused =>
  context.state.find('answer', id) ?? refuse('answer/not-found')

export const questionSubject = (context: Context, id: string): Subject | Refused => {
  const row = findQuestion(context, id)
  if (isRefused(row)) return row
  return {
    sessionId: context.state.session.id,
    themeId: row.themeId,
    topicId: row.topicId,
    askerId: row.actorId,
  }
}

export const itemSubject = (context: Context, id: string): Subject | Refused => {
  const row = findItem(context, id)
  if (isRefused(row)) return row
  return {
    sessionId: context.state.session.id,
    themeId: row.themeId,
    topicId: row.topicId,
    holder: row.holder,
  }
}

export const answerSubject = (context: Context, id: string): Subject | Refused => {
  const row = findAnswer(context, id)
  if (isRefused(row)) return row
  const item = context.state.get('workItem', row.workItemId)
  return {
    sessionId: context.state.session.id,
    themeId: item.themeId,
    topicId: item.topicId,
    holder: item.holder,
    authorId: row.authorId,
  }
}

export const sessionSubject = (context: Context): Subject => ({ sessionId: context.state.session.id })

export const questionsOf = (context: Context, item: WorkItemRow): QuestionRow[] =>
  item.questionIds.map((id) => context.state.get('question', id))

/** The status a move leads to; the caller has checked that it is allowed. */
export function moved(row: QuestionRow, move: QuestionMove, at: number): Patch<'question'> {
  const to = questionMoves[move].to
  return to === 'same' || to === row.status ? {} : { status: to, statusAt: at }
}

/**
 * The asker's side of an item's new step: each question of the cluster follows, by the move where its own status
 * allows it. An answered one takes part again only while its follow-up is open.
 */
export function mirrored(
  context: Context,
  item: WorkItemRow,
  to: { step: WorkItemStatus; kind: string; move?: QuestionMove; parkedUntil?: number | null },
): Change<'question'>[] {
  return questionsOf(context, item)
    .filter((row) => row.answerId === null || row.step !== 'done')
    .map((row) => ({
      entity: 'question',
      id: row.id,
      kind: to.kind,
      set: {
        step: to.step,
        ...(row.parkedUntil !== null || to.parkedUntil ? { parkedUntil: to.parkedUntil ?? null } : {}),
        ...(to.move && questionCan(to.move, row.status) ? moved(row, to.move, context.at) : {}),
      },
    }))
}

export const isMuted = (context: Context): boolean => {
  const mute = context.state.find('mute', context.actor.id)
  return mute?.on === true && (mute.until === null || mute.until > context.at)
}

/** A message to the asker of a question, and to their body. */
export const messageTo = (
  context: Context,
  question: QuestionRow,
  message: { kind: 'infoRequest' | 'infoReply' | 'detail' | 'followUp' | 'reason' | 'line'; text: string },
): Change<'message'> => ({
  entity: 'message',
  id: context.newId(),
  kind: 'message sent',
  set: {
    questionId: question.id,
    kind: message.kind,
    actorId: context.actor.id,
    toActorId: question.actorId,
    toBodyId: question.body?.id ?? null,
    at: context.at,
    textRev: 1,
  },
  text: { rev: 1, content: { text: message.text } },
})

/** An internal note, and the count that its item shows. */
export const noteOn = (
  context: Context,
  item: WorkItemRow,
  note: {
    kind: 'note' | 'handOver' | 'takeOver' | 'returned' | 'parked'
    content: Readonly<Record<string, unknown>>
    mentions?: readonly string[]
  },
): Change<'note'> => ({
  entity: 'note',
  id: context.newId(),
  kind: 'note written',
  set: {
    workItemId: item.id,
    kind: note.kind,
    actorId: context.actor.id,
    mentions: note.mentions ?? [],
    at: context.at,
    textRev: 1,
  },
  text: { rev: 1, content: note.content },
})
