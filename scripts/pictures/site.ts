/**
 * The real server in this process, on a port of its own, over a day that has happened: its clock stands where pictures
 * want it and moves when told. It doesn't know what is looked at.
 */
import { randomBytes } from 'node:crypto'
import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomKey } from '../../client/sync/browser.ts'
import { findBodies } from '../../db/body-store.ts'
import { buildApp } from '../../server/app.ts'
import { readConfig } from '../../server/config.ts'
import { must } from '../../server/domain/assert.ts'
import type { Command, CommandType, Payloads } from '../../server/domain/commands.ts'
import { mountEngine } from '../../server/engine.ts'
import { openParts } from '../../server/parts.ts'
import type { Rooms } from '../../server/rooms/rooms.ts'
import { type DayClock, type Happened, playDays } from './day.ts'
import { actorIdOf, type Invented, PEOPLE, type Who } from './people.ts'
import { NOW, type Season } from './plan.ts'

export type Site = Happened & {
  readonly url: string
  /** Where a browser goes to be somebody. */
  linkOf(who: Who): string
  advance(ms: number): void
  /** The day is closed, if it wasn't. */
  endDay(code: string): Promise<void>
  announce(code: string): Promise<void>
  unannounce(code: string): Promise<void>
  /** Nothing can be stored from now on, or again. */
  degrade(on: boolean): void
  /** Every line that is open is lost. */
  cutLines(): void
  close(): Promise<void>
}

/** The clock of the day that is shown: it stands while the story is told, then runs on from NOW. */
type MovedClock = DayClock & { aheadMs: number }

function movedClock(): MovedClock {
  const clock: MovedClock = {
    at: NOW,
    aheadMs: 0,
    now: () => clock.at ?? Math.floor(NOW + clock.aheadMs + performance.now()),
    jumpMs: () => 0,
  }
  return clock
}

const ANNOUNCEMENT = 'Gli attestati si ritirano all’uscita. La registrazione sarà qui dal 18 novembre.'

export async function openSite(clientDir: string, season: Season): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'quesiti-pictures-'))
  const clock = movedClock()
  const links = new Map(
    (Object.entries(PEOPLE) as [Who, Invented][]).map(([who, { email }]) => [
      who,
      { secret: randomBytes(32).toString('base64url'), email, to: '/note/crediti' },
    ]),
  )
  const config = readConfig({
    DATA_DIR: folder,
    PORT: '0',
    MODE: 'demo',
    DEMO_LINKS: JSON.stringify([...links.values()]),
  })
  let isAway = false
  const throws = (error: unknown) => {
    if (!isAway) throw error
  }
  const parts = await openParts({ config, clock, findBodies, onFault: throws })
  const happened = await playDays(parts.edition, clock, season)
  clock.at = null
  clock.aheadMs = -performance.now()
  let rooms: Rooms | undefined
  const app = await buildApp({
    ...parts,
    clientDir,
    logTo: { write: () => {} },
    plugins: async (server) => {
      rooms = (await mountEngine(server, parts, throws)).rooms
    },
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  parts.listensOn(port)
  const opened = must(rooms)
  const roomOf = async (code: string) => must(await opened.find(must(happened.sessionIds.get(code))))
  const moderatorId = await actorIdOf(parts.edition, PEOPLE.moderator.email)
  const direct = async <T extends CommandType>(code: string, type: T, payload: Payloads[T]) => {
    const { room } = await roomOf(code)
    await room.submit({ actorId: moderatorId, key: randomKey(), command: { type, payload } as Command })
  }
  return {
    ...happened,
    url: parts.origins.base(),
    linkOf: (who) => `/demo/${must(links.get(who)).secret}`,
    advance: (ms) => {
      clock.aheadMs += ms
    },
    endDay: (code) => direct(code, 'session:close', {}),
    announce: (code) => direct(code, 'session:announce', { text: ANNOUNCEMENT, minutes: 10 }),
    unannounce: async (code) => {
      const { room } = await roomOf(code)
      for (const { id } of room.state.list('announcement'))
        await direct(code, 'session:unannounce', { announcementId: id })
    },
    degrade: (on) => {
      isAway = true
      const file = join(folder, 'quesiti.db')
      if (on) renameSync(file, `${file}.away`)
      else renameSync(`${file}.away`, file)
      parts.health.doubt()
    },
    cutLines: () => {
      for (const { frames } of opened.loaded())
        for (const connection of [...frames.connections()]) connection.cut('silent')
    },
    close: async () => {
      await app.close()
      await parts.close()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
