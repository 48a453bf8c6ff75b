/** What several processes do at the same moment: one of them does it. On SQLite transactions are alone anyway. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { claimJobs, finishJob } from '../../db/due-store.ts'
import { openStore, type Store } from '../../db/open.ts'
import { saveJobs } from '../../db/room-store.ts'
import { newId } from '../../server/adapters/ids.ts'
import { openEdition } from '../../server/commands/edition.ts'
import { type FreshDatabase, freshDatabase } from '../support/database/fresh-database.ts'

let database: FreshDatabase
let store: Store
beforeEach(async () => {
  database = await freshDatabase()
  store = await openStore(database.url)
})
afterEach(async () => {
  await store.close()
  await database.remove()
})

const clock = { now: () => 1_000, jumpMs: () => 0 }

test('an edition is opened once, whoever starts first', async () => {
  const opened = await Promise.all(Array.from({ length: 6 }, () => openEdition({ store, clock, newId })))
  expect(new Set(opened.map(({ id }) => id)).size).toBe(1)
})

test('a job is claimed by one', async () => {
  const jobs = Array.from({ length: 30 }, (_, n) => ({ kind: 'carry', key: `job-${n}`, payload: {} }))
  await store.transaction((tx) => saveJobs(tx, 1, jobs))
  const claimed = await Promise.all(
    Array.from({ length: 4 }, () => claimJobs(store, 1_000, { kinds: ['carry'], limit: 10 })),
  )
  const ids = claimed.flat().map(({ id }) => id)
  expect(new Set(ids).size).toBe(ids.length)
  expect(ids.length).toBeGreaterThanOrEqual(10)
  for (const id of ids) await finishJob(store, id, 2_000)
  expect(await claimJobs(store, 100_000, { kinds: ['carry'], limit: 100 })).toEqual([])
})
