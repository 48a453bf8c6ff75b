/**
 * What the pictures' days have been until now: people with their roles, sessions, and the story played by their own
 * commands at instants that are past. It runs before any server does, and knows no page.
 */
import { randomBytes } from 'node:crypto'
import { listDemoBodies, listExperts, listOfficials } from '../../db/content/content.ts'
import type { Clock } from '../../server/adapters/clock.ts'
import type { Edition } from '../../server/commands/edition.ts'
import { grantRole } from '../../server/commands/grant.ts'
import { seedThemes } from '../../server/commands/programme.ts'
import { seedDemoBodies } from '../../server/commands/registry.ts'
import { createSession } from '../../server/commands/session.ts'
import { must } from '../../server/domain/assert.ts'
import { type Role, type Scope, SYSTEM } from '../../server/domain/permissions.ts'
import { indexSearch } from '../../server/rooms/indexing.ts'
import { Rooms } from '../../server/rooms/rooms.ts'
import { type Invented, PEOPLE } from './people.ts'
import { planOf, type Season } from './plan.ts'
import { Play } from './play.ts'

export type DayClock = Clock & { at: number | null }

export type Happened = {
  /** By the code of the day. */
  readonly sessionIds: ReadonlyMap<string, string>
  /** What has become of the content's questions, by their ids there. */
  readonly questionIds: ReadonlyMap<string, string>
  readonly itemIds: ReadonlyMap<string, string>
}

export async function playDays(edition: Edition, clock: DayClock, season: Season): Promise<Happened> {
  const days = planOf(edition.id, season)
  clock.at = Math.min(...days.map(({ plan }) => plan.opensAt))
  await seedThemes(edition)
  await seedDemoBodies(edition)
  for (const granting of grantings()) await grantRole(edition, SYSTEM.id, granting)
  const rooms = new Rooms(
    {
      ...edition,
      clock,
      // Nobody looks on: what would go out later goes nowhere.
      timers: { after: () => () => {} },
      secret: randomBytes(32).toString('base64url'),
      indexer: indexSearch,
      onFault: (error) => {
        throw error
      },
    },
    () => {},
  )
  const sessionIds = new Map<string, string>()
  const questionIds = new Map<string, string>()
  const itemIds = new Map<string, string>()
  for (const { plan, story, until } of days) {
    clock.at = plan.opensAt
    const sessionId = await createSession(edition, SYSTEM.id, plan)
    sessionIds.set(plan.code, sessionId)
    if (story.length === 0) continue
    const { room } = must(await rooms.find(sessionId))
    const play = new Play({ edition, room, clock, voters: voters() })
    const idOf = await play.tell(story, { from: plan.liveAt, until: Math.min(until, plan.closesAt) })
    for (const [id, questionId] of idOf) {
      questionIds.set(id, questionId)
      itemIds.set(id, room.state.get('question', questionId).workItemId)
    }
  }
  return { sessionIds, questionIds, itemIds }
}

/** Everybody whose body takes part, but those who look at the pictures. */
const officials = () => {
  const joining = new Set(
    listDemoBodies().flatMap(({ body, expected }) => (expected.eligible ? body.id : [])),
  )
  return listOfficials().filter(({ body_id }) => joining.has(body_id))
}

function voters(): readonly string[] {
  const looking = new Set<string>(Object.values(PEOPLE).map(({ email }) => email))
  const byBody = new Map(
    officials()
      .filter(({ email }) => !looking.has(email))
      .map((one) => [one.body_id, one.email]),
  )
  return [...byBody.values()]
}

function* grantings(): Generator<{ email: string; name: string; role: Role; scope: Scope; office?: string }> {
  const named = ({ email, given_name, family_name }: Invented) => ({
    email,
    name: `${given_name} ${family_name}`,
  })
  for (const one of officials()) {
    const [office] = one.roles
    yield {
      ...named(one),
      role: 'participant',
      scope: `body:${one.body_id}`,
      ...(office ? { office } : {}),
    }
  }
  for (const one of listExperts())
    for (const topic of one.subtopics)
      yield { ...named(one), role: 'expert', scope: `topic:${topic}`, office: one.role_title }
  yield { ...named(PEOPLE.moderator), role: 'moderator', scope: 'edition' }
}
