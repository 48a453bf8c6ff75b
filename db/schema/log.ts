/**
 * The log and what hangs on it: entries, the revisions of what people wrote, actors, remembered commands. Entries are
 * never changed or deleted; triggers of the migration hold the application to that.
 */
import { big, flag, index, instant, int, json, primaryKey, table, text, uniqueIndex } from '../columns.ts'

/** A session's log, or its edition's. `headHash` is the hash of the entry at `nextSeq - 1`. */
export const log = table('log', {
  id: text().primaryKey(),
  kind: text().$type<'session' | 'edition'>().notNull(),
  nextSeq: big().notNull(),
  lastAt: instant().notNull(),
  headHash: text().notNull(),
})

export const event = table(
  'event',
  {
    logId: text().notNull(),
    seq: big().notNull(),
    kind: text().notNull(),
    entity: text().notNull(),
    entityId: text().notNull(),
    /** Canonical JSON of every changed field that isn't text of a person. */
    data: text().notNull(),
    textRev: int(),
    audience: text().notNull(),
    actorId: text().notNull(),
    at: instant().notNull(),
    commitment: text(),
    prevHash: text().notNull(),
    hash: text().notNull(),
  },
  (columns) => [primaryKey({ columns: [columns.logId, columns.seq] })],
)

/** What people wrote lives only here. Erasing nulls text and salt; the commitment in the log still stands. */
export const textRev = table(
  'text_rev',
  {
    entityId: text().notNull(),
    rev: int().notNull(),
    logId: text().notNull(),
    text: text(),
    salt: text(),
    actorId: text().notNull(),
    commandKey: text().notNull(),
    erasedAt: instant(),
  },
  (columns) => [
    primaryKey({ columns: [columns.entityId, columns.rev] }),
    index('text_rev_log').on(columns.logId),
  ],
)

/** Who acts, as entries name them: a person with an account, or a device without one. */
export const actor = table(
  'actor',
  { id: text().primaryKey(), personId: text(), deviceId: text(), createdAt: instant().notNull() },
  (columns) => [uniqueIndex('actor_person').on(columns.personId)],
)

/** A decided command and its result, for ever: the same key gets the same answer. */
export const command = table(
  'command',
  {
    actorId: text().notNull(),
    key: text().notNull(),
    logId: text().notNull(),
    payloadHash: text(),
    result: text().notNull(),
    at: instant().notNull(),
  },
  (columns) => [primaryKey({ columns: [columns.actorId, columns.key] })],
)

/** Work that follows from stored facts: written in their transaction, done afterwards, once. */
export const job = table(
  'job',
  {
    id: text().primaryKey(),
    kind: text().notNull(),
    key: text().notNull(),
    payload: json<Record<string, string>>().notNull(),
    runAt: instant().notNull(),
    attempts: int().notNull(),
    leaseUntil: instant(),
    /** Written before what can't be taken back is begun, and only once: after a crash nobody knows how far it came. */
    begunAt: instant(),
    doneAt: instant(),
    failed: flag().notNull(),
    lastError: text(),
  },
  (columns) => [
    uniqueIndex('job_key').on(columns.kind, columns.key),
    index('job_due').on(columns.doneAt, columns.runAt),
  ],
)
