/** A session and what the whole day shares: themes, queues, announcements, mutes, drafts. */

import type { Admission, SessionRow, Visibility } from '../../server/domain/rows.ts'
import type { SessionPhase } from '../../server/domain/session.ts'
import { big, flag, index, instant, int, json, table, text, uniqueIndex } from '../columns.ts'

/** Every row of a room: its session, and the place in the log at which it last changed. */
export const roomRow = () => ({
  id: text().primaryKey(),
  sessionId: text().notNull(),
  changedSeq: big().notNull(),
})

export const session = table(
  'session',
  {
    ...roomRow(),
    editionId: text().notNull(),
    code: text().notNull(),
    kind: text().$type<SessionRow['kind']>().notNull(),
    title: text().notNull(),
    phase: text().$type<SessionPhase>().notNull(),
    paused: flag().notNull(),
    held: flag().notNull(),
    opensAt: instant().notNull(),
    liveAt: instant().notNull(),
    closesAt: instant().notNull(),
    breakFrom: instant(),
    breakTo: instant(),
    visibility: text().$type<Visibility>().notNull(),
    admission: text().$type<Admission>().notNull(),
    rehearsal: flag().notNull(),
    themeIds: json<readonly string[]>().notNull(),
    asksPerPerson: int().notNull(),
    asksPerBody: int().notNull(),
  },
  (columns) => [uniqueIndex('session_code').on(columns.editionId, columns.code)],
)

export const theme = table('theme', {
  id: text().primaryKey(),
  editionId: text().notNull(),
  label: text().notNull(),
  place: int().notNull(),
  review: text().$type<'none' | 'peer'>().notNull(),
})

export const topic = table('topic', {
  id: text().primaryKey(),
  editionId: text().notNull(),
  themeId: text().notNull(),
  code: text().notNull(),
  label: text().notNull(),
  shortLabel: text().notNull(),
  place: int().notNull(),
})

export const queue = table(
  'queue',
  {
    id: text().notNull(),
    sessionId: text().notNull(),
    changedSeq: big().notNull(),
    order: json<readonly string[]>().notNull(),
    asked: int().notNull(),
    answered: int().notNull(),
    open: int().notNull(),
  },
  (columns) => [uniqueIndex('queue_id').on(columns.sessionId, columns.id)],
)

export const mute = table(
  'mute',
  {
    id: text().notNull(),
    sessionId: text().notNull(),
    changedSeq: big().notNull(),
    on: flag().notNull(),
    until: instant(),
  },
  (columns) => [uniqueIndex('mute_id').on(columns.sessionId, columns.id)],
)

export const announcement = table(
  'announcement',
  {
    ...roomRow(),
    on: flag().notNull(),
    at: instant().notNull(),
    until: instant().notNull(),
    textRev: int().notNull(),
  },
  (columns) => [index('announcement_session').on(columns.sessionId)],
)

/** Outside the log: what is being written, saved by its revision. An answer's draft has its item's id. */
export const draft = table(
  'draft',
  {
    id: text().primaryKey(),
    sessionId: text().notNull(),
    kind: text().$type<'ask' | 'answer'>().notNull(),
    actorId: text().notNull(),
    itemId: text(),
    rev: int().notNull(),
    content: json<Record<string, unknown>>().notNull(),
    digest: text().notNull(),
    firstHeldAt: instant().notNull(),
    savedAt: instant().notNull(),
  },
  (columns) => [index('draft_session').on(columns.sessionId, columns.actorId)],
)
