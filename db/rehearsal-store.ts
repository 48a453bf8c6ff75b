/** Rehearsals and their synthetic people, and what of a rehearsal is still to be erased. It doesn't know when. */
import { and, eq, inArray, isNull, lte } from 'drizzle-orm'
import type { Handle, Tx } from './open.ts'
import { command, textRev } from './schema/log.ts'
import { rehearsal, synthetic } from './schema/rehearsal.ts'
import { draft, session } from './schema/session.ts'
import { removeSessionFromIndex } from './search-store.ts'
import { insertMany } from './write.ts'

export type RehearsalRow = typeof rehearsal.$inferSelect
export type SyntheticRow = typeof synthetic.$inferSelect

export async function saveRehearsal(
  tx: Tx,
  row: RehearsalRow,
  people: readonly SyntheticRow[],
): Promise<void> {
  await tx.insert(rehearsal).values(row)
  await insertMany(tx, synthetic, people)
}

export const findRehearsal = async (handle: Handle, sessionId: string): Promise<RehearsalRow | undefined> =>
  (await handle.select().from(rehearsal).where(eq(rehearsal.sessionId, sessionId)))[0]

/** Those that are not erased yet, each with its session's code. */
export const listRehearsals = (handle: Handle) =>
  handle
    .select({ sessionId: rehearsal.sessionId, endsAt: rehearsal.endsAt, code: session.code })
    .from(rehearsal)
    .leftJoin(session, eq(session.id, rehearsal.sessionId))
    .orderBy(rehearsal.endsAt)

export const listEndedRehearsals = async (handle: Handle, at: number): Promise<string[]> =>
  (await handle.select({ id: rehearsal.sessionId }).from(rehearsal).where(lte(rehearsal.endsAt, at))).map(
    ({ id }) => id,
  )

export async function endRehearsal(tx: Tx, sessionId: string, at: number): Promise<void> {
  await tx.update(rehearsal).set({ endsAt: at }).where(eq(rehearsal.sessionId, sessionId))
}

/** Nobody of it is let in, or acts, any more. Says how many they were. */
export async function dropSynthetic(tx: Tx, sessionId: string): Promise<number> {
  const rows = await listSynthetic(tx, { sessionIds: [sessionId] })
  if (rows.length > 0) await tx.delete(synthetic).where(eq(synthetic.sessionId, sessionId))
  return rows.length
}

/** Whether there was one: another process may have been quicker. */
export async function dropRehearsal(tx: Tx, sessionId: string): Promise<boolean> {
  const found = await findRehearsal(tx, sessionId)
  if (found) await tx.delete(rehearsal).where(eq(rehearsal.sessionId, sessionId))
  return found !== undefined
}

export const listSynthetic = (
  handle: Handle,
  wanted: { sessionIds?: readonly string[] } = {},
): Promise<SyntheticRow[]> =>
  handle
    .select()
    .from(synthetic)
    .where(wanted.sessionIds && inArray(synthetic.sessionId, [...wanted.sessionIds]))

/** Whose token this is, until their rehearsal ends. */
export async function findSynthetic(
  handle: Handle,
  tokenHash: string,
): Promise<{ actorId: string; expiresAt: number } | undefined> {
  const rows = await handle
    .select({ actorId: synthetic.actorId, expiresAt: rehearsal.endsAt })
    .from(synthetic)
    .innerJoin(rehearsal, eq(rehearsal.sessionId, synthetic.sessionId))
    .where(eq(synthetic.tokenHash, tokenHash))
  return rows[0]
}

/** Of what there are words in a session's log that nobody has erased. */
export const listWritten = async (handle: Handle, sessionId: string): Promise<string[]> =>
  (
    await handle
      .selectDistinct({ id: textRev.entityId })
      .from(textRev)
      .where(and(eq(textRev.logId, sessionId), isNull(textRev.erasedAt)))
  ).map(({ id }) => id)

/** Copies of words beside the log: drafts, the index, and by which a command's words could be guessed. */
export async function dropCopies(tx: Tx, sessionId: string): Promise<void> {
  await tx.delete(draft).where(eq(draft.sessionId, sessionId))
  await tx.update(command).set({ payloadHash: null }).where(eq(command.logId, sessionId))
  await removeSessionFromIndex(tx, sessionId)
}
