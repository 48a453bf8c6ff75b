/** Jobs that can't be taken back: begun by one alone, spread once, postponed, given up; each kind for who asks for it. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dialect } from '../../db/columns.ts'
import {
  beginJob,
  claimJobs,
  finishJob,
  giveUpJob,
  hasDueJobs,
  postponeJob,
  spreadJob,
} from '../../db/due-store.ts'
import { openStore, type Store } from '../../db/open.ts'
import { saveJobs } from '../../db/room-store.ts'
import { job } from '../../db/schema/log.ts'
import { must } from '../../server/domain/assert.ts'
import { type FreshDatabase, freshDatabase } from '../support/database/fresh-database.ts'

let database: FreshDatabase
let store: Store
let beside: Store
beforeEach(async () => {
  database = await freshDatabase()
  store = await openStore(database.url)
  // On SQLite there is one process.
  beside = dialect === 'postgres' ? await openStore(database.url) : store
})
afterEach(async () => {
  if (beside !== store) await beside.close()
  await store.close()
  await database.remove()
})

const MAIL = ['mail'] as const
const save = (kind: string, ...keys: string[]) =>
  store.transaction((tx) =>
    saveJobs(
      tx,
      1,
      keys.map((key) => ({ kind, key, payload: { of: key } })),
    ),
  )
const claim = (at: number, limit = 10) => claimJobs(store, at, { kinds: MAIL, limit, leaseMs: 1_000 })
const rows = () => store.read.select().from(job).orderBy(job.id)

test('of two processes that begin the same one, one is told yes, and nobody after a crash', async () => {
  await save('mail', 'one')
  const told = await Promise.all(
    Array.from({ length: 8 }, (_, n) => beginJob(n % 2 ? store : beside, 'mail:one', 5)),
  )
  expect(told.filter(Boolean)).toHaveLength(1)
  // Whoever began it is gone. Its lease ends, it is claimed again, and seen to have been begun.
  const [again] = await claim(10_000)
  expect(again?.begunAt).toBe(5)
  expect(await beginJob(beside, 'mail:one', 10_000)).toBe(false)
})

test('what is postponed can be begun again, later and later, and fails after its tries', async () => {
  await save('mail', 'one')
  const waits: number[] = []
  for (let turn = 0; turn < 3; turn++) {
    const [before] = await rows()
    const at = must(before).runAt
    const claimed = must((await claim(at))[0])
    expect(await beginJob(store, claimed.id, at)).toBe(true)
    await postponeJob(store, claimed, { at, error: 'ECONNREFUSED', tries: 3 })
    waits.push(must((await rows())[0]).runAt - at)
  }
  expect(waits).toEqual([2_000, 4_000, 8_000])
  expect((await rows())[0]).toMatchObject({ failed: true, attempts: 3, lastError: 'ECONNREFUSED' })
  expect(await claim(10_000_000)).toEqual([])
})

test('what is given up stays, unless it turns out to be done', async () => {
  await save('mail', 'one', 'two')
  await giveUpJob(store, 'mail:one', 'unknown')
  await finishJob(store, 'mail:two', 7)
  await giveUpJob(store, 'mail:two', 'unknown')
  expect(await rows()).toMatchObject([
    { failed: true, doneAt: null, lastError: 'unknown' },
    { failed: false, doneAt: 7, lastError: null },
  ])
  await finishJob(store, 'mail:one', 8)
  expect((await rows())[0]).toMatchObject({ failed: false, doneAt: 8 })
})

test('spread by two at once, and again after one was done, each mail is there once', async () => {
  await save('notice', 'of-an-answer')
  const jobs = Array.from({ length: 450 }, (_, n) => ({
    kind: 'mail',
    key: `m${n}`,
    payload: { n: String(n) },
  }))
  const spread = (by: Store) => spreadJob(by, 'notice:of-an-answer', { at: 3, jobs })
  await Promise.all([spread(store), spread(beside)])
  await finishJob(store, 'mail:m7', 4)
  await spread(store)
  const mails = (await rows()).filter(({ kind }) => kind === 'mail')
  expect(mails).toHaveLength(450)
  expect(mails.find(({ key }) => key === 'm7')?.doneAt).toBe(4)
})

test('each kind is claimed by who asks for it, and not before its time', async () => {
  await save('carry', 'c')
  await store.transaction((tx) => saveJobs(tx, 1, [{ kind: 'mail', key: 'm', payload: {}, waitMs: 100 }]))
  expect(await hasDueJobs(store.read, 50, MAIL)).toBe(false)
  expect(await hasDueJobs(store.read, 50, ['carry'])).toBe(true)
  expect(await claim(50)).toEqual([])
  expect((await claim(101)).map(({ id }) => id)).toEqual(['mail:m'])
  // Leased is not due.
  expect(await hasDueJobs(store.read, 102, MAIL)).toBe(false)
  expect(await hasDueJobs(store.read, 101 + 1_000, MAIL)).toBe(true)
})
