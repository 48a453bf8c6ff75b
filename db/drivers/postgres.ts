/**
 * PostgreSQL: a pool of connections, every commit synced. A connection on which anything failed is not used again: what
 * became of its transaction is not known here.
 */
import { drizzle } from 'drizzle-orm/node-postgres'
import pg from 'pg'
import type { Handle, OpenPlan, Preparable, Queries, Store, Tx } from '../open.ts'
import { checkServer, Line, lineConfig } from './postgres-line.ts'
import { migrateDatabase } from './postgres-migrations.ts'

const CONNECTIONS = 10
/** For a new connection, or for one of the pool's to become free. */
const CONNECT_TIMEOUT_MS = 3_000

export async function openPostgres(url: string, plan: OpenPlan = {}): Promise<Store> {
  await migrateDatabase(url, plan.migrateUrl)
  const pool = new pg.Pool({
    ...lineConfig({ url, isPatient: plan.isPatient ?? false }),
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    onConnect: checkServer,
  })
  // Without a listener of its own, a client that is lost while nobody uses it takes the process along.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  const known = new WeakMap<pg.PoolClient, OpenLine>()
  const openLine = (client: pg.PoolClient): OpenLine => {
    const found = known.get(client) ?? makeLine(client)
    known.set(client, found)
    return found
  }
  const onLine = async <T>(body: (open: OpenLine) => Promise<T>): Promise<T> => {
    const client = await pool.connect()
    const open = openLine(client)
    try {
      return await body(open)
    } finally {
      client.release(open.line.failure !== undefined)
    }
  }
  return {
    read: handle(pool),
    transaction: (body) => onLine(({ line, tx }) => inTransaction(line, 'BEGIN', () => body(tx))),
    snapshot: (body) =>
      onLine(({ line, read }) =>
        inTransaction(line, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', () => body(read)),
      ),
    tryWriting: () =>
      onLine(({ line }) => inTransaction(line, 'BEGIN', async () => void (await line.query(TRIAL)))),
    connections: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  }
}

/** A row's lock is written down like any write, and synced; a log that is locked already is being written to. */
const TRIAL = 'SELECT id FROM log LIMIT 1 FOR UPDATE SKIP LOCKED'

type OpenLine = { readonly line: Line; readonly read: Handle; readonly tx: Tx }

function makeLine(client: pg.PoolClient): OpenLine {
  const line = new Line(client)
  const send: Tx['send'] = (sql, rows) => {
    for (const values of rows) void line.query(statementOf(sql, values))
  }
  return { line, read: handle(line), tx: Object.assign(handle(line), { writable: true as const, send }) }
}

/** Nothing of it waits but the body for what it reads, and the commit for everything. */
async function inTransaction<T>(line: Line, begin: string, body: () => Promise<T>): Promise<T> {
  void line.query(begin)
  try {
    const result = await body()
    await line.commit()
    return result
  } catch (error) {
    if (line.failure === undefined) await line.query('ROLLBACK')
    // What failed first says why; what followed only that something had.
    throw line.failure ?? error
  }
}

type Asked = { query(statement: pg.QueryConfig): Promise<pg.QueryResult> }

function handle(client: Asked): Handle {
  const queries = drizzle(client as pg.Pool, { casing: 'snake_case' }) as unknown as Queries
  const statements = new Map<string, { execute(values?: Record<string, unknown>): Promise<unknown> }>()
  return Object.assign(queries, {
    prepared: <Result>(name: string, build: (queries: Queries) => Preparable) => {
      const known = statements.get(name)
      const prepared = known ?? build(queries).prepare(name)
      if (!known) statements.set(name, prepared)
      return (values: Record<string, unknown>) => prepared.execute(values) as Promise<Result>
    },
    sql: {
      all: async <Row>(sql: string, ...values: readonly unknown[]) =>
        (await client.query(statementOf(sql, values))).rows as Row[],
      run: async (sql: string, ...values: readonly unknown[]) => ({
        changes: (await client.query(statementOf(sql, values))).rowCount ?? 0,
      }),
    },
  })
}

const names = new Map<string, { name: string; text: string }>()

/** Prepared on first use by each connection. `?` is what raw statements say on both databases; none has one in a string. */
function statementOf(sql: string, values: readonly unknown[]): pg.QueryConfig {
  const known = names.get(sql) ?? { name: `raw ${names.size}`, text: numbered(sql) }
  names.set(sql, known)
  return { ...known, values: [...values] }
}

function numbered(sql: string): string {
  let place = 0
  return sql.replace(/\?/g, () => {
    place += 1
    return `$${place}`
  })
}
