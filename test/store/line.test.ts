/** What a transaction's end is worth: which servers are written to at all, and which commits are believed. */
import { closeSync, openSync } from 'node:fs'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dialect } from '../../db/columns.ts'
import { isPassing } from '../../db/faults.ts'
import { createLog } from '../../db/log-store.ts'
import { openStore, type Store } from '../../db/open.ts'
import { startPostgres } from '../../scripts/services/postgres.ts'
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

const logs = async () => (await store.read.sql.all<{ id: string }>('SELECT id FROM log')).map(({ id }) => id)

test('a statement that fails and that nobody waits for undoes the transaction', async () => {
  const failed = store.transaction(async (tx) => {
    await createLog(tx, 'one', 'session')
    tx.send('INSERT INTO log SELECT * FROM log', [[]])
    return 'as if all was well'
  })
  await expect(failed).rejects.toThrow(/unique/i)
  expect(await logs()).toEqual([])
  await store.transaction((tx) => createLog(tx, 'two', 'session'))
  expect(await logs()).toEqual(['two'])
})

async function asked<Row extends object>(url: string, ...statements: string[]): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    let rows: Row[] = []
    for (const statement of statements) rows = (await client.query<Row>(statement)).rows
    return rows
  } finally {
    await client.end()
  }
}

const backend = 'SELECT pg_backend_pid() AS pid'

if (dialect === 'postgres') {
  describe('a server', () => {
    test('that doesn’t sync every commit is refused, and one that stops to is told to', async () => {
      const careless = new URL(database.url)
      careless.searchParams.set('options', '-c synchronous_commit=off')
      await expect(openStore(careless.href)).rejects.toThrow(/must sync every commit/)
      await asked(
        database.url,
        `ALTER DATABASE ${careless.pathname.slice(1)} SET synchronous_commit = off`,
        `SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()`,
      )
      const shown = () => store.read.sql.all('SHOW synchronous_commit').catch(() => 'lost')
      await expect.poll(shown).toEqual([{ synchronous_commit: 'on' }])
      await expect(openStore(database.url)).rejects.toThrow(/must sync every commit/)
    })

    test('that is a standby is refused, also where it was the primary before', async () => {
      const server = await startPostgres({ settings: { fsync: 'off' } })
      const first = await openStore(server.url)
      try {
        const [found] = await asked<{ data_directory: string }>(server.url, 'SHOW data_directory')
        await server.stop()
        closeSync(openSync(join(found?.data_directory ?? '', 'standby.signal'), 'w'))
        await server.start()
        await expect(first.read.sql.all('SELECT 1')).rejects.toThrow(/standby/)
        await expect(first.transaction((tx) => tx.sql.all('SELECT 1'))).rejects.toThrow(/standby/)
        await expect(openStore(server.url)).rejects.toThrow(/standby/)
      } finally {
        await first.close()
        await server.remove()
      }
    })
  })

  describe('a commit', () => {
    /** What the server does at the commit itself, when all statements have been answered. */
    const atCommit = (does: string) =>
      asked(
        database.url,
        `CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${does}; RETURN NULL; END $$`,
        `CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON log DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW EXECUTE FUNCTION at_commit()`,
      )

    test('that comes back with a warning is not believed', async () => {
      await atCommit("RAISE WARNING 'committed locally, but might not have been replicated'")
      const error = await store.transaction((tx) => createLog(tx, 'one', 'session')).catch((error) => error)
      expect(error).toMatchObject({ name: 'UncertainCommitError', code: '01000' })
      expect(isPassing(error)).toBe(true)
      // Nobody knew; it was.
      expect(await logs()).toEqual(['one'])
    })

    test('that comes back with a notice is', async () => {
      await atCommit("RAISE NOTICE 'by the way'")
      await store.transaction((tx) => createLog(tx, 'one', 'session'))
      expect(await logs()).toEqual(['one'])
    })

    test('that ends the connection is not, and the next one gets another', async () => {
      await atCommit('PERFORM pg_terminate_backend(pg_backend_pid())')
      const error = await store.transaction((tx) => createLog(tx, 'one', 'session')).catch((error) => error)
      expect(isPassing(error), String(error)).toBe(true)
      await asked(database.url, 'DROP TRIGGER at_commit ON log')
      expect(await logs()).toEqual([])
      await store.transaction((tx) => createLog(tx, 'two', 'session'))
      expect(await logs()).toEqual(['two'])
    })
  })

  test('a backend that is ended in the middle of a transaction takes nobody along', async () => {
    const failed = store.transaction(async (tx) => {
      await createLog(tx, 'one', 'session')
      const [{ pid } = { pid: 0 }] = await tx.sql.all<{ pid: number }>(backend)
      await asked(database.url, `SELECT pg_terminate_backend(${pid}, 5000)`)
      tx.send('DELETE FROM log', [[]])
      await createLog(tx, 'two', 'session')
    })
    const error = await failed.catch((error) => error)
    expect(isPassing(error), String(error)).toBe(true)
    expect(await logs()).toEqual([])
    await store.transaction((tx) => createLog(tx, 'three', 'session'))
    expect(await logs()).toEqual(['three'])
    expect(store.connections?.().waiting).toBe(0)
  })
}
