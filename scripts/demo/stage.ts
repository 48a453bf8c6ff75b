/**
 * Sets the stage of a demonstration before its server runs: a fresh database with the programme, a forum day that is
 * live now, officials of real municipalities, and a token or a link for everybody who is to act.
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
import { seedProgramme } from '../seeding/programme.ts'
import type { Person } from '../simulation/cast.ts'
import { planToday } from './today.ts'

/** Whom a visitor plays; none of them is simulated. */
export type Guest = { readonly role: string; readonly name: string; readonly link: DemoLink }

export type Stage = {
  readonly sessionId: string
  readonly code: string
  readonly people: readonly Person[]
  readonly guests: readonly Guest[]
  readonly pass: string
  readonly administratorToken: string
  readonly readTwice: ReadonlySet<string>
}

type Invented = { email: string; given_name: string; family_name: string }

const nameOf = (person: Invented): string => `${person.given_name} ${person.family_name}`

export async function setStage(opened: Opened, readers: number): Promise<Stage> {
  const { edition, store } = opened
  await seedProgramme(opened)
  const themes = await listThemes(store.read, edition.id)
  const plan = planToday(
    edition,
    themes.map(({ id }) => id),
  )
  const [sessionId] = await seedSessions(edition, [plan])
  const tokenOf = async (email: string) =>
    (await issueToken(edition, SYSTEM.id, { email, purpose: 'demonstration' })).token
  const simulated = async (role: Person['role'], person: Invented, more: Partial<Person> = {}) => ({
    role,
    name: nameOf(person),
    token: await tokenOf(person.email),
    ...more,
  })
  const joining = new Set(
    listDemoBodies().flatMap(({ body, expected }) => (expected.eligible ? body.id : [])),
  )
  const [guestOfficial, ...officials] = listOfficials().filter(({ body_id }) => joining.has(body_id))
  const [guestExpert, ...experts] = listExperts()
  const [guestModerator, ...moderators] = listModerators()
  const [administrator] = listAdministrators()
  const people: Person[] = []
  for (const one of officials) people.push(await simulated('participant', one, { bodyId: one.body_id }))
  for (const one of experts) people.push(await simulated('expert', one, { topics: new Set(one.subtopics) }))
  for (const one of moderators) people.push(await simulated('moderator', one))
  people.push(...(await readersOf(opened, readers)))
  const guest = (role: string, person: Invented | undefined, to: string): Guest => {
    const { email } = must(person)
    const secret = randomBytes(32).toString('base64url')
    return { role, name: nameOf(must(person)), link: { secret, email, to } }
  }
  const { code } = plan
  return {
    sessionId: must(sessionId),
    code,
    people,
    guests: [
      guest('participant', guestOfficial, pathTo.session(code)),
      guest('expert', guestExpert, pathTo.experts(code)),
      guest('moderator', guestModerator, pathTo.moderation(code)),
      guest('administrator', administrator, pathTo.home()),
    ],
    pass: (await issuePass(edition, SYSTEM.id, must(sessionId))).secret,
    administratorToken: await tokenOf(must(administrator).email),
    readTwice: new Set(themes.flatMap(({ id, review }) => (review === 'peer' ? id : []))),
  }
}

/** Offices of real municipalities, from all over the registry; nobody's real address. */
async function readersOf({ edition, store }: Opened, count: number): Promise<Person[]> {
  const real = (await listBodies(store.read)).filter(({ istatCode }) => istatCode !== null)
  const readers: Person[] = []
  for (let n = 0; n < Math.min(count, real.length); n += 1) {
    const body = must(real[Math.floor((n * real.length) / count)])
    const email = `ufficio@${body.id}.example`
    const name = `Ufficio del ${body.name}`
    await grantRole(edition, SYSTEM.id, { email, name, role: 'participant', scope: `body:${body.id}` })
    const { token } = await issueToken(edition, SYSTEM.id, { email, purpose: 'demonstration' })
    readers.push({ role: 'participant', token, name })
  }
  return readers
}
