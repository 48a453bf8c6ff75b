/**
 * Duels: two people, or one twice, want what only one can have, at the same moment on two processes of one database. Who
 * comes when is fast-check's choice. It says what did not hold; which protection is missing is not known here.
 */
import fc from 'fast-check'
import { findBodies } from '../../db/body-store.ts'
import { openStore, type Store } from '../../db/open.ts'
import { listLogIds, verifyLog } from '../../db/verify.ts'
import { type Person, type SeededDay, seedDay } from '../../scripts/fault/seeded-day.ts'
import { openClock } from '../../server/adapters/database-clock.ts'
import { newId } from '../../server/adapters/ids.ts'
import { type Edition, openEdition } from '../../server/commands/edition.ts'
import { grantRole, revokeRole } from '../../server/commands/grant.ts'
import type { CommandAck } from '../../server/contract/socket.ts'
import { must } from '../../server/domain/assert.ts'
import type { Command } from '../../server/domain/commands.ts'
import { SYSTEM } from '../../server/domain/permissions.ts'
import { Directory } from '../../server/rooms/directory.ts'
import { indexSearch } from '../../server/rooms/indexing.ts'
import { Rooms } from '../../server/rooms/rooms.ts'
import { type FreshDatabase, freshDatabase } from './database/fresh-database.ts'
import { answerWords, askPayload, handTimers, newKey } from './forum.ts'

type Process = { readonly rooms: Rooms; readonly directory: Directory }

let database: FreshDatabase
let store: Store
let day: SeededDay
let edition: Edition
let processes: readonly [Process, Process]
let moderatorId: string
const failures: unknown[] = []

async function open(): Promise<void> {
  database = await freshDatabase()
  day = await seedDay(isFile(database.url) ? folderOf(database.url) : database.url, 4)
  store = await openStore(day.url)
  const clock = await openClock(store)
  const { id } = await openEdition({ store, clock, newId })
  const start = async (): Promise<Process> => {
    const directory = await Directory.load({ store, editionId: id, findBodies })
    const onFault = (error: unknown) => failures.push(error)
    const own = { timers: handTimers(), actors: directory, indexer: indexSearch, isShared: true, onFault }
    return { directory, rooms: new Rooms({ store, clock, newId, secret: 'of the tests', ...own }, () => {}) }
  }
  processes = [await start(), await start()]
  edition = { store, clock, newId, id, actors: processes[0].directory }
  moderatorId = (await enrolled('moderator')).actorId
  const { room } = must(await processes[0].rooms.find(day.sessionId))
  await room.submitSystem({ type: 'session:advance', payload: {} })
}

const isFile = (url: string): boolean => url.startsWith('file:')
const folderOf = (url: string): string => url.slice('file:'.length).replace(/\/quesiti\.db$/, '')

async function enrolled(role: 'expert' | 'moderator') {
  const held = { email: `${newId().toLowerCase()}@example.it`, role, scope: 'edition' } as const
  const granted = await grantRole(edition, SYSTEM.id, held)
  for (const { directory } of processes) await directory.follow()
  return { ...granted, held }
}

async function give(place: number, actorId: string, command: Command): Promise<CommandAck> {
  const { room } = must(await must(processes[place]).rooms.find(day.sessionId))
  return room.submit({ actorId, key: newKey(), command })
}

type Prize = { readonly questionId: string; readonly itemId: string }
type Told = CommandAck | { readonly ok: 'revoked'; readonly at: number }
type Move = (place: number, prize: Prize) => Promise<Told>

const by =
  (actorId: string, command: (prize: Prize) => Command): Move =>
  (place, prize) =>
    give(place, actorId, command(prize))

const person = (people: readonly Person[], place: number): string => must(people[place]).actorId
const asker = () => person(day.participants, 0)
const voter = () => person(day.participants, 2)
const expert = (place: 0 | 1) => person(day.experts, place)

const claim = (actorId: string) => by(actorId, ({ itemId }) => ({ type: 'item:claim', payload: { itemId } }))
const release = (actorId: string) =>
  by(actorId, ({ itemId }) => ({ type: 'item:release', payload: { itemId } }))
const publish = (actorId: string) =>
  by(actorId, ({ itemId }) => ({
    type: 'answer:publish',
    payload: { itemId, words: answerWords(), reach: 'all' },
  }))
const withdraw = () =>
  by(asker(), ({ questionId }) => ({ type: 'question:withdraw', payload: { questionId } }))
const vote = () =>
  by(voter(), ({ questionId }) => ({ type: 'question:vote', payload: { questionId, on: true } }))
const admit = () => by(moderatorId, ({ questionId }) => ({ type: 'question:admit', payload: { questionId } }))
const unadmit = () =>
  by(moderatorId, ({ questionId }) => ({ type: 'question:unadmit', payload: { questionId } }))

type Duel = {
  /** What must have happened before. */
  readonly before?: () => Move
  readonly moves: () => Promise<readonly [Move, Move]>
  /** What is wrong about how it ended. */
  readonly judge: (told: readonly [Told, Told], prize: Prize) => Promise<string | null> | string | null
}

const isOk = (told: Told): boolean => told.ok !== false
const codeOf = (told: Told): string => (told.ok === false ? told.code : 'accepted')

/** One has it; the other is refused with one of these. */
const one =
  (...lost: readonly [string, string]): Duel['judge'] =>
  ([first, second]) => {
    if (isOk(first) === isOk(second)) return `${codeOf(first)} and ${codeOf(second)}`
    const [place, loser] = isOk(first) ? [1, second] : [0, first]
    return codeOf(loser) === lost[place] ? null : `the loser was told ${codeOf(loser)}`
  }

/** The second always stands; the first only if it was before it. */
const unlessAfter =
  (lost: string): Duel['judge'] =>
  ([first, second]) => {
    if (second.ok !== true) return `the second: ${codeOf(second)}`
    if (first.ok === true) return first.seq < second.seq ? null : 'accepted on what was gone'
    return codeOf(first) === lost ? null : `the first was told ${codeOf(first)}`
  }

const votesOn = async ({ questionId }: Prize): Promise<number> =>
  (await store.read.sql.all('SELECT id FROM vote WHERE question_id = ?', questionId)).length

const NOT_NOW = 'question/not-allowed-now'

const DUELS: Readonly<Record<string, Duel>> = {
  'two experts claim': {
    moves: async () => [claim(expert(0)), claim(expert(1))],
    judge: (told, prize) => {
      const [loser] = told.filter((each) => each.ok === false)
      const holder = expert(told[0].ok === true ? 0 : 1)
      if (loser && loser.ok === false && loser.details?.holder !== holder) return 'the loser is not told who'
      return one('workItem/taken', 'workItem/taken')(told, prize)
    },
  },
  'one claims, the author withdraws': {
    moves: async () => [claim(expert(0)), withdraw()],
    judge: one('workItem/not-allowed-now', NOT_NOW),
  },
  'one claims, the moderator takes it back': {
    moves: async () => [claim(expert(0)), unadmit()],
    judge: one('workItem/not-allowed-now', NOT_NOW),
  },
  'the moderator publishes, the author withdraws': {
    before: unadmit,
    moves: async () => [admit(), withdraw()],
    judge: unlessAfter(NOT_NOW),
  },
  'one publishes twice': {
    before: () => claim(expert(0)),
    moves: async () => [publish(expert(0)), publish(expert(0))],
    judge: one('workItem/lease-lost', 'workItem/lease-lost'),
  },
  'one publishes and gives it back': {
    before: () => claim(expert(0)),
    moves: async () => [publish(expert(0)), release(expert(0))],
    judge: one('workItem/lease-lost', 'workItem/lease-lost'),
  },
  'a vote, and the author withdraws': {
    moves: async () => [vote(), withdraw()],
    judge: unlessAfter(NOT_NOW),
  },
  'one votes twice': {
    moves: async () => [vote(), vote()],
    judge: async ([first, second], prize) => {
      if (!isOk(first) || !isOk(second)) return `${codeOf(first)} and ${codeOf(second)}`
      return (await votesOn(prize)) === 1 ? null : 'counted twice'
    },
  },
  'one claims, and has the role no more': {
    moves: async () => {
      const { actorId, grantId, held } = await enrolled('expert')
      const revoke: Move = async () => {
        await revokeRole(edition, SYSTEM.id, held)
        const rows = 'SELECT max(at) AS at FROM event WHERE log_id = ? AND entity_id = ?'
        const [row] = await store.read.sql.all<{ at: number }>(rows, edition.id, grantId)
        return { ok: 'revoked', at: must(row).at }
      }
      return [claim(actorId), revoke]
    },
    judge: ([first, second]) => {
      if (first.ok === true)
        return first.at <= must(second.ok === 'revoked' ? second : null).at ? null : 'late'
      return codeOf(first) === 'permission/denied' ? null : `told ${codeOf(first)}`
    },
  },
}

const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise((resolve) => setImmediate(resolve))
}

async function prizeAt(place: number): Promise<Prize> {
  const asked = await give(place, asker(), { type: 'question:ask', payload: askPayload() })
  if (!asked.ok) throw new Error(`who asked was told ${asked.code}`)
  const questionId = String(asked.result.questionId)
  const { room } = must(await must(processes[place]).rooms.find(day.sessionId))
  return { questionId, itemId: room.state.get('question', questionId).workItemId }
}

type Case = { duel: string; places: [number, number]; askedAt: number; ahead: number }
const outcomes = new Map<string, Set<string>>()

async function play({ duel, places, askedAt, ahead }: Case): Promise<void> {
  const { before, moves, judge } = must(DUELS[duel])
  const prize = await prizeAt(askedAt)
  if (before) await before()(askedAt, prize)
  const [first, second] = await moves()
  const told = await Promise.all([
    turns(ahead).then(() => first(places[0], prize)),
    turns(-ahead).then(() => second(places[1], prize)),
  ])
  const fault = await judge(told, prize)
  if (fault !== null) throw new Error(`${duel}: ${fault}: ${JSON.stringify(told)}`)
  const seen = outcomes.get(duel) ?? new Set()
  outcomes.set(duel, seen.add(told.map(codeOf).join()))
  // Nobody has more in hand than they may.
  for (const actorId of [expert(0), expert(1)]) await release(actorId)(askedAt, prize)
}

const place = fc.integer({ min: 0, max: 1 })
const aCase = fc.record<Case>({
  duel: fc.constantFrom(...Object.keys(DUELS)),
  places: fc.tuple(place, place),
  askedAt: place,
  ahead: fc.integer({ min: -6, max: 6 }),
})

async function* faultsAfterwards(): AsyncGenerator<string> {
  for (const failure of failures) yield `a flush failed: ${failure}`
  for (const id of await listLogIds(store.read)) {
    const verdict = await verifyLog(store, id)
    if (!verdict.ok) yield `A1 S2 ${verdict.what} at ${verdict.seq}`
  }
  const heads = new Set<string>()
  for (const { rooms } of processes) {
    const { room } = must(await rooms.find(day.sessionId))
    await room.follow()
    heads.add(room.history.headHash)
  }
  if (heads.size > 1) yield 'the processes are not at the same head'
  // Had one and the same always won, nothing would have been tried.
  if ([...outcomes.values()].filter((seen) => seen.size > 1).length < 3) yield 'nothing was tried'
}

/** Plays so many on a database of their own, and says what did not hold. Once for each copy of this module. */
export async function playDuels({ seed, runs }: { seed: number; runs: number }): Promise<string[]> {
  await open()
  const faults: string[] = []
  try {
    await fc.assert(fc.asyncProperty(aCase, play), { numRuns: runs, seed })
    // The dullest of each, so that none is left out.
    for (const duel of Object.keys(DUELS)) await play({ duel, places: [0, 1], askedAt: 0, ahead: 0 })
    for await (const fault of faultsAfterwards()) faults.push(fault)
  } catch (error) {
    faults.push(String(error), String((error as Error).cause ?? ''))
  } finally {
    await store.close()
    await database.remove()
  }
  return faults
}
