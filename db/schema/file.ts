/**
 * Files that people attach to their questions, in the pieces in which they came. A file's name is what somebody wrote, and
 * stands with the other words; a file that no message names is one that never came whole, and goes.
 */
import type { FileType } from '../../server/domain/files.ts'
import { bytes, index, instant, int, primaryKey, table, text } from '../columns.ts'

export const file = table(
  'file',
  {
    id: text().primaryKey(),
    sessionId: text().notNull(),
    questionId: text().notNull(),
    actorId: text().notNull(),
    bodyId: text(),
    /** What its first bytes say it is. */
    type: text().$type<FileType>().notNull(),
    size: int().notNull(),
    at: instant().notNull(),
  },
  (columns) => [index('file_session').on(columns.sessionId), index('file_at').on(columns.at)],
)

export const filePart = table(
  'file_part',
  { fileId: text().notNull(), place: int().notNull(), content: bytes().notNull() },
  (columns) => [primaryKey({ columns: [columns.fileId, columns.place] })],
)
