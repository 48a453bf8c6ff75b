/** Questions and what their askers, voters and followers do with them. */
import type { BodyFacts, MessageRow, QuestionRow, Shown } from '../../server/domain/rows.ts'
import { flag, index, instant, int, json, table, text } from '../columns.ts'
import { roomRow } from './session.ts'

export const question = table(
  'question',
  {
    ...roomRow(),
    number: text().notNull(),
    actorId: text().notNull(),
    body: json<BodyFacts | null>(),
    askerRole: text(),
    shown: text().$type<Shown>().notNull(),
    themeId: text().notNull(),
    topicId: text().notNull(),
    status: text().$type<QuestionRow['status']>().notNull(),
    step: text().$type<QuestionRow['step']>().notNull(),
    workItemId: text().notNull(),
    ownItemId: text().notNull(),
    joinedTo: text(),
    joinedToNumber: text(),
    answerId: text(),
    reason: text(),
    askedAt: instant().notNull(),
    statusAt: instant().notNull(),
    deadline: text(),
    parkedUntil: instant(),
    admitted: flag().notNull(),
    editedBy: text().$type<QuestionRow['editedBy']>(),
    followUps: int().notNull(),
    bodies: int().notNull(),
    persons: int().notNull(),
    followers: int().notNull(),
    carriedTo: text(),
    carriedFrom: text(),
    splitFrom: text(),
    textRev: int().notNull(),
  },
  (columns) => [index('question_session').on(columns.sessionId), index('question_actor').on(columns.actorId)],
)

export const message = table(
  'message',
  {
    ...roomRow(),
    questionId: text().notNull(),
    kind: text().$type<MessageRow['kind']>().notNull(),
    actorId: text().notNull(),
    toActorId: text().notNull(),
    toBodyId: text(),
    at: instant().notNull(),
    textRev: int().notNull(),
  },
  (columns) => [index('message_session').on(columns.sessionId)],
)

/** One actor a person, so that a vote counts once a person and is shown once a body. */
export const vote = table(
  'vote',
  {
    ...roomRow(),
    questionId: text().notNull(),
    actorId: text().notNull(),
    bodyId: text(),
    on: flag().notNull(),
  },
  (columns) => [index('vote_session').on(columns.sessionId)],
)

export const follow = table(
  'follow',
  { ...roomRow(), questionId: text().notNull(), actorId: text().notNull(), on: flag().notNull() },
  (columns) => [index('follow_session').on(columns.sessionId)],
)
