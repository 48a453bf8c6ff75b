/** Rehearsals that are not erased yet, and the synthetic people who act in one and nowhere else. */
import type { Role } from '../../server/domain/permissions.ts'
import { index, instant, table, text, uniqueIndex } from '../columns.ts'

/** From `endsAt` on nobody of it acts any more, and what was written in it is being erased. */
export const rehearsal = table('rehearsal', {
  sessionId: text().primaryKey(),
  startedBy: text().notNull(),
  endsAt: instant().notNull(),
})

/** An actor without a person, let in by a token of which only the hash is kept. */
export const synthetic = table(
  'synthetic',
  {
    actorId: text().primaryKey(),
    sessionId: text().notNull(),
    role: text().$type<Role>().notNull(),
    bodyId: text(),
    tokenHash: text().notNull(),
  },
  (columns) => [
    uniqueIndex('synthetic_token').on(columns.tokenHash),
    index('synthetic_session').on(columns.sessionId),
  ],
)
