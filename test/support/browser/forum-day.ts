/**
 * A forum day on a real server with the content's people, and browsers of theirs. Everything that a page is sent over a
 * WebSocket is kept, so that a test can search it for what the page must not know.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { expect, inject } from 'vitest'
import { listExperts, listModerators, listOfficials } from '../../../db/content/content.ts'
import { createClock } from '../../../server/adapters/clock.ts'
import { grantRole } from '../../../server/commands/grant.ts'
import { seedThemes } from '../../../server/commands/programme.ts'
import { seedDemoBodies } from '../../../server/commands/registry.ts'
import { createSession, type SessionPlan } from '../../../server/commands/session.ts'
import { must } from '../../../server/domain/assert.ts'
import { type Role, type Scope, SYSTEM } from '../../../server/domain/permissions.ts'
import { mountEngine } from '../../../server/engine.ts'
import type { Rooms } from '../../../server/rooms/rooms.ts'
import { type HttpServer, startHttp } from '../http-server.ts'
import { type Door, openDoor } from './door.ts'

export type Screen = {
  readonly page: Page
  readonly context: BrowserContext
  /** What the page was sent over WebSockets, as text. */
  readonly frames: readonly string[]
  /** What the page complained of: errors on its console, and those that nobody caught. */
  readonly complaints: readonly string[]
}

export type ForumDay = {
  readonly server: HttpServer
  readonly rooms: Rooms
  readonly door: Door
  readonly code: string
  readonly sessionId: string
  /** Moves the server's clock on from what it shows. */
  advance(ms: number): void
  /** A browser window of somebody who is signed in, or of nobody, at the address. */
  open(who: keyof typeof PEOPLE | null, path: string, options?: OpenOptions): Promise<Screen>
  close(): Promise<void>
}

type OpenOptions = { width?: number; height?: number; context?: BrowserContext }

const HOUR_MS = 60 * 60_000
const CODE = 'FD2'

const [clerk, colleague] = listOfficials().filter(({ body_id }) => body_id === 'B001' || body_id === 'B002')
const [expert, second] = listExperts().filter(({ subtopics }) => subtopics.includes('T1.01'))
const [moderator] = listModerators()

/** Who takes part, by what they do here. */
export const PEOPLE = {
  clerk: must(clerk),
  colleague: must(colleague),
  expert: must(expert),
  second: must(second),
  moderator: must(moderator),
}

type DayPlan = Partial<Pick<SessionPlan, 'admission' | 'visibility' | 'closesAt' | 'themeIds'>> & {
  /** Another build of the pages. */
  readonly clientDir?: string
}

export async function startForumDay(
  browser: Browser,
  { clientDir = inject('clientDir'), ...plan }: DayPlan = {},
): Promise<ForumDay> {
  let aheadMs = 0
  const own = createClock()
  const faults: unknown[] = []
  let rooms: Rooms | undefined
  const door = await openDoor()
  const server = await startHttp({
    env: { PUBLIC_URL: door.url },
    clock: { now: () => own.now() + aheadMs, jumpMs: () => 0 },
    clientDir,
    plugins: async (app, parts) => {
      rooms = (await mountEngine(app, parts, (error) => faults.push(error))).rooms
    },
  })
  door.leadTo(Number(new URL(server.url).port))
  const { edition, clock } = server.parts
  await seedThemes(edition)
  await seedDemoBodies(edition)
  for (const granting of grantings()) await grantRole(edition, SYSTEM.id, granting)
  const now = clock.now()
  const sessionId = await createSession(edition, SYSTEM.id, {
    editionId: edition.id,
    code: CODE,
    title: 'Modelli organizzativi e servizi associati',
    opensAt: now - 2 * HOUR_MS,
    liveAt: now - HOUR_MS,
    closesAt: now + HOUR_MS,
    themeIds: ['T1'],
    ...plan,
  })
  const { room } = must(await must(rooms).find(sessionId))
  await room.submitSystem({ type: 'session:advance', payload: {} })
  const contexts = new Set<BrowserContext>()
  const open = async (
    who: keyof typeof PEOPLE | null,
    path: string,
    { width = 1280, height = 900, context: given }: OpenOptions = {},
  ): Promise<Screen> => {
    const context =
      given ??
      (await browser.newContext({ viewport: { width, height }, locale: 'it-IT', reducedMotion: 'reduce' }))
    if (!given && who) {
      const cookie = await server.signIn(PEOPLE[who].email)
      await context.addCookies(cookiesOf(cookie, server.origin))
    }
    context.setDefaultTimeout(20_000)
    contexts.add(context)
    const page = await context.newPage()
    const frames: string[] = []
    const complaints: string[] = []
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => frames.push(String(payload))),
    )
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text())
    })
    page.on('pageerror', (error) => complaints.push(error.message))
    await page.goto(server.origin + path)
    return { page, context, frames, complaints }
  }
  return {
    server,
    rooms: must(rooms),
    door,
    code: CODE,
    sessionId,
    advance: (ms) => {
      aheadMs += ms
    },
    open,
    close: async () => {
      for (const context of contexts) await context.close()
      await door.close()
      await server.close()
      expect(faults).toEqual([])
      expect(server.faults).toEqual([])
    },
  }
}

function* grantings(): Generator<{ email: string; name: string; role: Role; scope: Scope }> {
  const named = (person: { email: string; given_name: string; family_name: string }) => ({
    email: person.email,
    name: `${person.given_name} ${person.family_name}`,
  })
  for (const person of [PEOPLE.clerk, PEOPLE.colleague])
    yield { ...named(person), role: 'participant', scope: `body:${person.body_id}` }
  for (const person of [PEOPLE.expert, PEOPLE.second])
    yield { ...named(person), role: 'expert', scope: 'theme:T1' }
  yield { ...named(PEOPLE.moderator), role: 'moderator', scope: 'edition' }
}

const cookiesOf = (header: string, url: string) =>
  header.split('; ').map((pair) => {
    const end = pair.indexOf('=')
    return { name: pair.slice(0, end), value: pair.slice(end + 1), url }
  })
