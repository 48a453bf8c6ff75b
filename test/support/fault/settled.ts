/**
 * When a day has calmed down: every vote is counted, every screen shows what a fresh one does, what was answered is in the
 * log once, and the file and its logs are whole. What happened before is not known here.
 */
import { dialect } from '../../../db/columns.ts'
import { openStore, type Store } from '../../../db/open.ts'
import { listLogIds, verifyLog } from '../../../db/verify.ts'
import { BusyClient, pictureOf } from '../../../scripts/fault/busy-client.ts'
import { historyFaults, readStored } from '../../../scripts/fault/history.ts'
import type { SeededDay } from '../../../scripts/fault/seeded-day.ts'
import { until } from '../../../scripts/fault/until.ts'

const CALM_MS = 60_000

export type Settling = {
  readonly day: SeededDay
  readonly proxy: { readonly url: string }
  readonly clients: readonly BusyClient[]
  readonly random: () => number
}

/** All of it, with the server still running. Every command must have its answer by now. */
export async function settledFaults(stage: Settling): Promise<string[]> {
  const faults = await screenFaults(stage)
  const calls = stage.clients.flatMap((client) => client.calls)
  await withStore(stage.day.url, async (store) => {
    faults.push(
      ...historyFaults(calls, await readStored(store, stage.day.sessionId)),
      ...(await storeFaults(store)),
    )
  })
  return faults
}

/** Every vote counted, and every screen a fresh one's. */
export async function screenFaults({ day, proxy, clients, random }: Settling): Promise<string[]> {
  const faults: string[] = []
  const note = (error: Error) => void faults.push(error.message)
  await withStore(day.url, (store) =>
    until('tally: every vote is counted', async () => (await uncounted(store)) === 0, CALM_MS).catch(note),
  )
  for (const client of clients) {
    const { person, role } = client
    const fresh = new BusyClient(person, role, { url: proxy.url, sessionId: day.sessionId, random })
    const isSame = () =>
      fresh.store.isComplete &&
      client.store.isComplete &&
      fresh.store.cursor?.seq === client.store.cursor?.seq &&
      JSON.stringify(pictureOf(fresh.store)) === JSON.stringify(pictureOf(client.store))
    await until(`S1 R4 the screen of ${person.actorId} is a fresh one's`, isSame, CALM_MS)
      .catch(note)
      .finally(() => fresh.close())
  }
  return faults
}

/** Every log, and where it is a file the file itself. */
export async function storeFaults(store: Store): Promise<string[]> {
  const faults: string[] = []
  for (const id of await listLogIds(store.read)) {
    const verdict = await verifyLog(store, id)
    if (!verdict.ok) faults.push(`A1 S2 ${verdict.what} at ${verdict.seq}`)
  }
  if (dialect === 'postgres') return faults
  const [check] = await store.read.sql.all<{ integrity_check: string }>('PRAGMA integrity_check')
  if (check?.integrity_check !== 'ok') faults.push(`the file: ${check?.integrity_check}`)
  return faults
}

/** Questions whose shown number of persons is not that of the votes that stand. */
const uncounted = async (store: Store): Promise<number> => {
  const [found] = await store.read.sql.all<{ wrong: number }>(
    `SELECT count(*) AS wrong FROM question WHERE persons <>
       (SELECT count(*) FROM vote WHERE vote.question_id = question.id AND vote."on")`,
  )
  return found?.wrong ?? -1
}

export async function withStore<T>(url: string, read: (store: Store) => T | Promise<T>): Promise<T> {
  const store = await openStore(url)
  try {
    return await read(store)
  } finally {
    await store.close()
  }
}
