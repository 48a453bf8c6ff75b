/**
 * F6: the primary is lost and its standby takes its place, at the same address. Where commits wait for the standby nothing
 * is lost; where they don't, the log ends earlier than people saw, and nobody may stay on what it doesn't hold.
 */
import { randomUUID } from 'node:crypto'
import { io, type Socket } from 'socket.io-client'
import { findBodies } from '../../../../db/body-store.ts'
import { findLog, listEntries } from '../../../../db/log-store.ts'
import type { Store } from '../../../../db/open.ts'
import type { BusyClient } from '../../../../scripts/fault/busy-client.ts'
import { type Call, lostAcks, readStored, type Stored } from '../../../../scripts/fault/history.ts'
import type { Person } from '../../../../scripts/fault/seeded-day.ts'
import { until } from '../../../../scripts/fault/until.ts'
import { createClock } from '../../../../server/adapters/clock.ts'
import { openEdition } from '../../../../server/commands/edition.ts'
import { grantRole } from '../../../../server/commands/grant.ts'
import type { Cursor, EnterAck } from '../../../../server/contract/socket.ts'
import { PROTOCOL } from '../../../../server/contract/version.ts'
import { SYSTEM } from '../../../../server/domain/permissions.ts'
import { Directory } from '../../../../server/rooms/directory.ts'
import type { Drill } from '../drill.ts'
import { settledFaults, withStore } from '../settled.ts'
import { type Beside, callsOf, moreAcks, noAcksWhile, onStage, type Stage } from '../stage.ts'
import { askOf, cut, onPair, type Pair } from '../standby-pair.ts'

const PEOPLE = 4
const ACKS = 40
const SOON_MS = 10_000
const ANSWER_MS = 5_000
/** Each way between the two servers, where commits wait for both. */
const WIRE_MS = 60

/** At the first process and at the second. */
const APPOINTED = ['p0@example.it', 'p1@example.it']

/** Everybody at one of two processes, at work. */
async function atTwoProcesses(stage: Stage, play: (other: Beside) => Promise<void>): Promise<void> {
  const other = await stage.startBeside()
  const { participants, experts } = stage.day
  for (const [place, person] of [...participants, ...experts].entries()) {
    const role = participants.includes(person) ? 'participant' : 'expert'
    stage.arrive(person, role, place % 2 === 0 ? {} : { url: other.proxy.url })
  }
  await stage.busy(() => play(other))
}

const processes = (stage: Stage, other: Beside) => [
  { url: stage.proxy.url, complaints: stage.server.complaints },
  { url: other.proxy.url, complaints: other.server.complaints },
]

const isReady = (url: string): Promise<boolean> =>
  fetch(`${url}/readyz`, { signal: AbortSignal.timeout(ANSWER_MS) }).then(
    ({ ok }) => ok,
    () => false,
  )

async function onLine<T>(url: string, person: Person, ask: (socket: Socket) => Promise<T>): Promise<T> {
  const socket = io(url, { transports: ['websocket'], forceNew: true, auth: { token: person.token } })
  try {
    return await ask(socket)
  } finally {
    socket.disconnect()
  }
}

/** As somebody does who comes with this cursor; undefined where nothing answers. */
const enter = (url: string, person: Person, how: { sessionId: string; cursor: Cursor }) =>
  onLine(url, person, async (socket): Promise<EnterAck | undefined> => {
    const request = { ...how, as: 'participant', protocol: PROTOCOL.current }
    return socket
      .timeout(ANSWER_MS)
      .emitWithAck('session:enter', request)
      .catch(() => undefined)
  })

const announce = (client: BusyClient) =>
  client.give('session:announce', { text: 'Si riprende fra poco', minutes: 5 })

/** By a process of its own, as an administrator would. */
async function grantModerator(store: Store, email: string): Promise<void> {
  const making = { store, clock: createClock(), newId: randomUUID }
  const { id } = await openEdition(making)
  const actors = await Directory.load({ store, editionId: id, findBodies })
  await grantRole({ ...making, id, actors }, SYSTEM.id, { email, role: 'moderator', scope: 'edition' })
}

/** The primary is gone; the standby is reached at its address, first as what it is, then as the primary. */
async function failOver(stage: Stage, { primary, standby, door, wire }: Pair, other: Beside): Promise<void> {
  cut(door)
  await primary.stop('kill')
  cut(wire)
  door.leadTo(standby.port)
  for (const { url } of processes(stage, other))
    await until('readiness drops', async () => !(await isReady(url)), SOON_MS)
  await noAcksWhile(stage, 500)
  const [person] = stage.day.participants
  const cursor = { seq: 0, hash: '' }
  const answer = person && (await enter(other.proxy.url, person, { sessionId: stage.day.sessionId, cursor }))
  if (answer?.ok) stage.faults.push('R4 somebody was let in by what a standby says')
  cut(door)
  await askOf(standby.url, 'SELECT pg_promote()')
}

async function goOn(stage: Stage, { standby, door }: Pair, other: Beside): Promise<void> {
  door.cut()
  door.leadTo(standby.port)
  for (const { url } of processes(stage, other))
    await until('readiness comes back', () => isReady(url), SOON_MS)
}

/** Every screen's place is one that the log holds. */
async function isOnTheLog({ clients, day }: Stage): Promise<boolean> {
  const cursors = clients.map(({ store }) => store.cursor)
  return withStore(day.url, async (store) => {
    const entries = await listEntries(store.read, day.sessionId, { after: 0, limit: 1_000_000 })
    return cursors.every((cursor) => cursor && entries[cursor.seq - 1]?.hash.startsWith(cursor.hash))
  })
}

const headOf = async ({ day }: Stage): Promise<number> =>
  withStore(day.url, async ({ read }) => ((await findLog(read, day.sessionId))?.nextSeq ?? 1) - 1)

/** What people were told and the new primary never heard of is gone with the old one: theirs is what is left. */
function forgetLost(clients: readonly BusyClient[], kept: Stored): number {
  let lost = 0
  for (const { calls } of clients) {
    const left = calls.filter(({ actorId, key, answer }) => !answer || kept.results.has(`${actorId} ${key}`))
    lost += calls.length - left.length
    calls.splice(0, calls.length, ...left)
  }
  return lost
}

/** The standby hears nothing more, and work goes on without it. Gives what had been answered before. */
async function leaveBehind(stage: Stage, { primary, standby, wire }: Pair): Promise<readonly Call[]> {
  const heard = callsOf(stage).filter(({ answer }) => answer)
  const [{ at } = { at: '' }] = await askOf<{ at: string }>(
    primary.url,
    'SELECT pg_current_wal_lsn()::text AS at',
  )
  const isThere = `SELECT pg_last_wal_replay_lsn() >= '${at}' AS is`
  const follows = async () => (await askOf<{ is: boolean }>(standby.url, isThere))[0]?.is === true
  await until('the standby follows', follows, SOON_MS)
  cut(wire)
  await moreAcks(stage, ACKS)
  return heard
}

/** One person at each process is given a role, of which the standby never hears. Gives the furthest that anybody has seen. */
async function appoint(stage: Stage): Promise<Cursor> {
  const { day, clients } = stage
  await withStore(day.url, async (store) => {
    for (const email of APPOINTED) await grantModerator(store, email)
  })
  for (const client of clients.slice(0, APPOINTED.length))
    await until('the appointed is known', async () => (await announce(client))?.ok === true, SOON_MS)
  const head = await headOf(stage)
  const furthest = () => clients.flatMap(({ store }) => store.cursor ?? []).find(({ seq }) => seq >= head)
  await until('it is seen', () => furthest() !== undefined, SOON_MS)
  return { ...(furthest() ?? { seq: 0, hash: '' }) }
}

/** What the standby has, before anybody works on it; people's calls are what is left of them then. */
async function takeStock(stage: Stage, { standby }: Pair, before: { heard: readonly Call[]; gone: Cursor }) {
  const { day, faults, clients } = stage
  await withStore(standby.url, async (store) => {
    const kept = await readStored(store, day.sessionId)
    faults.push(...lostAcks(before.heard, kept))
    if (kept.entries.length >= before.gone.seq) faults.push('nothing was tried: the standby lacked nothing')
    if (forgetLost(clients, kept) < ACKS) faults.push('nothing was tried: little was lost')
    // The edition's log grows beyond where the processes had seen it.
    for (const email of ['expert@example.it', 'second@example.it', 'p3@example.it'])
      await grantModerator(store, email)
  })
}

/** Whoever has seen, or may, what the log doesn't hold, does so no more; and somebody is told. */
async function judge(stage: Stage, other: Beside, gone: Cursor): Promise<void> {
  const { day, faults, clients } = stage
  await until('R5 every screen is on the log that there is', () => isOnTheLog(stage), SOON_MS)
  await until('the log is longer than it was', async () => (await headOf(stage)) > gone.seq, SOON_MS)
  const [person] = day.participants
  const back = person && (await enter(other.proxy.url, person, { sessionId: day.sessionId, cursor: gone }))
  if (!back?.ok || back.resumed) faults.push('R5 a cursor that the log does not hold was gone on from')
  for (const client of clients.slice(0, APPOINTED.length)) {
    const told = await announce(client)
    if (told?.ok !== false || told.code !== 'permission/denied')
      faults.push('a role that is in no log is still believed')
  }
  for (const { complaints } of processes(stage, other))
    if (!complaints.some((line) => line.includes('log/astray')))
      faults.push('nobody was told of the other log')
}

const behind: Drill['run'] = (given) =>
  onPair((pair, databaseUrl) =>
    onStage({ ...given, participants: PEOPLE, databaseUrl }, async (stage) => {
      await atTwoProcesses(stage, async (other) => {
        await moreAcks(stage, ACKS)
        const heard = await leaveBehind(stage, pair)
        const gone = await appoint(stage)
        await failOver(stage, pair, other)
        await takeStock(stage, pair, { heard, gone })
        if (stage.faults.length > 0) return
        await goOn(stage, pair, other)
        await judge(stage, other, gone)
      })
      if (stage.faults.length === 0) stage.faults.push(...(await settledFaults(stage)))
    }),
  )

const together: Drill['run'] = (given) =>
  onPair((pair, databaseUrl) =>
    onStage({ ...given, participants: PEOPLE, databaseUrl }, async (stage) => {
      await askOf(pair.primary.url, "ALTER SYSTEM SET synchronous_standby_names = 'ANY 1 (*)'")
      await askOf(pair.primary.url, 'SELECT pg_reload_conf()')
      const state = 'SELECT sync_state AS state FROM pg_stat_replication'
      const isWaitedFor = async () =>
        (await askOf<{ state: string }>(pair.primary.url, state))[0]?.state === 'quorum'
      await until('commits wait for the standby', isWaitedFor, SOON_MS)
      pair.wire.delay(WIRE_MS)
      await atTwoProcesses(stage, async (other) => {
        await moreAcks(stage, ACKS)
        const heard = callsOf(stage)
        await failOver(stage, pair, other)
        await withStore(pair.standby.url, async (store) => {
          stage.faults.push(...lostAcks(heard, await readStored(store, stage.day.sessionId)))
        })
        if (stage.faults.length > 0) return
        await goOn(stage, pair, other)
        await moreAcks(stage, ACKS)
      })
      if (stage.faults.length === 0) stage.faults.push(...(await settledFaults(stage)))
    }),
  )

export const drills: readonly Drill[] = [
  {
    fault: 'F6',
    rules: 'R4 R5 S1 A1',
    what: 'a standby without the last commits takes over: nobody stays on what it does not hold, and it is said',
    run: behind,
    mutants: [
      {
        name: 'roles of a log that is gone',
        edits: [
          {
            file: 'server/rooms/directory.ts',
            from: 'if (from.seq > 0 && (head.seq <= from.seq || entries[0]?.prevHash !== from.hash))',
            to: 'if (entries === undefined)',
          },
        ],
        breaks: /a role that is in no log/,
      },
      {
        name: 'a cursor is believed by its place alone',
        edits: [
          {
            file: 'server/rooms/history.ts',
            from: 'entry !== undefined && shortHash(entry.hash) === cursor.hash',
            to: 'entry !== undefined',
          },
        ],
        breaks: /R5/,
      },
      {
        name: 'a log is not compared with what was read of it',
        edits: [
          {
            file: 'server/rooms/room.ts',
            from: 'if (!log || log.nextSeq - 1 < this.history.head) return',
            to: 'if (!log) return',
          },
          {
            file: 'server/rooms/room.ts',
            from: 'if (head > 0 && shortHash(hash) !== headHash) this',
            to: 'if (head < 0 && shortHash(hash) !== headHash) this',
          },
        ],
        breaks: /R5/,
      },
    ],
  },
  {
    fault: 'F6',
    rules: 'W1 W2 R4',
    what: 'a standby that commits waited for takes over: everything that was acknowledged is there',
    run: together,
    mutants: [
      {
        name: 'a commit that waits for nobody else',
        edits: [
          {
            file: 'db/drivers/postgres-line.ts',
            from: "synchronous_commit: 'on'",
            to: "synchronous_commit: 'local'",
          },
          {
            file: 'db/drivers/postgres-line.ts',
            from: "found.synced !== 'on'",
            to: "found.synced === 'off'",
          },
        ],
        breaks: /W1 lost/,
      },
    ],
  },
]
