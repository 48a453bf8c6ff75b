/** What experts see and do: work items, internal notes, answers. */
import type { AnswerRow, NoteRow, WorkItemRow } from '../../server/domain/rows.ts'
import { index, instant, int, json, table, text } from '../columns.ts'
import { roomRow } from './session.ts'

export const workItem = table(
  'work_item',
  {
    ...roomRow(),
    leadId: text().notNull(),
    leadNumber: text().notNull(),
    questionIds: json<readonly string[]>().notNull(),
    themeId: text().notNull(),
    topicId: text().notNull(),
    status: text().$type<WorkItemRow['status']>().notNull(),
    outcome: text().$type<WorkItemRow['outcome']>(),
    holder: text(),
    leaseUntil: instant(),
    leaseLeftMs: int(),
    returnTo: text(),
    reviewer: text(),
    queuedAt: instant(),
    parkedUntil: instant(),
    deadline: text(),
    answerId: text(),
    notes: int().notNull(),
  },
  (columns) => [index('work_item_session').on(columns.sessionId)],
)

export const note = table(
  'note',
  {
    ...roomRow(),
    workItemId: text().notNull(),
    kind: text().$type<NoteRow['kind']>().notNull(),
    actorId: text().notNull(),
    mentions: json<readonly string[]>().notNull(),
    at: instant().notNull(),
    textRev: int().notNull(),
  },
  (columns) => [index('note_session').on(columns.sessionId)],
)

export const answer = table(
  'answer',
  {
    ...roomRow(),
    workItemId: text().notNull(),
    questionIds: json<readonly string[]>().notNull(),
    status: text().$type<AnswerRow['status']>().notNull(),
    reach: text().$type<AnswerRow['reach']>().notNull(),
    reachBodyId: text(),
    topicId: text().notNull(),
    authorId: text().notNull(),
    reviewerId: text(),
    rev: int().notNull(),
    pendingRev: int(),
    publishedRevs: json<readonly number[]>().notNull(),
    publishedAt: instant(),
    correctedAt: instant(),
    textRev: int().notNull(),
  },
  (columns) => [index('answer_session').on(columns.sessionId)],
)
