/** The files beside questions, part by part. Whether one is attached is its message's to say. */
import { and, asc, eq, inArray, lt, notExists } from 'drizzle-orm'
import { dialect } from './columns.ts'
import type { Handle, Store, Tx } from './open.ts'
import { file, filePart } from './schema/file.ts'
import { message } from './schema/question.ts'

export type FileRow = typeof file.$inferSelect

export const findFile = async (handle: Handle, id: string): Promise<FileRow | undefined> =>
  (await handle.select().from(file).where(eq(file.id, id)))[0]

/** How many bytes the body's files of a session take, or are going to. Whoever asks is alone with it until the commit. */
export async function countBytes(tx: Tx, sessionId: string, bodyId: string): Promise<number> {
  if (dialect === 'postgres')
    await tx.sql.all('SELECT pg_advisory_xact_lock(hashtextextended(?, 0))', `files ${sessionId} ${bodyId}`)
  const rows = await tx
    .select({ size: file.size })
    .from(file)
    .where(and(eq(file.sessionId, sessionId), eq(file.bodyId, bodyId)))
  return rows.reduce((sum, { size }) => sum + size, 0)
}

export async function saveFile(tx: Tx, row: FileRow): Promise<void> {
  await tx.insert(file).values(row)
}

/** A part that is there already stays as it is. */
export async function savePart(
  tx: Tx,
  { fileId, place, content, at }: { fileId: string; place: number; content: Buffer; at: number },
): Promise<void> {
  await tx.insert(filePart).values({ fileId, place, content }).onConflictDoNothing()
  await tx.update(file).set({ at }).where(eq(file.id, fileId))
}

/** Which parts are here, in their order. */
export const listPlaces = async (handle: Handle, fileId: string): Promise<number[]> =>
  (
    await handle
      .select({ place: filePart.place })
      .from(filePart)
      .where(eq(filePart.fileId, fileId))
      .orderBy(asc(filePart.place))
  ).map(({ place }) => place)

export async function readFile(handle: Handle, fileId: string): Promise<Buffer> {
  const parts = await handle
    .select({ content: filePart.content })
    .from(filePart)
    .where(eq(filePart.fileId, fileId))
    .orderBy(asc(filePart.place))
  return Buffer.concat(parts.map(({ content }) => content))
}

export async function dropFiles(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return
  await tx.delete(filePart).where(inArray(filePart.fileId, [...ids]))
  await tx.delete(file).where(inArray(file.id, [...ids]))
}

/** Files that nothing has come of since then, and that no message names. Says how many went. */
export async function dropOrphans(store: Store, before: number, most: number): Promise<number> {
  const orphans = (handle: Handle) =>
    handle
      .select({ id: file.id })
      .from(file)
      .where(
        and(
          lt(file.at, before),
          notExists(handle.select({ id: message.id }).from(message).where(eq(message.id, file.id))),
        ),
      )
      .limit(most)
  if ((await orphans(store.read)).length === 0) return 0
  return store.transaction(async (tx) => {
    const ids = (await orphans(tx)).map(({ id }) => id)
    await dropFiles(tx, ids)
    return ids.length
  })
}
