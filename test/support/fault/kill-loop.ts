/**
 * The server as a process, people at their devices, and a kill −9 again and again in the middle of it. When all is over
 * it says what was done, and every fault that it found. Which source runs is given: ours, or a copy with a bug in it.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openStore, type Store } from '../../../db/open.ts'
import { listLogIds, verifyLog } from '../../../db/verify.ts'
import { BusyClient, pictureOf } from '../../../scripts/fault/busy-client.ts'
import { type ChaosProxy, openProxy } from '../../../scripts/fault/chaos-proxy.ts'
import { type Day, work } from '../../../scripts/fault/habits.ts'
import { type Call, historyFaults, lostAcks, readStored } from '../../../scripts/fault/history.ts'
import { seededRandom } from '../../../scripts/fault/random.ts'
import { resendFaults } from '../../../scripts/fault/resend.ts'
import { type SeededDay, seedDay } from '../../../scripts/fault/seeded-day.ts'
import { until } from '../../../scripts/fault/until.ts'
import { type ServerProcess, startServer } from '../../../scripts/services/server-process.ts'

export type Plan = {
  /** The folder of the source to run. */
  readonly root: string
  readonly participants: number
  /** At least so many kills under load, and at least so many acknowledged commands. */
  readonly kills: number
  readonly acks: number
  readonly seed: number
  /** Look for lost acknowledgements after each kill, and end with the first that are found. */
  readonly untilFirstLoss?: boolean
}

export type Report = {
  readonly kills: number
  readonly acks: number
  readonly reloads: number
  readonly resent: number
  readonly byType: Readonly<Record<string, number>>
  readonly faults: readonly string[]
}

/** Acknowledgements in one life of the server before it is killed. */
const LIFE_ACKS = { least: 60, most: 700 }
const KILL_WITHIN_MS = 12
const CALM_MS = 60_000

type Loop = {
  readonly plan: Plan
  readonly dataDir: string
  readonly day: SeededDay
  readonly front: ChaosProxy
  readonly clients: readonly BusyClient[]
  readonly random: () => number
  readonly faults: string[]
  server: ServerProcess
  kills: number
}

export async function killLoop(plan: Plan): Promise<Report> {
  const dataDir = mkdtempSync(join(tmpdir(), 'quesiti-kill-'))
  const random = seededRandom(plan.seed)
  const day = await seedDay(dataDir, plan.participants)
  const front = await openProxy()
  const where = { url: front.url, sessionId: day.sessionId, random }
  const server = await serve({ root: plan.root, dataDir, front })
  front.leadTo(server.port)
  const clients = [
    ...day.participants.map((person) => new BusyClient(person, 'participant', where)),
    ...day.experts.map((person) => new BusyClient(person, 'expert', where)),
  ]
  const loop: Loop = { plan, dataDir, day, front, clients, random, faults: [], server, kills: 0 }
  try {
    return await run(loop)
  } finally {
    for (const client of clients) client.close()
    await loop.server.kill('SIGKILL')
    await front.close()
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function run(loop: Loop): Promise<Report> {
  const { plan, clients, faults } = loop
  const day: Day = { random: loop.random, isOver: false }
  const working = clients.map((client) => work(client, day))
  while (loop.kills < plan.kills || acksOf(clients) < plan.acks) {
    await oneLife(loop)
    if (plan.untilFirstLoss) await withStore(loop, (store) => findLosses(loop, store))
    if (faults.length > 0) break
    await start(loop)
  }
  day.isOver = true
  let resent = 0
  if (faults.length === 0) {
    await calm(loop, working)
    resent = await afterTheEnd(loop)
  }
  return {
    kills: loop.kills,
    acks: acksOf(clients),
    reloads: clients.reduce((sum, { reloads }) => sum + reloads, 0),
    resent,
    byType: countTypes(clients),
    faults,
  }
}

const callsOf = (clients: readonly BusyClient[]): Call[] => clients.flatMap(({ calls }) => calls)
const acksOf = (clients: readonly BusyClient[]): number =>
  callsOf(clients).filter(({ answer }) => answer?.ok).length

const countTypes = (clients: readonly BusyClient[]): Record<string, number> =>
  Object.fromEntries(
    [
      ...Map.groupBy(
        callsOf(clients),
        ({ type, answer }) => `${type} ${answer?.ok ? 'ok' : (answer?.code ?? 'unknown')}`,
      ),
    ]
      .map(([name, calls]) => [name, calls.length] as const)
      .sort(([one], [two]) => (one < two ? -1 : 1)),
  )

/** Load, until the dice say so and commands are under way; then the process is gone. A page is closed meanwhile. */
async function oneLife(loop: Loop): Promise<void> {
  const { clients, random } = loop
  const before = acksOf(clients)
  const wanted = LIFE_ACKS.least + Math.floor(random() * (LIFE_ACKS.most - LIFE_ACKS.least))
  await until(
    `${wanted} acknowledgements in one life`,
    () => acksOf(clients) - before >= wanted && clients.some(({ waiting }) => waiting > 0),
    CALM_MS,
  )
  await new Promise((resolve) => setTimeout(resolve, random() * KILL_WITHIN_MS))
  loop.front.leadTo(null)
  await loop.server.kill('SIGKILL')
  loop.kills += 1
  loop.faults.push(...loop.server.complaints.map((line) => `the server complained: ${line}`))
  clients[Math.floor(random() * clients.length)]?.reload()
}

const serve = ({ root, dataDir, front }: { root: string; dataDir: string; front: ChaosProxy }) =>
  startServer({ root, env: { DATA_DIR: dataDir, PORT: '0', PUBLIC_URL: front.url } })

async function start(loop: Loop): Promise<void> {
  loop.server = await serve({ root: loop.plan.root, dataDir: loop.dataDir, front: loop.front })
  loop.front.leadTo(loop.server.port)
}

/** Everybody has their answers, every vote is counted, and every screen shows what a fresh one does. */
async function calm(loop: Loop, working: readonly Promise<void>[]): Promise<void> {
  const { clients } = loop
  await until('everything is answered', () => clients.every(({ waiting }) => waiting === 0), CALM_MS)
  await Promise.all(working)
  await withStore(loop, (store) =>
    until('every vote is counted', async () => (await uncounted(store)) === 0, CALM_MS).catch(
      (error: Error) => {
        loop.faults.push(`tally: ${error.message}`)
      },
    ),
  )
  for (const client of clients) {
    const fresh = new BusyClient(client.person, client.role, {
      url: loop.front.url,
      sessionId: loop.day.sessionId,
      random: loop.random,
    })
    const isSame = () =>
      fresh.store.isComplete &&
      client.store.isComplete &&
      fresh.store.cursor?.seq === client.store.cursor?.seq &&
      JSON.stringify(pictureOf(fresh.store)) === JSON.stringify(pictureOf(client.store))
    await until(`S1 R4 the screen of ${client.person.actorId} is a fresh one's`, isSame, CALM_MS)
      .catch((error: Error) => loop.faults.push(error.message))
      .finally(() => fresh.close())
  }
}

/** Questions whose shown number of persons is not that of the votes that stand. */
const uncounted = async (store: Store): Promise<number> => {
  const [found] = await store.read.sql.all<{ wrong: number }>(
    `SELECT count(*) AS wrong FROM question WHERE persons <>
       (SELECT count(*) FROM vote WHERE vote.question_id = question.id AND vote."on")`,
  )
  return found?.wrong ?? -1
}

/** One kill more with nothing under way; the same keys are sent again to the next life; then the file is read. */
async function afterTheEnd(loop: Loop): Promise<number> {
  loop.front.leadTo(null)
  await loop.server.kill('SIGKILL')
  await start(loop)
  const calls = callsOf(loop.clients)
  const { resent, faults } = await resendFaults(loop.server.port, loop.clients)
  loop.faults.push(...faults)
  await loop.server.kill('SIGKILL')
  await withStore(loop, async (store) => {
    loop.faults.push(...historyFaults(calls, await readStored(store, loop.day.sessionId)))
    for (const id of await listLogIds(store.read)) {
      const verdict = await verifyLog(store, id)
      if (!verdict.ok) loop.faults.push(`A1 S2 ${verdict.what} at ${verdict.seq}`)
    }
    const [check] = await store.read.sql.all<{ integrity_check: string }>('PRAGMA integrity_check')
    if (check?.integrity_check !== 'ok') loop.faults.push(`the file: ${check?.integrity_check}`)
  })
  return resent
}

async function findLosses(loop: Loop, store: Store): Promise<void> {
  loop.faults.push(...lostAcks(callsOf(loop.clients), await readStored(store, loop.day.sessionId)))
}

async function withStore<T>(loop: Loop, read: (store: Store) => T | Promise<T>): Promise<T> {
  const store = await openStore(loop.day.url)
  try {
    return await read(store)
  } finally {
    await store.close()
  }
}
