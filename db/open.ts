/**
 * Opens the database: one writer's transactions, committed reads, reads of one moment. Which database it is only the
 * drivers know; what is stored is the business of the stores beside this file.
 */
import type { PgDatabase, PgQueryResultHKT } from 'drizzle-orm/pg-core'
import { dialect } from './columns.ts'

export type Queries = Pick<
  PgDatabase<PgQueryResultHKT, Record<string, never>>,
  'select' | 'selectDistinct' | 'insert' | 'update' | 'delete' | 'with' | '$count'
>

type Execute<Args, Result> = (values: Args) => Promise<Result>

export type Preparable = {
  prepare(name: string): { execute(values?: Record<string, unknown>): Promise<unknown> }
}

/** Queries on one connection. It omits what compiles for PostgreSQL and throws on SQLite. */
export type Handle = Queries & {
  /** A statement prepared once a connection and kept under its name. */
  prepared<Result>(
    name: string,
    build: (queries: Queries) => Preparable,
  ): Execute<Record<string, unknown>, Result>
  /** Statements of our own, for `db/` alone: what the builder doesn't offer (full text, many rows). */
  readonly sql: SqlConnection
}

/** A handle inside a transaction: only `store.transaction` makes one, so only it can write. */
export type Tx = Handle & {
  readonly writable: true
  /** The statement once for each of the rows. Nobody waits for it but the commit, which fails if it has. */
  send(sql: string, rows: readonly (readonly unknown[])[]): void
}

/** Placeholders are `?` on both databases. */
export type SqlConnection = {
  all<Row>(sql: string, ...values: readonly unknown[]): Promise<Row[]>
  run(sql: string, ...values: readonly unknown[]): Promise<{ changes: number }>
}

/** `waiting` are those who want a connection and have none. */
export type PoolCount = { readonly total: number; readonly idle: number; readonly waiting: number }

export type Store = {
  /** Reads committed data only. */
  readonly read: Handle
  /**
   * Commits when the body ends, rolls back when it throws. Await only queries on `tx` in it. On SQLite one runs at a
   * time; on PostgreSQL what must not run at the same time locks a row first.
   */
  transaction<T>(body: (tx: Tx) => Promise<T>): Promise<T>
  /** Several reads of one moment. */
  snapshot<T>(body: (read: Handle) => Promise<T>): Promise<T>
  /** Writes something, commits it, and leaves nothing behind; throws where nothing can be stored at the moment. */
  tryWriting(): Promise<void>
  /** The connections of the pool, where there is one. */
  connections?(): PoolCount
  close(): Promise<void>
}

export const isPostgres = (url: string): boolean => /^postgres(ql)?:/.test(url)

export type OpenPlan = {
  /** By whom tables are made on PostgreSQL, where that is not whom the server runs as. */
  readonly migrateUrl?: string | undefined
  /** For what copies a whole database: no statement is cut short for being long. */
  readonly isPatient?: boolean | undefined
}

/** Opens, migrates and checks the database at `url`: `file:PATH`, or `postgres://…`. */
export async function openStore(url: string, plan: OpenPlan = {}): Promise<Store> {
  // The tables were built for one database when the process began.
  if (isPostgres(url) !== (dialect === 'postgres'))
    throw new Error(`this process was started for ${dialect}: give DATABASE_URL in its environment`)
  if (isPostgres(url)) return (await import('./drivers/postgres.ts')).openPostgres(url, plan)
  return (await import('./drivers/sqlite.ts')).openSqlite(url)
}
