/** Bodies and the members of unions: find, list, save. Which of them may enrol is the domain's to say. */
import { and, eq, gt, inArray, isNotNull, isNull, like, or, sql } from 'drizzle-orm'
import { type Body, factsOf } from '../server/domain/body.ts'
import type { RegistryEntry } from '../server/domain/registry.ts'
import type { BodyFacts } from '../server/domain/rows.ts'
import { nameKey } from '../server/domain/territory.ts'
import type { Handle, Tx } from './open.ts'
import { body, bodyMember } from './schema/body.ts'
import { upsertMany } from './write.ts'

export type BodyRow = typeof body.$inferSelect
/** A row but for what follows from the rest of it. */
export type BodyInput = Omit<BodyRow, 'searchKey'>
export type MemberRow = typeof bodyMember.$inferSelect

const SEARCH_LENGTH_MAX = 100
const SEARCH_WORDS_MAX = 8
const SEARCH_RESULTS_MAX = 50

const searchKeyOf = (name: string): string => ` ${nameKey(name)}`

export const findBody = async (handle: Handle, id: string): Promise<BodyRow | undefined> =>
  (await handle.select().from(body).where(eq(body.id, id)))[0]

/** What a question keeps of each of these bodies. */
export async function findBodies(
  handle: Handle,
  ids: readonly string[],
): Promise<ReadonlyMap<string, BodyFacts>> {
  const rows: Body[] = await handle
    .select()
    .from(body)
    .where(inArray(body.id, [...ids]))
  return new Map(rows.map((row) => [row.id, factsOf(row)]))
}

export const listBodies = (handle: Handle): Promise<BodyRow[]> => handle.select().from(body).orderBy(body.id)

/** The municipalities that came from registers, as these compare them; the invented ones have no code. */
export async function listRegistryEntries(handle: Handle): Promise<(RegistryEntry & { id: string })[]> {
  const rows = await handle
    .select()
    .from(body)
    .where(and(eq(body.kind, 'COMUNE'), isNotNull(body.istatCode)))
    .orderBy(body.istatCode)
  return rows.map((row) => ({
    id: row.id,
    istatCode: row.istatCode ?? '',
    name: row.place ?? row.name,
    region: row.region,
    province: row.provinces[0] ?? null,
    residents: row.residents,
    date: row.residentsDate,
    validTo: row.validTo,
  }))
}

/** Inserts the bodies, or replaces those with the same id. */
export async function saveBodies(tx: Tx, rows: readonly BodyInput[]): Promise<void> {
  await upsertMany(tx, body, {
    key: ['id'],
    rows: rows.map((row) => ({ ...row, searchKey: searchKeyOf(row.name) })),
  })
}

export async function saveMembers(tx: Tx, rows: readonly MemberRow[]): Promise<void> {
  await upsertMany(tx, bodyMember, { key: ['unionId', 'memberId'], rows })
}

export async function listMembers(handle: Handle, unionId: string): Promise<BodyRow[]> {
  const rows = await handle
    .select({ body })
    .from(bodyMember)
    .innerJoin(body, eq(body.id, bodyMember.memberId))
    .where(eq(bodyMember.unionId, unionId))
    .orderBy(body.name)
  return rows.map((row) => row.body)
}

export const listMemberships = (handle: Handle): Promise<MemberRow[]> => handle.select().from(bodyMember)

export type BodySearch = {
  readonly text: string
  readonly limit: number
  /** Only bodies that exist on this day, `YYYY-MM-DD`. */
  readonly day: string
}

/** Bodies in whose name every word begins a word, those that begin with the text first. */
export async function searchBodies(handle: Handle, { text, limit, day }: BodySearch): Promise<BodyRow[]> {
  // A key has letters, digits and spaces alone, so nothing in it is a wildcard.
  const key = nameKey(text.slice(0, SEARCH_LENGTH_MAX))
  if (key === '') return []
  const words = key.split(' ').slice(0, SEARCH_WORDS_MAX)
  const place = sql`case when ${body.searchKey} like ${` comune di ${key}%`} then 0
    when ${body.searchKey} like ${` ${key}%`} then 0 else 1 end`
  return handle
    .select()
    .from(body)
    .where(
      and(
        ...words.map((word) => like(body.searchKey, `% ${word}%`)),
        or(isNull(body.validTo), gt(body.validTo, day)),
      ),
    )
    .orderBy(place, body.name, body.id)
    .limit(Math.min(limit, SEARCH_RESULTS_MAX))
}
