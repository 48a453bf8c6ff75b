/** What is erased, and what of a list of erasures is not: after a copy was put back, words stand that had gone. */
import { and, eq, inArray, isNotNull, isNull, max } from 'drizzle-orm'
import type { Handle } from './open.ts'
import { event, textRev } from './schema/log.ts'

/** All words of a row up to a revision, at an instant. */
type Erased = { readonly log: string; readonly id: string; readonly rev: number; readonly at: number }

/** Of parameters of one statement, with room to spare on both databases. */
const IDS_AT_ONCE = 500

export async function listErased(handle: Handle): Promise<Erased[]> {
  const rows = await handle
    .select({ log: textRev.logId, id: textRev.entityId, rev: max(textRev.rev), at: max(textRev.erasedAt) })
    .from(textRev)
    .where(isNotNull(textRev.erasedAt))
    .groupBy(textRev.logId, textRev.entityId)
  return rows.map(({ log, id, rev, at }) => ({ log, id, rev: Number(rev), at: Number(at) }))
}

/** Those of which words stand that were written before they were erased. */
export async function listWrittenOf(handle: Handle, erased: readonly Erased[]): Promise<Erased[]> {
  const standing = new Map<string, number[]>()
  for (let from = 0; from < erased.length; from += IDS_AT_ONCE) {
    const ids = erased.slice(from, from + IDS_AT_ONCE).map(({ id }) => id)
    const rows = await handle
      .select({ id: textRev.entityId, rev: textRev.rev })
      .from(textRev)
      .where(and(inArray(textRev.entityId, ids), isNull(textRev.erasedAt)))
    for (const { id, rev } of rows) standing.set(id, [...(standing.get(id) ?? []), rev])
  }
  const doubtful = erased.filter(({ id, rev }) => standing.get(id)?.some((one) => one <= rev))
  const written = new Map<string, number>()
  for (const log of new Set(doubtful.map((one) => one.log)))
    for (const [name, at] of await instantsOf(handle, log)) written.set(name, at)
  // A row that was written anew after the copy was put back counts its revisions as before.
  return doubtful.filter(({ id, rev, at }) =>
    standing.get(id)?.some((one) => one <= rev && (written.get(`${id} ${one}`) ?? 0) <= at),
  )
}

/** When each revision of a log was written. */
async function instantsOf(handle: Handle, log: string): Promise<[string, number][]> {
  const rows = await handle
    .select({ id: event.entityId, rev: event.textRev, at: event.at })
    .from(event)
    .where(and(eq(event.logId, log), isNotNull(event.textRev)))
  return rows.map(({ id, rev, at }) => [`${id} ${rev}`, at])
}
