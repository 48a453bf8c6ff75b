/** Whether anything can be stored at the moment: tried on a database with room, and on one without. */
import pg from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { isPostgres, openStore, type Store } from '../../db/open.ts'
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

test('a database with room can be written to, again and again', async () => {
  for (let n = 0; n < 3; n += 1) await store.tryWriting()
  expect(await store.read.sql.all('SELECT * FROM log')).toEqual([])
})

/** On PostgreSQL by a setting that new connections get, and no old one being left. */
async function allowWriting(isAllowed: boolean): Promise<void> {
  if (!isPostgres(database.url)) {
    const pages = isAllowed ? 1_000_000 : 1
    await store.transaction(async (tx) => void (await tx.sql.all(`PRAGMA max_page_count = ${pages}`)))
    return
  }
  const client = new pg.Client({
    connectionString: database.url,
    options: '-c default_transaction_read_only=off',
  })
  await client.connect()
  const name = new URL(database.url).pathname.slice(1)
  await client.query(`ALTER DATABASE ${name} SET default_transaction_read_only = ${isAllowed ? 'off' : 'on'}`)
  await client.query(
    'SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1 AND pid <> pg_backend_pid()',
    [name],
  )
  await client.end()
}

test('one that may not be written to says so, and says when it may again', async () => {
  await allowWriting(false)
  const code = isPostgres(database.url) ? '25006' : 'SQLITE_FULL'
  await expect.poll(() => store.tryWriting().catch((error) => error.code)).toBe(code)
  await allowWriting(true)
  await expect
    .poll(() =>
      store.tryWriting().then(
        () => 'written',
        () => 'refused',
      ),
    )
    .toBe('written')
})
