/**
 * The only driver code: opens the database, hands out one writer and the readers, and knows how each database
 * transacts. What is stored is the business of the stores beside this file.
 */
import { mkdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { dialect } from './columns.ts'

type Queries = Pick<
  PgDatabase<PgQueryResultHKT, Record<string, never>>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'with' | '$count'
>

type Execute<Args, Result> = (values: Args) => Promise<Result>

type Preparable = { prepare(name: string): { execute(values?: Record<string, unknown>): Promise<unknown> } }

/** Queries on one connection. It omits what compiles for PostgreSQL and throws on SQLite. */
export type Handle = Queries & {
  /** A statement prepared once a connection and kept under its name. */
  prepared<Result>(
    name: string,
    build: (queries: Queries) => Preparable,
  ): Execute<Record<string, unknown>, Result>
  /** Raw access for `db/` alone: what neither the builder nor both dialects offer (full text, maintenance). */
  readonly raw: RawConnection
}

/** A handle inside a transaction: only `store.transaction` makes one, so only it can write. */
export type Tx = Handle & { readonly writable: true }

export type RawConnection = {
  all<Row>(sql: string, ...values: readonly unknown[]): Row[]
  run(sql: string, ...values: readonly unknown[]): { changes: number }
}

export type Store = {
  /** Reads committed data only. */
  readonly read: Handle
  /** One transaction at a time; commits when the body ends, rolls back when it throws. Await only queries on `tx` in it. */
  transaction<T>(body: (tx: Tx) => Promise<T>): Promise<T>
  /** Several reads of one moment. */
  snapshot<T>(body: (read: Handle) => Promise<T>): Promise<T>
  close(): Promise<void>
}

/** Where a SQLite database lives, taken from `file:PATH`. */
export const sqlitePath = (url: string): string => {
  const path = url.startsWith('file:') ? url.slice('file:'.length) : url
  if (path === '') throw new Error(`not a database address: ${url}`)
  return path
}

const MIGRATIONS = fileURLToPath(new URL('./migrations/sqlite', import.meta.url))

/** Opens, migrates and checks the database at `url` (`file:PATH`; `postgres:` is refused by the configuration). */
export async function openStore(url: string): Promise<Store> {
  if (dialect !== 'sqlite') throw new Error('this version runs on SQLite only')
  const path = sqlitePath(url)
  mkdirSync(dirname(path), { recursive: true })
  const writer = connect(path)
  migrate(drizzle(writer), { migrationsFolder: MIGRATIONS })
  const reader = connect(path)
  const steady = connect(path)
  const write = lane()
  const view = lane()
  const tx: Tx = Object.assign(handle(writer), { writable: true as const })
  const steadyHandle = handle(steady)
  return {
    read: handle(reader),
    transaction: (body) => write(() => inTransaction(writer, 'BEGIN IMMEDIATE', () => body(tx))),
    snapshot: (body) => view(() => inTransaction(steady, 'BEGIN', () => body(steadyHandle))),
    close: async () => {
      await write(async () => {})
      for (const connection of [reader, steady, writer]) connection.close()
    },
  }
}

function connect(path: string): Database.Database {
  const connection = new Database(path)
  connection.pragma('journal_mode = WAL')
  // better-sqlite3 turns WAL to NORMAL, with which an acknowledged row can be lost on power failure.
  connection.pragma('synchronous = FULL')
  connection.pragma('foreign_keys = ON')
  connection.pragma('trusted_schema = OFF')
  connection.pragma('busy_timeout = 5000')
  connection.pragma('cache_size = -65536')
  // A checkpoint syncs the database itself, and whoever commits waits for it: every 16 MiB is often enough.
  connection.pragma('wal_autocheckpoint = 4096')
  const synchronous = connection.pragma('synchronous', { simple: true })
  if (synchronous !== 2)
    throw new Error(`the database must sync every commit (synchronous=2), it says ${synchronous}`)
  return connection
}

/** Runs tasks one after the other; a failed one does not stop the next. */
function lane() {
  let last: Promise<unknown> = Promise.resolve()
  return <T>(task: () => Promise<T>): Promise<T> => {
    const run = last.then(task, task)
    last = run.catch(() => {})
    return run
  }
}

async function inTransaction<T>(
  connection: Database.Database,
  begin: string,
  body: () => Promise<T>,
): Promise<T> {
  connection.exec(begin)
  try {
    const result = await body()
    connection.exec('COMMIT')
    return result
  } catch (error) {
    if (connection.inTransaction) connection.exec('ROLLBACK')
    throw error
  }
}

function handle(connection: Database.Database): Handle {
  const queries = drizzle(connection, { casing: 'snake_case' }) as unknown as Queries
  const statements = new Map<string, { execute(values?: Record<string, unknown>): Promise<unknown> }>()
  const raw = new Map<string, Database.Statement>()
  const statement = (sql: string): Database.Statement => {
    const known = raw.get(sql)
    if (known) return known
    const made = connection.prepare(sql)
    raw.set(sql, made)
    return made
  }
  return Object.assign(queries, {
    prepared: <Result>(name: string, build: (queries: Queries) => Preparable) => {
      const known = statements.get(name)
      const prepared = known ?? build(queries).prepare(name)
      if (!known) statements.set(name, prepared)
      return (values: Record<string, unknown>) => prepared.execute(values) as Promise<Result>
    },
    raw: {
      all: <Row>(sql: string, ...values: readonly unknown[]) => statement(sql).all(...values) as Row[],
      run: (sql: string, ...values: readonly unknown[]) => ({
        changes: statement(sql).run(...values).changes,
      }),
    },
  })
}
