/**
 * Sets the stage of a demonstration before its server runs: a fresh database with the programme, a forum day that is
 * live now with its morning behind it, and a token or a link for everybody who is to act.
 */
import { randomBytes } from 'node:crypto'
import { pathTo } from '../../client/paths.ts'
import { listBodies } from '../../db/body-store.ts'
import {
  listAdministrators,
  listDemoBodies,
  listExperts,
  listModerators,
  listOfficials,
} from '../../db/content/content.ts'
import { listThemes } from '../../db/theme-store.ts'
import { issuePass, issueToken } from '../../server/commands/access.ts'
import { grantRole } from '../../server/commands/grant.ts'
import { seedSessions } from '../../server/commands/programme.ts'
import type { DemoLink } from '../../server/config.ts'
import { must } from '../../server/domain/assert.ts'
import { SYSTEM } from '../../server/domain/permissions.ts'
import type { Opened } from '../seeding/edition.ts'
import { seedBasis, seedProgramme } from '../seeding/programme.ts'
import type { Person } from '../simulation/cast.ts'
import { type Line, listLines } from '../simulation/lines.ts'
import { pastClock, playMorning } from './morning.ts'
import { planToday } from './today.ts'

/** Whom a visitor plays; none of them is simulated. */
export type Guest = { readonly role: string; readonly name: string; readonly link: DemoLink }

export type Stage = {
  readonly sessionId: string
  readonly people: readonly Person[]
  readonly guests: readonly Guest[]
  readonly pass: string
  readonly administratorToken: string
  readonly readTwice: ReadonlySet<string>
  /** What is left to ask. */
  readonly lines: readonly Line[]
}

/** The first of the programme's forum days, on all its themes at once, so that all of the content can be asked. */
export const CODE = 'FD1'
const TITLE = 'Modelli organizzativi e servizi demografici'

type Invented = { readonly email: string; readonly given_name: string; readonly family_name: string }

const nameOf = (person: Invented): string => `${person.given_name} ${person.family_name}`

export async function setStage(opened: Opened, readers: number): Promise<Stage> {
  const { edition, store } = opened
  await seedBasis(opened)
  const themes = await listThemes(store.read, edition.id)
  const readTwice = new Set(themes.flatMap(({ id, review }) => (review === 'peer' ? id : [])))
  const plan = planToday(edition, { code: CODE, title: TITLE, themeIds: themes.map(({ id }) => id) })
  const clock = pastClock(plan.liveAt)
  const sessionId = must((await seedSessions({ ...edition, clock }, [plan]))[0])
  await seedProgramme(opened)
  const offices = await addReaders(opened, readers)
  const company = companyOf()
  const played = await playMorning({
    ...{ edition, sessionId, clock, readTwice },
    until: edition.clock.now(),
    people: {
      officials: new Map(company.officials.map((one) => [one.body_id, one.email])),
      voters: offices.map(({ email }) => email),
      experts: listExperts().map(({ email, subtopics }) => ({ email, topics: new Set(subtopics) })),
      moderator: must(company.moderators[0]).email,
    },
  })
  const administrator = must(listAdministrators()[0])
  return {
    ...{ sessionId, readTwice },
    people: await peopleOf(opened, company, offices),
    guests: guests(administrator),
    pass: (await issuePass(edition, SYSTEM.id, sessionId)).secret,
    administratorToken: await tokenOf(opened, administrator.email),
    lines: listLines().filter(({ id }) => !played.some((line) => line.id === id)),
  }
}

const joining = () =>
  new Set(listDemoBodies().flatMap(({ body, expected }) => (expected.eligible ? body.id : [])))

/** The content's people but those whom visitors play, who are the first of each. */
function companyOf() {
  const bodies = joining()
  const officials = listOfficials().filter(({ body_id }) => bodies.has(body_id))
  return {
    officials: officials.slice(1),
    experts: listExperts().slice(1),
    moderators: listModerators().slice(1),
  }
}

function guests(administrator: Invented): Guest[] {
  const bodies = joining()
  const official = listOfficials().find(({ body_id }) => bodies.has(body_id))
  const guest = (role: string, person: Invented | undefined, to: string): Guest => {
    const { email } = must(person)
    const secret = randomBytes(32).toString('base64url')
    return { role, name: nameOf(must(person)), link: { secret, email, to } }
  }
  return [
    guest('participant', official, pathTo.session(CODE)),
    guest('expert', listExperts()[0], pathTo.experts(CODE)),
    guest('moderator', listModerators()[0], pathTo.moderation(CODE)),
    guest('administrator', administrator, pathTo.home()),
  ]
}

type Office = { readonly email: string; readonly name: string }

/** Offices of real municipalities, from all over the registry; nobody's real address. */
async function addReaders({ edition, store }: Opened, count: number): Promise<Office[]> {
  const real = (await listBodies(store.read)).filter(({ istatCode }) => istatCode !== null)
  const offices: Office[] = []
  for (let n = 0; n < Math.min(count, real.length); n += 1) {
    const body = must(real[Math.floor((n * real.length) / count)])
    const office = { email: `ufficio@${body.id}.example`, name: `Ufficio del ${body.name}` }
    await grantRole(edition, SYSTEM.id, { ...office, role: 'participant', scope: `body:${body.id}` })
    offices.push(office)
  }
  return offices
}

async function peopleOf(
  opened: Opened,
  { officials, experts, moderators }: ReturnType<typeof companyOf>,
  offices: readonly Office[],
): Promise<Person[]> {
  const people: Person[] = []
  const add = async (role: Person['role'], { email, name }: Office, more: Partial<Person> = {}) => {
    people.push({ role, name, token: await tokenOf(opened, email), ...more })
  }
  const named = (person: Invented) => ({ email: person.email, name: nameOf(person) })
  for (const one of officials) await add('participant', named(one), { bodyId: one.body_id })
  for (const one of experts) await add('expert', named(one), { topics: new Set(one.subtopics) })
  for (const one of moderators) await add('moderator', named(one))
  for (const one of offices) await add('participant', one)
  return people
}

const tokenOf = async ({ edition }: Opened, email: string): Promise<string> =>
  (await issueToken(edition, SYSTEM.id, { email, purpose: 'demonstration' })).token
