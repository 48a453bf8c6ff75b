/**
 * The whole programme as the content has it: the registry, the invented bodies, themes, forum days, and people with
 * their roles. Each step can be repeated. It knows no option and prints nothing.
 */
import {
  listAdministrators,
  listDemoBodies,
  listExperts,
  listModerators,
  listOfficials,
} from '../../db/content/content.ts'
import { listSessions } from '../../db/room-store.ts'
import { grantRole } from '../../server/commands/grant.ts'
import { planForumDays, seedSessions, seedThemes } from '../../server/commands/programme.ts'
import { seedDemoBodies, seedRegistry } from '../../server/commands/registry.ts'
import { type Role, type Scope, SYSTEM } from '../../server/domain/permissions.ts'
import { dayInRome } from '../../server/domain/session.ts'
import type { Opened } from './edition.ts'

export type Seeded = {
  readonly municipalities: number
  readonly themes: number
  readonly bodies: number
  readonly days: number
  readonly roles: number
}

/** What every installation needs, and nothing invented. Says how much of it was new. */
export async function seedBasis({
  edition,
  regions,
}: Opened): Promise<Pick<Seeded, 'municipalities' | 'themes'>> {
  return { municipalities: await seedRegistry(edition, regions), themes: await seedThemes(edition) }
}

/** The same with the content's invented bodies, people and days. Says how much of it was new. */
export async function seedProgramme(opened: Opened): Promise<Seeded> {
  const { edition } = opened
  const basis = await seedBasis(opened)
  const bodies = await seedDemoBodies(edition)
  const plans = planForumDays(edition.id, firstDayAfter(edition.clock.now()))
  const before = await countSessions(opened)
  await seedSessions(edition, plans)
  const days = (await countSessions(opened)) - before
  let roles = 0
  for (const granting of grantings()) if ((await grantRole(edition, SYSTEM.id, granting)).isNew) roles += 1
  return { ...basis, bodies, days, roles }
}

const countSessions = async ({ store }: Opened): Promise<number> => (await listSessions(store.read)).length

const DAY_MS = 24 * 60 * 60_000
const TUESDAY = 2
const AHEAD_DAYS = 10

/** A Tuesday with time to prepare for it. */
function firstDayAfter(now: number): string {
  const day = new Date(dayInRome(now + AHEAD_DAYS * DAY_MS))
  const ahead = (TUESDAY - day.getUTCDay() + 7) % 7
  return new Date(day.getTime() + ahead * DAY_MS).toISOString().slice(0, 10)
}

type Granting = { email: string; name: string; role: Role; scope: Scope; office?: string }

/** Officials of bodies that may join, experts by topic, moderators and the administrator. */
function* grantings(): Generator<Granting> {
  const joining = new Set(
    listDemoBodies().flatMap(({ body, expected }) => (expected.eligible ? body.id : [])),
  )
  for (const person of listOfficials()) {
    const [office] = person.roles
    if (joining.has(person.body_id) && office)
      yield { ...named(person), role: 'participant', scope: `body:${person.body_id}`, office }
  }
  for (const person of listExperts())
    for (const topic of person.subtopics)
      yield { ...named(person), role: 'expert', scope: `topic:${topic}`, office: person.role_title }
  for (const person of listModerators())
    yield { ...named(person), role: 'moderator', scope: 'edition', office: person.role_title }
  for (const person of listAdministrators())
    yield { ...named(person), role: 'administrator', scope: 'edition', office: person.role_title }
}

const named = (person: { email: string; given_name: string; family_name: string }) => ({
  email: person.email,
  name: `${person.given_name} ${person.family_name}`,
})
