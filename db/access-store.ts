/** What is shown to be let in: logins by their token, tokens of programs and passes of screens by their hash. */
import { and, eq, isNull, sql } from 'drizzle-orm'
import type { Handle, Tx } from './open.ts'
import { findSynthetic } from './rehearsal-store.ts'
import { actor } from './schema/log.ts'
import { login, pass, person, token, verification } from './schema/person.ts'

export type Bearer = { readonly personId: string; readonly actorId: string; readonly expiresAt: number }
export type LoginFound = Bearer & { readonly loginId: string }
export type PassRow = typeof pass.$inferSelect

export async function findLogin(handle: Handle, loginToken: string): Promise<LoginFound | undefined> {
  type Found = { loginId: string; personId: string; actorId: string; expiresAt: Date }
  const select = handle.prepared<Found[]>('login by token', (queries) =>
    queries
      .select({
        loginId: login.id,
        personId: login.personId,
        actorId: actor.id,
        expiresAt: login.expiresAt,
      })
      .from(login)
      .innerJoin(actor, eq(actor.personId, login.personId))
      .where(eq(login.token, sql.placeholder('loginToken'))),
  )
  const found = (await select({ loginToken }))[0]
  return found && { ...found, expiresAt: found.expiresAt.getTime() }
}

export async function findToken(handle: Handle, hash: string): Promise<Bearer | undefined> {
  const select = handle.prepared<Bearer[]>('token by hash', (queries) =>
    queries
      .select({ personId: token.personId, actorId: actor.id, expiresAt: token.expiresAt })
      .from(token)
      .innerJoin(person, eq(person.id, token.personId))
      .innerJoin(actor, eq(actor.personId, token.personId))
      .where(eq(token.hash, sql.placeholder('hash'))),
  )
  return (await select({ hash }))[0] ?? (await syntheticBearer(handle, hash))
}

/** There is no person behind a synthetic actor: where one is looked for, nobody is found. */
async function syntheticBearer(handle: Handle, hash: string): Promise<Bearer | undefined> {
  const found = await findSynthetic(handle, hash)
  return found && { ...found, personId: found.actorId }
}

export async function saveToken(tx: Tx, row: typeof token.$inferInsert): Promise<void> {
  await tx.insert(token).values(row)
}

/** What has run out is of no use to anybody: logins, tokens and codes before the instant. */
export async function dropExpired(tx: Tx, at: number): Promise<void> {
  await tx.delete(login).where(sql`${login.expiresAt} < ${sql.param(new Date(at), login.expiresAt)}`)
  await tx
    .delete(verification)
    .where(sql`${verification.expiresAt} < ${sql.param(new Date(at), verification.expiresAt)}`)
  await tx.delete(token).where(sql`${token.expiresAt} < ${at}`)
}

/** How often the newest code under this name was tried, as the identity library keeps it behind the last colon. */
export async function findTries(handle: Handle, identifier: string): Promise<number | undefined> {
  const rows = await handle
    .select({ value: verification.value })
    .from(verification)
    .where(eq(verification.identifier, identifier))
    .orderBy(sql`${verification.createdAt} desc`)
    .limit(1)
  const value = rows[0]?.value
  return value === undefined ? undefined : Number(value.slice(value.lastIndexOf(':') + 1))
}

export async function findPass(handle: Handle, hash: string): Promise<PassRow | undefined> {
  const select = handle.prepared<PassRow[]>('pass by hash', (queries) =>
    queries
      .select()
      .from(pass)
      .where(and(eq(pass.hash, sql.placeholder('hash')), isNull(pass.revokedAt))),
  )
  return (await select({ hash }))[0]
}

export const findPassById = async (handle: Handle, id: string): Promise<PassRow | undefined> =>
  (await handle.select().from(pass).where(eq(pass.id, id)))[0]

export const listPasses = (handle: Handle, sessionId: string): Promise<PassRow[]> =>
  handle
    .select()
    .from(pass)
    .where(and(eq(pass.sessionId, sessionId), isNull(pass.revokedAt)))
    .orderBy(pass.changedSeq)

export async function savePass(tx: Tx, row: PassRow): Promise<void> {
  const { id, ...changed } = row
  await tx.insert(pass).values(row).onConflictDoUpdate({ target: pass.id, set: changed })
}
