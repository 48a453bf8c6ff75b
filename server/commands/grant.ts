/** Roles: given and taken back as entries of the edition's log. What a role allows is not known here. */
import {
  addressOf,
  findActorId,
  findGrant,
  findPersonByEmail,
  type GrantRow,
  listGrants,
  saveActor,
  saveGrant,
  savePerson,
} from '../../db/person-store.ts'
import { isScopeOf, type Role, type Scope } from '../domain/permissions.ts'
import { AppError } from '../errors.ts'
import { type Edition, type EditionWrite, writeEdition } from './edition.ts'

export type Granting = {
  readonly email: string
  readonly name?: string | undefined
  readonly role: Role
  readonly scope: Scope
  readonly office?: string | null | undefined
}

export type Granted = {
  readonly grantId: string
  readonly personId: string
  readonly actorId: string
  readonly isNew: boolean
}

const STAFF = ['staff'] as const

/** Gives a role; the person is made with their first. The same role and scope again changes only the office. */
export async function grantRole(edition: Edition, byActorId: string, granting: Granting): Promise<Granted> {
  if (!isScopeOf(granting.role, granting.scope)) throw new AppError('request/invalid', { path: 'scope' })
  return writeEdition(edition, async (write) => {
    await write.demand(byActorId, 'grant:give')
    const person = await enrol(edition, write, { ...granting, byActorId })
    const held = await findHeld(edition, write, { ...granting, personId: person.personId })
    const office = granting.office === undefined ? (held?.office ?? null) : granting.office
    if (held && held.office === office) return { ...person, grantId: held.id, isNew: false }
    const { role, scope } = granting
    const grantId = held?.id ?? edition.newId()
    const changedSeq = write.append({
      kind: held ? 'office changed' : 'role granted',
      entity: 'grant',
      entityId: grantId,
      data: { actorId: person.actorId, role, scope, office },
      audience: [`actor:${person.actorId}`, ...STAFF],
      actorId: byActorId,
    })
    await saveGrant(write.tx, {
      id: grantId,
      editionId: edition.id,
      personId: person.personId,
      role,
      scope,
      office,
      grantedAt: held?.grantedAt ?? write.at,
      revokedAt: null,
      changedSeq,
    })
    return { ...person, grantId, isNew: !held }
  })
}

/** Takes a role back. It counts no more from this entry on; the row stays. */
export const revokeGrant = (edition: Edition, byActorId: string, grantId: string): Promise<void> =>
  writeEdition(edition, async (write) => {
    await write.demand(byActorId, 'grant:revoke')
    const grant = await findGrant(write.tx, grantId)
    if (!grant || grant.revokedAt !== null || grant.editionId !== edition.id)
      throw new AppError('grant/not-found')
    await revoke(write, byActorId, grant)
  })

/** The same, named by who holds it. */
export const revokeRole = (
  edition: Edition,
  byActorId: string,
  held: Pick<Granting, 'email' | 'role' | 'scope'>,
): Promise<void> =>
  writeEdition(edition, async (write) => {
    await write.demand(byActorId, 'grant:revoke')
    const person = await findPersonByEmail(write.tx, held.email)
    const grant = person && (await findHeld(edition, write, { ...held, personId: person.id }))
    if (!grant) throw new AppError('grant/not-found')
    await revoke(write, byActorId, grant)
  })

export type Enrolled = { readonly personId: string; readonly actorId: string }

/** The person of an address, with the actor that the log names for them; both are made where there are none. */
export async function enrol(
  edition: Edition,
  { tx, at, append }: EditionWrite,
  who: { email: string; name?: string | undefined; byActorId: string },
): Promise<Enrolled> {
  const known = await findPersonByEmail(tx, who.email)
  const personId = known?.id ?? edition.newId()
  if (!known) await savePerson(tx, { id: personId, email: addressOf(who.email), name: who.name ?? '', at })
  const actorId = await findActorId(tx, personId)
  if (actorId) return { personId, actorId }
  const made = edition.newId()
  await saveActor(tx, { id: made, personId, at })
  append({
    kind: 'actor made',
    entity: 'actor',
    entityId: made,
    data: {},
    audience: [`actor:${made}`, ...STAFF],
    actorId: who.byActorId,
  })
  return { personId, actorId: made }
}

async function findHeld(
  edition: Edition,
  { tx }: EditionWrite,
  { personId, role, scope }: { personId: string; role: Role; scope: Scope },
): Promise<GrantRow | undefined> {
  const held = await listGrants(tx, edition.id, [personId])
  return held.find((grant) => grant.role === role && grant.scope === scope)
}

async function revoke({ tx, at, append }: EditionWrite, byActorId: string, grant: GrantRow): Promise<void> {
  const actorId = await findActorId(tx, grant.personId)
  const changedSeq = append({
    kind: 'role revoked',
    entity: 'grant',
    entityId: grant.id,
    data: { actorId: actorId ?? null, role: grant.role, scope: grant.scope },
    audience: [...(actorId ? [`actor:${actorId}`] : []), ...STAFF],
    actorId: byActorId,
  })
  await saveGrant(tx, { ...grant, revokedAt: at, changedSeq })
}
