/** Who may do what on PostgreSQL: two real roles, of which the one that the server runs as can't change the log. */
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dialect } from '../../db/columns.ts'
import { appendEntries, createLog, lockLog } from '../../db/log-store.ts'
import { openStore, type Store } from '../../db/open.ts'
import { type FreshDatabase, freshDatabase } from '../support/database/fresh-database.ts'

const entry = {
  kind: 'edition opened',
  entity: 'edition',
  entityId: 'e1',
  data: {},
  audience: ['public'],
  actorId: 'system',
}

const CHANGES = [
  "UPDATE event SET data = '{}'",
  'DELETE FROM event',
  'TRUNCATE event',
  'ALTER TABLE event DISABLE TRIGGER ALL',
  'DROP TRIGGER event_keeps_entries ON event',
  'DROP TABLE event',
  "UPDATE log SET kind = 'session'",
  'DELETE FROM text_rev',
  'DELETE FROM command',
  'CREATE TABLE mine (id int)',
]

async function command(url: string, ...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

let database: FreshDatabase
let store: Store | undefined
beforeEach(async () => {
  database = await freshDatabase()
})
afterEach(async () => {
  await store?.close()
  store = undefined
  await database.remove()
})

async function appendOne(to: Store): Promise<void> {
  await to.transaction(async (tx) => {
    await createLog(tx, 'e1', 'edition')
    await appendEntries(tx, await lockLog(tx, 'e1'), { at: 1, entries: [entry] })
  })
}

test('the triggers alone keep an entry as it was', async () => {
  const opened = await openStore(database.url)
  store = opened
  await appendOne(opened)
  const tries = dialect === 'postgres' ? CHANGES.slice(0, 3) : CHANGES.slice(0, 2)
  for (const sql of tries)
    await expect(
      opened.transaction((tx) => tx.sql.run(sql)),
      sql,
    ).rejects.toThrow(/append-only/)
  expect(await opened.read.sql.all('SELECT seq FROM event')).toEqual([{ seq: 1 }])
})

if (dialect === 'postgres')
  describe('with MIGRATE_DATABASE_URL', () => {
    const owner = 'quesiti_test_owner'
    const runner = 'quesiti_test_runner'
    const as = (role: string): string => {
      const url = new URL(database.url)
      url.username = role
      return url.href
    }
    const name = () => new URL(database.url).pathname.slice(1)

    beforeEach(async () => {
      // Roles are the whole server's: whoever comes first makes them.
      for (const role of [owner, runner])
        await command(database.url, `CREATE ROLE ${role} LOGIN`).catch(() => {})
      // The copy's tables are the superuser's; these roles begin with nothing.
      await command(
        database.url,
        'DROP SCHEMA public CASCADE',
        'DROP SCHEMA drizzle CASCADE',
        `CREATE SCHEMA public AUTHORIZATION ${owner}`,
        `GRANT CREATE ON DATABASE ${name()} TO ${owner}`,
      )
    })

    test('the running role writes, and can change or delete no entry, even by taking the triggers away', async () => {
      const opened = await openStore(as(runner), { migrateUrl: as(owner) })
      store = opened
      await appendOne(opened)
      for (const sql of CHANGES)
        await expect(
          opened.transaction((tx) => tx.sql.run(sql)),
          sql,
        ).rejects.toThrow(/permission denied|must be owner/)
      expect(await opened.read.sql.all('SELECT seq, data FROM event')).toEqual([{ seq: 1, data: '{}' }])
    })

    test('what is migrated is opened by the running role alone; what is not, it can’t make', async () => {
      await expect(openStore(as(runner))).rejects.toThrow()
      await (await openStore(as(runner), { migrateUrl: as(owner) })).close()
      store = await openStore(as(runner))
      await appendOne(store)
    })

    test('a role that could take more than it was given is refused', async () => {
      await expect(openStore(as(owner), { migrateUrl: as(owner) })).rejects.toThrow(/the same role/)
      await expect(openStore(database.url, { migrateUrl: as(owner) })).rejects.toThrow(/could change the log/)
      await command(database.url, `GRANT ${owner} TO ${runner}`)
      try {
        await expect(openStore(as(runner), { migrateUrl: as(owner) })).rejects.toThrow(/could change the log/)
      } finally {
        await command(database.url, `REVOKE ${owner} FROM ${runner}`)
      }
    })
  })
