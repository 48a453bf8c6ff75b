/** Whether an answer has helped: what readers say of it, one a person. It is no part of a session's log and decides nothing. */
import { flag, index, instant, primaryKey, table, text } from '../columns.ts'

export const verdict = table(
  'verdict',
  {
    answerId: text().notNull(),
    actorId: text().notNull(),
    sessionId: text().notNull(),
    bodyId: text(),
    /** False: the reader's case is another. */
    helps: flag().notNull(),
    at: instant().notNull(),
  },
  (columns) => [
    primaryKey({ columns: [columns.answerId, columns.actorId] }),
    index('verdict_session').on(columns.sessionId),
  ],
)
