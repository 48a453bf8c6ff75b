/**
 * The identity library's way into the database: its selects read what is committed, each of its writes is a transaction
 * of the one writer. On a connection of its own it would block, or see its rows vanish in somebody else's rollback.
 */
import { drizzle as drizzleOnPostgres } from 'drizzle-orm/pg-proxy'
import { drizzle as drizzleOnSqlite } from 'drizzle-orm/sqlite-proxy'
import { BugError } from '../server/domain/assert.ts'
import { dialect } from './columns.ts'
import type { Store } from './open.ts'
import { account, login, person, verification } from './schema/person.ts'

export const identityTables = { person, login, account, verification }

const READS = /^\s*select\b/i

const options = { schema: identityTables, casing: 'snake_case' } as const

/** As the library calls it. */
export const identityProvider = dialect === 'postgres' ? 'pg' : 'sqlite'

/** Never call it inside a transaction of the store: its writes wait for that one to end. */
export const identityDatabase = (store: Store) =>
  dialect === 'postgres' ? databaseOnPostgres(store) : databaseOnSqlite(store)

type Row = Record<string, unknown>

const databaseOnSqlite = (store: Store) =>
  drizzleOnSqlite(
    async (sql, values, method) => {
      if (READS.test(sql)) return inMethod(method, await store.read.sql.all<Row>(sql, ...values))
      return store.transaction(async (tx) => {
        if (method === 'run') return { rows: [], changes: (await tx.sql.run(sql, ...values)).changes }
        return inMethod(method, await tx.sql.all<Row>(sql, ...values))
      })
    },
    // Given only two arguments, this driver forgets the casing.
    async () => {
      throw new BugError('the identity library writes no batches')
    },
    options,
  )

/** This driver wants rows as arrays, and for `get` the one row itself. */
function inMethod(method: string, rows: readonly Row[]): { rows: unknown[] } {
  const arrays = rows.map((row) => Object.values(row))
  if (method !== 'get') return { rows: arrays }
  return { rows: arrays[0] as unknown[] }
}

const databaseOnPostgres = (store: Store) =>
  drizzleOnPostgres(async (sql, values, method) => {
    if (READS.test(sql)) return { rows: inArrays(await store.read.sql.all<Row>(sql, ...values)) }
    return store.transaction(async (tx) => {
      // What this driver hands back as rows is the result itself where none were asked for.
      if (method === 'execute')
        return { rows: { rowCount: (await tx.sql.run(sql, ...values)).changes } as never }
      return { rows: inArrays(await tx.sql.all<Row>(sql, ...values)) }
    })
  }, options)

const inArrays = (rows: readonly Row[]): unknown[][] => rows.map((row) => Object.values(row))
