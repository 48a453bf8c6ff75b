/**
 * The people and sessions of a torture run, written past the server: one long day, short days that close while everybody
 * asks, and roles that are taken back. Roles and days may be written while the server runs, as a script beside it does.
 */
import { randomUUID } from 'node:crypto'
import { findBodies, saveBodies } from '../../db/body-store.ts'
import { openStore, type Store } from '../../db/open.ts'
import { theme, topic } from '../../db/schema/session.ts'
import { createClock } from '../../server/adapters/clock.ts'
import { issueToken } from '../../server/commands/access.ts'
import { type Edition, openEdition } from '../../server/commands/edition.ts'
import { grantRole, revokeRole } from '../../server/commands/grant.ts'
import { createSession } from '../../server/commands/session.ts'
import type { ReaderClass, Role, Scope } from '../../server/domain/permissions.ts'
import { SYSTEM } from '../../server/domain/permissions.ts'
import { Directory } from '../../server/rooms/directory.ts'
import { bodiesFor } from '../fault/seeded-day.ts'

export type Citizen = {
  readonly actorId: string
  readonly token: string
  readonly role: Exclude<ReaderClass, 'feed'>
  readonly bodyId: string | null
  readonly email: string
  readonly scope: Scope
}

export type TownPlan = {
  readonly participants: number
  readonly experts: number
  readonly moderators: number
  /** Participants and experts, in turn, who will lose their role. */
  readonly leaving: number
}

export type Town = {
  readonly store: Store
  readonly sessionId: string
  readonly people: readonly Citizen[]
  readonly leaving: readonly Citizen[]
  /** A day that is live at once and closes after so long; gives its id and when it closes. */
  openShortDay(closesAfterMs: number): Promise<{ sessionId: string; closesAt: number }>
  revoke(citizen: Citizen): Promise<void>
  close(): Promise<void>
}

const HOUR_MS = 3_600_000
const TOPICS = ['T1.01', 'T1.02'] as const

export async function foundTown(databaseUrl: string, plan: TownPlan): Promise<Town> {
  const store = await openStore(databaseUrl)
  const making = { store, clock: createClock(), newId: randomUUID }
  const { id: editionId } = await openEdition(making)
  const actors = await Directory.load({ store, editionId, findBodies })
  const edition: Edition = { ...making, id: editionId, actors }
  await store.transaction(async (tx) => {
    await tx.insert(theme).values({ id: 'T1', editionId, label: 'Modelli', place: 1, review: 'none' })
    for (const [place, id] of TOPICS.entries())
      await tx
        .insert(topic)
        .values({ id, editionId, themeId: 'T1', code: id, label: id, shortLabel: id, place: place + 1 })
    await saveBodies(tx, bodiesFor(plan.participants + plan.leaving))
  })
  let days = 0
  const openDay = (closesAfterMs: number, admission: 'open' | 'reviewed') => {
    const now = making.clock.now()
    days += 1
    const closesAt = now + closesAfterMs
    const times = { opensAt: now - 2, liveAt: now - 1, closesAt }
    const wide = { asksPerPerson: 100_000, asksPerBody: 100_000 }
    const named = { editionId, code: `FD${days}`, title: 'Modelli organizzativi', themeIds: ['T1'] }
    const day = { ...named, ...times, ...wide, admission, rehearsal: true }
    return createSession(making, SYSTEM.id, day).then((sessionId) => ({ sessionId, closesAt }))
  }
  const { sessionId } = await openDay(24 * HOUR_MS, 'reviewed')
  const people = await enrolAll(edition, plan)
  return {
    store,
    sessionId,
    people: people.slice(0, people.length - plan.leaving),
    leaving: people.slice(people.length - plan.leaving),
    openShortDay: (closesAfterMs) => openDay(closesAfterMs, 'open'),
    revoke: ({ email, role, scope }) => revokeRole(edition, SYSTEM.id, { email, role, scope }),
    close: () => store.close(),
  }
}

async function enrolAll(edition: Edition, plan: TownPlan): Promise<Citizen[]> {
  const people: Citizen[] = []
  const enrol = async (role: Role & Citizen['role'], scope: Scope) => {
    const email = `${role}-${people.length}@example.it`
    const { actorId } = await grantRole(edition, SYSTEM.id, { email, role, scope })
    const { token } = await issueToken(edition, SYSTEM.id, { email, purpose: 'torture run' })
    const bodyId = scope.startsWith('body:') ? scope.slice('body:'.length) : null
    people.push({ actorId, token, role, bodyId, email, scope })
  }
  const inTwos = (place: number): Scope => `body:b${Math.floor(place / 2)}`
  for (let n = 0; n < plan.participants; n += 1) await enrol('participant', inTwos(n))
  for (let n = 0; n < plan.experts; n += 1) await enrol('expert', 'edition')
  for (let n = 0; n < plan.moderators; n += 1) await enrol('moderator', 'edition')
  for (let n = 0; n < plan.leaving; n += 1) {
    if (n % 2 === 0) await enrol('participant', inTwos(plan.participants + n))
    else await enrol('expert', 'edition')
  }
  return people
}
