/** A data folder, or a database of PostgreSQL, with one open rehearsal and people in it, each with a token, written before any server has run on it. */
import { randomUUID } from 'node:crypto'
import { findBodies, saveBodies } from '../../db/body-store.ts'
import { isPostgres, openStore } from '../../db/open.ts'
import { theme, topic } from '../../db/schema/session.ts'
import { createClock } from '../../server/adapters/clock.ts'
import { issueToken } from '../../server/commands/access.ts'
import { type Edition, openEdition } from '../../server/commands/edition.ts'
import { grantRole } from '../../server/commands/grant.ts'
import { createSession, type SessionPlan } from '../../server/commands/session.ts'
import { type Role, type Scope, SYSTEM } from '../../server/domain/permissions.ts'
import { Directory } from '../../server/rooms/directory.ts'

export type Person = { readonly actorId: string; readonly token: string }
export type SeededDay = {
  readonly url: string
  readonly sessionId: string
  readonly participants: readonly Person[]
  readonly experts: readonly Person[]
}

const HOUR_MS = 3_600_000
const PERSONS_PER_BODY = 2

export async function seedDay(
  where: string,
  participants: number,
  session: Partial<SessionPlan> = {},
): Promise<SeededDay> {
  const url = isPostgres(where) ? where : `file:${where}/quesiti.db`
  const store = await openStore(url)
  const making = { store, clock: createClock(), newId: randomUUID }
  const { id } = await openEdition(making)
  const actors = await Directory.load({ store, editionId: id, findBodies })
  const edition: Edition = { ...making, id, actors }
  await store.transaction(async (tx) => {
    const named = { code: 'T1.01', label: 'Forme', shortLabel: 'Forme', place: 1 }
    await tx.insert(theme).values({ id: 'T1', editionId: id, label: 'Modelli', place: 1, review: 'none' })
    await tx.insert(topic).values({ id: 'T1.01', editionId: id, themeId: 'T1', ...named })
    await saveBodies(tx, bodiesFor(participants))
  })
  const now = making.clock.now()
  const sessionId = await createSession(making, SYSTEM.id, {
    editionId: id,
    code: 'FD1',
    title: 'Modelli organizzativi',
    opensAt: now - 2,
    liveAt: now - 1,
    closesAt: now + 24 * HOUR_MS,
    themeIds: ['T1'],
    admission: 'open',
    rehearsal: true,
    asksPerPerson: 100_000,
    asksPerBody: 100_000,
    ...session,
  })
  const enrol = (name: string, role: Role, scope: Scope) => enrolled(edition, name, { role, scope })
  const people: Person[] = []
  for (let n = 0; n < participants; n += 1)
    people.push(await enrol(`p${n}`, 'participant', `body:b${Math.floor(n / PERSONS_PER_BODY)}`))
  const experts = [await enrol('expert', 'expert', 'edition'), await enrol('second', 'expert', 'edition')]
  await store.close()
  return { url, sessionId, participants: people, experts }
}

async function enrolled(
  edition: Edition,
  name: string,
  grant: { role: Role; scope: Scope },
): Promise<Person> {
  const email = `${name}@example.it`
  const { actorId } = await grantRole(edition, SYSTEM.id, { email, ...grant })
  const { token } = await issueToken(edition, SYSTEM.id, { email, purpose: 'kill loop' })
  return { actorId, token }
}

export const bodiesFor = (participants: number) =>
  Array.from({ length: Math.ceil(participants / PERSONS_PER_BODY) }, (_, n) => ({
    id: `b${n}`,
    kind: 'COMUNE' as const,
    name: `Comune di Prova ${n}`,
    place: `Prova ${n}`,
    region: 'Piemonte',
    provinces: ['TO'],
    istatCode: null,
    residents: 900,
    residentsDate: null,
    residentsSource: null,
    mountain: false,
    island: false,
    bornFromMerger: false,
    validFrom: null,
    validTo: null,
    successorId: null,
    fictional: true,
    changedAt: 0,
  }))
