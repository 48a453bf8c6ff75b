/** Who somebody is and who holds which role, for those who may know. */
import { listPasses } from '../../db/access-store.ts'
import type { Store } from '../../db/open.ts'
import { findPerson, listGrantsShown } from '../../db/person-store.ts'
import { limits } from '../domain/limits.ts'

export async function readPerson(
  store: Store,
  personId: string,
): Promise<{ email: string; name: string; locale: 'it' | 'en' | null } | undefined> {
  const person = await findPerson(store.read, personId)
  return person && { email: person.email, name: person.name, locale: person.locale }
}

export async function readGrants(store: Store, editionId: string, after: number) {
  const rows = await listGrantsShown(store.read, editionId, { after, limit: limits.pageSize })
  const grants = rows.map(({ grant, email, name }) => ({
    id: grant.id,
    email,
    name,
    role: grant.role,
    scope: grant.scope,
    office: grant.office,
    grantedAt: grant.grantedAt,
  }))
  const next = rows.length === limits.pageSize ? (rows.at(-1)?.grant.changedSeq ?? null) : null
  return { grants, next }
}

export const readPasses = async (store: Store, sessionId: string) =>
  (await listPasses(store.read, sessionId)).map(({ id, issuedAt }) => ({ id, issuedAt }))
