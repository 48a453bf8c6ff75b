/** SQLite: one file, one writer, every commit synced. */
import { mkdirSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import Database from 'better-sqlite3'
import { drizzle } from 'drizzle-orm/better-sqlite3'
import { migrate } from 'drizzle-orm/better-sqlite3/migrator'
import type { Handle, Preparable, Queries, Store, Tx } from '../open.ts'
import { UnusableDatabaseError } from '../unusable.ts'
import { unusableFile } from './sqlite-unusable.ts'

/** Where the database lives, taken from `file:PATH`. */
export const sqlitePath = (url: string): string => {
  const path = url.startsWith('file:') ? url.slice('file:'.length) : url
  if (path === '') throw new Error(`not a database address: ${url}`)
  return path
}

const MIGRATIONS = fileURLToPath(new URL('../migrations/sqlite', import.meta.url))

export async function openSqlite(url: string): Promise<Store> {
  const path = sqlitePath(url)
  const { writer, reader, steady } = openFile(path)
  const write = lane()
  const view = lane()
  const isInPlace = watchFiles([path, `${path}-wal`])
  const stored = <T>(body: () => Promise<T>) =>
    inTransaction(writer, 'BEGIN IMMEDIATE', async () => {
      const result = await body()
      // What is committed to a file that nobody will open again is lost with this process.
      if (!isInPlace()) throw new Error('the database file was taken away or replaced')
      return result
    })
  const tx: Tx = Object.assign(handle(writer), { writable: true as const })
  const steadyHandle = handle(steady)
  return {
    read: handle(reader),
    transaction: (body) => write(() => stored(() => body(tx))),
    snapshot: (body) => view(() => inTransaction(steady, 'BEGIN', () => body(steadyHandle))),
    tryWriting: () => write(() => stored(async () => tryPages(writer))),
    close: async () => {
      await write(async () => {})
      for (const connection of [reader, steady, writer]) connection.close()
    },
  }
}

type Connections = Readonly<Record<'writer' | 'reader' | 'steady', Database.Database>>

function openFile(path: string): Connections {
  try {
    mkdirSync(dirname(path), { recursive: true })
    const writer = connect(path)
    migrate(drizzle(writer), { migrationsFolder: MIGRATIONS })
    return { writer, reader: connect(path), steady: connect(path) }
  } catch (error) {
    throw unusableFile(error, path)
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
    throw new UnusableDatabaseError(
      `the database must sync every commit (synchronous=2), it says ${synchronous}: run Quesiti with the packages it comes with`,
    )
  return connection
}

const TRIAL_BYTES = 64 * 1_024

/** A full disk shows only where pages are added: a table that is made, filled and dropped needs some. */
function tryPages(connection: Database.Database): void {
  connection.exec(
    `CREATE TABLE trial (page BLOB); INSERT INTO trial VALUES (zeroblob(${TRIAL_BYTES})); DROP TABLE trial`,
  )
}

/** Whether the files at these paths are still those that are open now. */
function watchFiles(paths: readonly string[]): () => boolean {
  const placeOf = (path: string) => {
    const file = statSync(path, { throwIfNoEntry: false })
    return file && `${file.dev} ${file.ino}`
  }
  const places = paths.map(placeOf)
  return () => paths.every((path, n) => placeOf(path) === places[n])
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

function handle(connection: Database.Database): Handle & Pick<Tx, 'send'> {
  const queries = drizzle(connection, { casing: 'snake_case' }) as unknown as Queries
  const statements = new Map<string, { execute(values?: Record<string, unknown>): Promise<unknown> }>()
  const own = new Map<string, Database.Statement>()
  const statement = (sql: string): Database.Statement => {
    const known = own.get(sql)
    if (known) return known
    const made = connection.prepare(sql)
    own.set(sql, made)
    return made
  }
  return Object.assign(queries, {
    prepared: <Result>(name: string, build: (queries: Queries) => Preparable) => {
      const known = statements.get(name)
      const prepared = known ?? build(queries).prepare(name)
      if (!known) statements.set(name, prepared)
      return (values: Record<string, unknown>) => prepared.execute(values) as Promise<Result>
    },
    sql: {
      all: async <Row>(sql: string, ...values: readonly unknown[]) => statement(sql).all(...values) as Row[],
      run: async (sql: string, ...values: readonly unknown[]) => ({
        changes: statement(sql).run(...values).changes,
      }),
    },
    send: (sql: string, rows: readonly (readonly unknown[])[]) => {
      const each = statement(sql)
      for (const values of rows) each.run(...values)
    },
  })
}
