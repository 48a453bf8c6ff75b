/** What a question is made of when it enters a session, by asking, splitting or carrying. Decides nothing. */
import { must } from '../../assert.ts'
import type { QuestionWords } from '../../commands.ts'
import type { BodyFacts, Shown } from '../../rows.ts'
import type { Change, Context } from '../decision.ts'

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
  const item = newItem(itemId, { ...asked, questionId: id, themeId })
  return { id, changes: [question, item] }
}

/** The work item in which one question begins. */
export function newItem(
  id: string,
  of: { questionId: string; number: string; themeId: string; topicId: string } & Pick<
    NewQuestion,
    'admitted' | 'askedAt' | 'deadline'
  >,
): Change<'workItem'> {
  return {
    entity: 'workItem',
    id,
    kind: 'item opened',
    set: {
      leadId: of.questionId,
      leadNumber: of.number,
      questionIds: [of.questionId],
      themeId: of.themeId,
      topicId: of.topicId,
      status: of.admitted ? 'queued' : 'new',
      outcome: null,
      holder: null,
      leaseUntil: null,
      leaseLeftMs: null,
      returnTo: null,
      reviewer: null,
      queuedAt: of.admitted ? of.askedAt : null,
      parkedUntil: null,
      deadline: of.deadline,
      answerId: null,
      notes: 0,
    },
  }
}

export const nextNumber = (context: Context, ahead = 1): string =>
  `${context.state.session.code}-${context.state.lastNumber + ahead}`

export const isTopicOpen = (context: Context, topicId: string): boolean => {
  const topic = context.topics.get(topicId)
  return topic !== undefined && context.state.session.themeIds.includes(topic.themeId)
}
