/** What readers say of answers. Who may say it is not known here. */
import { and, eq } from 'drizzle-orm'
import type { Handle, Store } from './open.ts'
import { verdict } from './schema/verdict.ts'

export type VerdictRow = typeof verdict.$inferSelect

/** The reader's newest stands. */
export const saveVerdict = (store: Store, row: VerdictRow): Promise<void> =>
  store.transaction(async (tx) => {
    const { answerId: _answer, actorId: _actor, ...changed } = row
    await tx
      .insert(verdict)
      .values(row)
      .onConflictDoUpdate({ target: [verdict.answerId, verdict.actorId], set: changed })
  })

export const dropVerdict = (store: Store, answerId: string, actorId: string): Promise<void> =>
  store.transaction(async (tx) => {
    await tx.delete(verdict).where(and(eq(verdict.answerId, answerId), eq(verdict.actorId, actorId)))
  })

export const listVerdicts = (handle: Handle, answerId: string): Promise<VerdictRow[]> =>
  handle.select().from(verdict).where(eq(verdict.answerId, answerId))
