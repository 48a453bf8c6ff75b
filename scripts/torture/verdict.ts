/**
 * When all is healed: the answers against the log, the log against the rows, every screen against the rows and against a
 * fresh one, and what only some may read against who has read it. Each rule says what breaks it.
 */

import { findLog } from '../../db/log-store.ts'
import { loadRoom } from '../../db/room-store.ts'
import { listLogIds, verifyLog } from '../../db/verify.ts'
import { ENTITIES, type Entity, type Rows } from '../../server/domain/rows.ts'
import { type Reader, viewFor } from '../../server/domain/views.ts'
import { pictureOf } from '../fault/busy-client.ts'
import { type Call, closingFaults, historyFaults, programOrderFaults, readStored } from '../fault/history.ts'
import { until } from '../fault/until.ts'
import type { At } from './habits.ts'
import { arrive, delay, type Run } from './run.ts'
import type { Sighting } from './witness.ts'

export type Verdict = { readonly [rule in Rule]: readonly string[] }

export const RULES = [
  'what was answered is stored, and as it was answered (W1, W2, W8)',
  'the log has no gap, no key twice, and time goes on (W4, W5)',
  'what was answered first stands first; each device in its order',
  'every screen shows the rows, and what a fresh one does (R4, S1)',
  'frames fit on each other, and nobody is sent back (R1, R2, S1)',
  'nobody was shown what they may not see (R3)',
  'nothing counts after the closing instant (W6, W7)',
  'the logs verify and give the rows (S2, A1)',
  'no process ended by itself, and all healed',
] as const
export type Rule = (typeof RULES)[number]

const FRESH_AT_ONCE = 10

export async function verdictOf(run: Run, working: readonly Promise<void>[]): Promise<Verdict> {
  const calm = await calmFaults(run, working)
  const screens = [...(await lastWordFaults(run)), ...(await screenFaults(run))]
  const history = await dayFaults(run)
  const { witness } = run
  const [leaks, order] = split(witness.faults, (fault) => fault.startsWith('leaked'))
  const [times, rest] = split(history, (fault) => /^W[45]/.test(fault))
  const [sequence, stored] = split(rest, (fault) => /^(real time|program order)/.test(fault))
  const [closing, answers] = split(stored, (fault) => /^W[67]/.test(fault))
  return {
    [RULES[0]]: [...calm, ...answers],
    [RULES[1]]: times,
    [RULES[2]]: sequence,
    [RULES[3]]: screens,
    [RULES[4]]: order,
    [RULES[5]]: [...leaks, ...(await sightingFaults(run)), ...leaverFaults(run)],
    [RULES[6]]: closing,
    [RULES[7]]: await logFaults(run),
    [RULES[8]]: [...run.site.crashes, ...run.faults],
  } as Verdict
}

const split = (all: readonly string[], is: (fault: string) => boolean): [string[], string[]] => [
  all.filter(is),
  all.filter((fault) => !is(fault)),
]

/** Those who have lost an expert's role stand before a closed door: what they gave last has no answer. */
const isShutOut = (run: Run, { client }: At): boolean =>
  run.left.some(({ at }) => at.client === client && at.citizen.role !== 'participant')

const staying = (run: Run): At[] =>
  [...run.crowd, ...run.leaving, ...run.left.map(({ at }) => at)].filter((at) => !isShutOut(run, at))

/** Everybody has their answers, and every vote is counted. */
async function calmFaults(run: Run, working: readonly Promise<void>[]): Promise<string[]> {
  const faults: string[] = []
  const note = (error: Error) => void faults.push(error.message)
  const waiting = () =>
    staying(run).reduce((sum, { client }) => sum + client.waiting, 0) +
    run.closings.flatMap(({ clients }) => clients).reduce((sum, client) => sum + client.waiting, 0)
  await until('everything is answered', () => waiting() === 0, run.plan.calmMs).catch((error: Error) => {
    note(error)
    faults.push(`${waiting()} commands have no answer`)
  })
  if (faults.length === 0 && run.left.length === 0) await Promise.all(working)
  await until('every vote is counted', async () => (await uncounted(run)) === 0, run.plan.calmMs).catch(note)
  await until('nothing is written any more', () => isQuiet(run), run.plan.calmMs).catch(note)
  return faults
}

/** What is counted half a second later is counted by then. */
const QUIET_MS = 1_500

async function isQuiet({ town }: Run): Promise<boolean> {
  const head = await headOf(town)
  await delay(QUIET_MS)
  return head === (await headOf(town))
}

const headOf = async ({ store, sessionId }: Run['town']): Promise<number> =>
  ((await findLog(store.read, sessionId))?.nextSeq ?? 1) - 1

/** Questions whose shown number of persons is not that of the votes that stand. */
async function uncounted({ town }: Run): Promise<number> {
  const [row] = await town.store.read.sql.all<{ wrong: number }>(
    `SELECT count(*) AS wrong FROM question WHERE persons <>
       (SELECT count(*) FROM vote WHERE vote.question_id = question.id AND vote."on")`,
  )
  return Number(row?.wrong ?? -1)
}

/** A poll takes a second; the rest is for a machine that is busy. */
const LAST_WORD_MS = 6_000

/** What one process writes now reaches the people of all others, though nobody there does anything. */
async function lastWordFaults(run: Run): Promise<string[]> {
  const moderator = run.crowd.find(({ citizen }) => citizen.role === 'moderator')
  const said = await moderator?.client.give('session:announce', { text: 'È finita.', minutes: 5 })
  if (!said?.ok) return [`the last word was not taken: ${JSON.stringify(said)}`]
  const behind = () => staying(run).filter(({ client }) => (client.store.cursor?.seq ?? 0) < said.seq)
  const faults: string[] = []
  await until('', () => behind().length === 0, LAST_WORD_MS).catch(() =>
    faults.push(`${behind().length} screens did not hear the last word within ${LAST_WORD_MS} ms`),
  )
  return faults
}

const readerOf = ({ citizen }: At, hasLeft: boolean): Reader => ({
  as: citizen.role,
  actorId: citizen.actorId,
  bodyId: hasLeft ? null : citizen.bodyId,
})

/** Each screen is at the head and shows what the rows say for that reader, and so does one that comes in fresh. */
async function screenFaults(run: Run): Promise<string[]> {
  const { town } = run
  const faults: string[] = []
  const head = await headOf(town)
  const { rows } = await town.store.snapshot((read) => loadRoom(read, town.sessionId))
  const check = async (at: At, name: string) => {
    const expected = JSON.stringify(
      pictureFor(
        rows,
        readerOf(
          at,
          run.left.some((one) => one.at.citizen === at.citizen),
        ),
      ),
    )
    const isRight = () =>
      at.client.store.isComplete &&
      at.client.store.cursor?.seq === head &&
      JSON.stringify(pictureOf(at.client.store)) === expected
    await until('', isRight, run.plan.calmMs).catch(() => {
      const { store } = at.client
      const where = `${store.isComplete ? 'whole' : 'in parts'} at ${store.cursor?.seq} of ${head}`
      faults.push(
        `${name} of ${at.citizen.role} ${at.citizen.actorId} is ${where}: ${difference(at, expected)}`,
      )
    })
  }
  await Promise.all(staying(run).map((at) => check(at, 'the screen')))
  const left = staying(run)
  while (left.length > 0)
    await Promise.all(
      left.splice(0, FRESH_AT_ONCE).map(async ({ citizen }) => {
        const fresh = arrive({ ...run, sessionId: town.sessionId }, citizen)
        await check(fresh, 'a fresh screen').finally(() => fresh.client.close())
      }),
    )
  return faults
}

type Room = Awaited<ReturnType<typeof loadRoom>>['rows']

function pictureFor(rows: Room, reader: Reader): unknown[] {
  const views = <E extends Entity>(entity: E) =>
    (rows[entity] as readonly Rows[E][]).flatMap((row) => viewFor(reader, entity, row) ?? [])
  const inOrder = ENTITIES.flatMap((entity) => views(entity).sort((one, two) => (one.id < two.id ? -1 : 1)))
  return JSON.parse(JSON.stringify(inOrder)) as unknown[]
}

function difference({ client }: At, expected: string): string {
  const shown = new Set(pictureOf(client.store).map((view) => JSON.stringify(view)))
  const wanted = new Set((JSON.parse(expected) as unknown[]).map((view) => JSON.stringify(view)))
  const missing = [...wanted].find((view) => !shown.has(view))
  const extra = [...shown].find((view) => !wanted.has(view))
  return `lacks ${missing?.slice(0, 200)}, has ${extra?.slice(0, 200)}`
}

/** The history of the long day, and of each that closed. */
async function dayFaults(run: Run): Promise<string[]> {
  const { town, closings } = run
  const everybody = [...run.crowd, ...run.leaving, ...run.left.map(({ at }) => at)]
  const calls = everybody.flatMap(({ client }) => client.calls)
  const shutOut = new Set(run.left.flatMap(({ at }) => (isShutOut(run, at) ? at.citizen.actorId : [])))
  const isExcused = (call: Call) => call.answer === undefined && shutOut.has(call.actorId)
  const excused = new Set(calls.filter(isExcused).map(({ key }) => key))
  const stored = await readStored(town.store, town.sessionId)
  const faults = [...historyFaults(calls, stored), ...programOrderFaults(calls)].filter(
    (fault) => ![...excused].some((key) => fault.startsWith('W2 never answered') && fault.endsWith(key)),
  )
  for (const { sessionId, closesAt, clients } of closings) {
    const given = clients.flatMap((client) => client.calls)
    const { entries, ...kept } = await readStored(town.store, sessionId)
    faults.push(
      ...historyFaults(given, { entries, ...kept }),
      ...closingFaults({ entries, calls: given, closesAt }),
    )
  }
  return faults
}

/** What was given after the role had been taken back was not done. */
const leaverFaults = ({ left }: Run): string[] =>
  left.flatMap(({ at, revokedAt }) =>
    at.client.calls
      .filter(({ invokedAt, answer }) => invokedAt > revokedAt && answer?.ok)
      .map(({ type, key }) => `leaked: ${type} ${key} was done for somebody who had lost the role`),
  )

async function sightingFaults({ town, witness }: Run): Promise<string[]> {
  const { rows } = await town.store.snapshot((read) => loadRoom(read, town.sessionId))
  const bodyOf = new Map(rows.question.map(({ id, body }) => [id, body?.id ?? null]))
  const isFine = ({ what, owner, reader }: Sighting): boolean => {
    if (what === 'bozza' || what === 'nota') return false
    if (reader.role !== 'participant') return true
    return reader.bodyId === (what === 'solo' ? bodyOf.get(owner) : owner)
  }
  return witness.sightings
    .filter((sighting) => !isFine(sighting))
    .map(({ what, owner, reader }) => `leaked: ${what} of ${owner} to ${reader.role} of ${reader.bodyId}`)
}

async function logFaults({ town }: Run): Promise<string[]> {
  const faults: string[] = []
  for (const id of await listLogIds(town.store.read)) {
    const verdict = await verifyLog(town.store, id)
    if (!verdict.ok) faults.push(`${verdict.what} at ${verdict.seq} of ${id}`)
  }
  return faults
}
