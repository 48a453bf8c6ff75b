/** People, the actors that the log names for them, and their roles. What a role allows is not known here. */
import { and, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import { dialect } from './columns.ts'
import type { Handle, Tx } from './open.ts'
import { actor } from './schema/log.ts'
import { edition, grant, login, person } from './schema/person.ts'

export type PersonRow = typeof person.$inferSelect
export type GrantRow = typeof grant.$inferSelect
export type EditionRow = typeof edition.$inferSelect

const OPENING_LOCK = 7_283_115

/** How an address is kept and compared. */
export const addressOf = (email: string): string => email.trim().toLowerCase()

export async function findPersonByEmail(handle: Handle, email: string): Promise<PersonRow | undefined> {
  const select = handle.prepared<PersonRow[]>('person by address', (queries) =>
    queries
      .select()
      .from(person)
      .where(eq(person.email, sql.placeholder('email'))),
  )
  return (await select({ email: addressOf(email) }))[0]
}

export const findPerson = async (handle: Handle, id: string): Promise<PersonRow | undefined> =>
  (await handle.select().from(person).where(eq(person.id, id)))[0]

export async function savePerson(
  tx: Tx,
  made: { id: string; email: string; name: string; at: number },
): Promise<void> {
  const at = new Date(made.at)
  await tx.insert(person).values({
    id: made.id,
    email: addressOf(made.email),
    name: made.name,
    emailVerified: false,
    image: null,
    locale: null,
    createdAt: at,
    updatedAt: at,
  })
}

export async function saveLocale(tx: Tx, personId: string, locale: 'it' | 'en'): Promise<void> {
  await tx.update(person).set({ locale }).where(eq(person.id, personId))
}

export const findActorId = async (handle: Handle, personId: string): Promise<string | undefined> =>
  (await handle.select({ id: actor.id }).from(actor).where(eq(actor.personId, personId)))[0]?.id

export async function saveActor(tx: Tx, made: { id: string; personId: string; at: number }): Promise<void> {
  await tx.insert(actor).values({ id: made.id, personId: made.personId, deviceId: null, createdAt: made.at })
}

/** The actors of people, all of them or those named. */
export const listActors = (handle: Handle, ids?: readonly string[]) =>
  handle
    .select({ id: actor.id, personId: actor.personId })
    .from(actor)
    .where(ids && inArray(actor.id, [...ids]))

/** The roles that count now, oldest first, of all people or of those named. */
export const listGrants = (
  handle: Handle,
  editionId: string,
  personIds?: readonly string[],
): Promise<GrantRow[]> =>
  handle
    .select()
    .from(grant)
    .where(
      and(
        eq(grant.editionId, editionId),
        isNull(grant.revokedAt),
        personIds && inArray(grant.personId, [...personIds]),
      ),
    )
    .orderBy(grant.changedSeq)

/** The same as somebody reads them, with whose they are; a page after a position in the log. */
export const listGrantsShown = (handle: Handle, editionId: string, page: { after: number; limit: number }) =>
  handle
    .select({ grant, email: person.email, name: person.name })
    .from(grant)
    .innerJoin(person, eq(person.id, grant.personId))
    .where(and(eq(grant.editionId, editionId), isNull(grant.revokedAt), gt(grant.changedSeq, page.after)))
    .orderBy(grant.changedSeq)
    .limit(page.limit)

/** Who holds one of these roles now, as the log names them. */
export const listHolders = (handle: Handle, editionId: string, roles: readonly GrantRow['role'][]) =>
  handle
    .select({
      actorId: actor.id,
      name: person.name,
      email: person.email,
      role: grant.role,
      scope: grant.scope,
    })
    .from(grant)
    .innerJoin(person, eq(person.id, grant.personId))
    .innerJoin(actor, eq(actor.personId, grant.personId))
    .where(and(eq(grant.editionId, editionId), isNull(grant.revokedAt), inArray(grant.role, [...roles])))
    .orderBy(person.name, actor.id)

export const findGrant = async (handle: Handle, id: string): Promise<GrantRow | undefined> =>
  (await handle.select().from(grant).where(eq(grant.id, id)))[0]

export async function saveGrant(tx: Tx, row: GrantRow): Promise<void> {
  const { id, ...changed } = row
  await tx.insert(grant).values(row).onConflictDoUpdate({ target: grant.id, set: changed })
}

/** Deletes all logins of a person and gives their ids. */
export async function dropLogins(tx: Tx, personId: string): Promise<string[]> {
  const rows = await tx.select({ id: login.id }).from(login).where(eq(login.personId, personId))
  await tx.delete(login).where(eq(login.personId, personId))
  return rows.map(({ id }) => id)
}

/** Deletes one login; says whether it was there. */
export async function dropLogin(tx: Tx, id: string): Promise<boolean> {
  const rows = await tx.select({ id: login.id }).from(login).where(eq(login.id, id))
  await tx.delete(login).where(eq(login.id, id))
  return rows.length > 0
}

/** The newest edition: the one that is running. */
export const findEdition = async (handle: Handle): Promise<EditionRow | undefined> =>
  (await handle.select().from(edition).orderBy(sql`${edition.openedAt} desc`).limit(1))[0]

/** Where several processes start on an empty database, one opens the edition and the others wait for it. On SQLite a transaction is alone. */
export async function lockOpening(tx: Tx): Promise<void> {
  if (dialect === 'postgres') await tx.sql.all('SELECT pg_advisory_xact_lock(?)', OPENING_LOCK)
}

export async function saveEdition(tx: Tx, row: EditionRow): Promise<void> {
  await tx.insert(edition).values(row)
}
