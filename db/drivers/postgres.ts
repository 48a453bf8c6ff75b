/**
 * PostgreSQL: a pool of connections, every commit synced. An error of a connection ends that connection: what became of
 * its transaction is not known here.
 */
import { fileURLToPath } from 'node:url'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import type { Handle, Preparable, Queries, Store } from '../open.ts'

const MIGRATIONS = fileURLToPath(new URL('../migrations/postgres', import.meta.url))
/** Held while migrating: of several processes that start at once, one migrates and the others wait. */
const MIGRATION_LOCK = 7_283_114

const CONNECTIONS = 10
const CONNECT_TIMEOUT_MS = 10_000
const BIGINT_OID = 20

// Positions and instants are whole numbers below 2^53; as text they would not be numbers in JavaScript.
pg.types.setTypeParser(BIGINT_OID, Number)

type Client = pg.PoolClient | pg.Pool

export async function openPostgres(url: string): Promise<Store> {
  const pool = new pg.Pool({
    connectionString: url,
    max: CONNECTIONS,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    // Whatever the server's default is: an acknowledged row is on disk.
    options: '-c synchronous_commit=on -c timezone=UTC',
  })
  // Without a listener of its own, a client that is lost while nobody uses it takes the process along.
  pool.on('error', () => {})
  pool.on('connect', (client) => client.on('error', () => {}))
  try {
    await migrated(pool)
  } catch (error) {
    await pool.end()
    throw error
  }
  const handles = new WeakMap<pg.PoolClient, Handle>()
  const handleOf = (client: pg.PoolClient): Handle => {
    const known = handles.get(client) ?? handle(client)
    handles.set(client, known)
    return known
  }
  return {
    read: handle(pool),
    transaction: (body) =>
      onClient(pool, (client) =>
        inTransaction(client, 'BEGIN', () =>
          body(Object.assign(handleOf(client), { writable: true as const })),
        ),
      ),
    snapshot: (body) =>
      onClient(pool, (client) =>
        inTransaction(client, 'BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY', () =>
          body(handleOf(client)),
        ),
      ),
    tryWriting: () =>
      onClient(pool, (client) => inTransaction(client, 'BEGIN', () => client.query(TRIAL).then(() => {}))),
    connections: () => ({ total: pool.totalCount, idle: pool.idleCount, waiting: pool.waitingCount }),
    close: () => pool.end(),
  }
}

/** A row's lock is written down like any write, and synced; a log that is locked already is being written to. */
const TRIAL = 'SELECT id FROM log LIMIT 1 FOR UPDATE SKIP LOCKED'

async function migrated(pool: pg.Pool): Promise<void> {
  await onClient(pool, async (client) => {
    const { rows } = await client.query<{ synchronous_commit: string }>('SHOW synchronous_commit')
    const setting = rows[0]?.synchronous_commit
    if (setting !== 'on')
      throw new Error(`the database must sync every commit (synchronous_commit=on), it says ${setting}`)
    await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
    try {
      await migrate(drizzle(client), { migrationsFolder: MIGRATIONS })
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK])
    }
  })
}

/** After any error the connection is not used again: a transaction may be open on it, or half a result under way. */
async function onClient<T>(pool: pg.Pool, body: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect()
  let failed = true
  try {
    const result = await body(client)
    failed = false
    return result
  } finally {
    client.release(failed)
  }
}

async function inTransaction<T>(client: pg.PoolClient, begin: string, body: () => Promise<T>): Promise<T> {
  await client.query(begin)
  const result = await body()
  await client.query('COMMIT')
  return result
}

function handle(client: Client): Handle {
  const queries = drizzle(client, { casing: 'snake_case' }) as unknown as Queries
  const statements = new Map<string, { execute(values?: Record<string, unknown>): Promise<unknown> }>()
  return Object.assign(queries, {
    prepared: <Result>(name: string, build: (queries: Queries) => Preparable) => {
      const known = statements.get(name)
      const prepared = known ?? build(queries).prepare(name)
      if (!known) statements.set(name, prepared)
      return (values: Record<string, unknown>) => prepared.execute(values) as Promise<Result>
    },
    raw: { all: onSqliteAlone, run: onSqliteAlone },
    sql: {
      all: async <Row>(sql: string, ...values: readonly unknown[]) =>
        (await client.query(statementOf(sql, values))).rows as Row[],
      run: async (sql: string, ...values: readonly unknown[]) => ({
        changes: (await client.query(statementOf(sql, values))).rowCount ?? 0,
      }),
      runEach: async (sql: string, rows: readonly (readonly unknown[])[]) => {
        for (const values of rows) await client.query(statementOf(sql, values))
      },
    },
  })
}

const onSqliteAlone = (): never => {
  throw new Error('what is done at once can be done on SQLite alone')
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
