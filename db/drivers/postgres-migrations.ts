/**
 * The tables of PostgreSQL, made by whoever may make them. Where that is not the role that the server runs as, that role
 * is given what it needs and no more: it can add to the log, and change nothing in it.
 */
import { fileURLToPath } from 'node:url'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { drizzle } from 'drizzle-orm/node-postgres'
import { migrate } from 'drizzle-orm/node-postgres/migrator'
import pg from 'pg'
import { UnusableDatabaseError } from '../unusable.ts'
import { checkServer } from './postgres-line.ts'
import { noTables, notReached, type Setting } from './postgres-unusable.ts'

const MIGRATIONS = fileURLToPath(new URL('../migrations/postgres', import.meta.url))
/** Held while migrating: of several processes that start at once, one migrates and the others wait. */
const MIGRATION_LOCK = 7_283_114
const CONNECT_TIMEOUT_MS = 10_000

/** What may be done with each table; with any other: all of it. */
const RIGHTS: Readonly<Record<string, string>> = {
  event: 'SELECT, INSERT',
  actor: 'SELECT, INSERT',
  log: 'SELECT, INSERT, UPDATE (next_seq, last_at, head_hash)',
  text_rev: 'SELECT, INSERT, UPDATE (text, salt, erased_at)',
  command: 'SELECT, INSERT, UPDATE (payload_hash)',
}
const ALL_RIGHTS = 'SELECT, INSERT, UPDATE, DELETE'

/** Brings the tables up to date, by the role of `migrateUrl` where there is one. */
export async function migrateDatabase(url: string, migrateUrl: string | undefined): Promise<void> {
  if (migrateUrl === undefined) {
    await onClient({ url, setting: 'DATABASE_URL' }, async (client) => {
      if (!(await isUpToDate(client))) await migrateLocked(client)
    })
    return
  }
  const server: Address = { url, setting: 'DATABASE_URL' }
  const role = await onClient(server, async (client) => nameOf(client))
  await onClient({ url: migrateUrl, setting: 'MIGRATE_DATABASE_URL' }, async (client) => {
    if ((await nameOf(client)) === role)
      throw new UnusableDatabaseError(
        'MIGRATE_DATABASE_URL and DATABASE_URL name the same role: the server needs one of its own',
      )
    await migrateLocked(client, () => grantRights(client, role))
  })
  await onClient(server, checkRights)
}

async function nameOf(client: pg.Client): Promise<string> {
  const { rows } = await client.query<{ name: string }>('SELECT current_user AS name')
  return rows[0]?.name ?? ''
}

/** Whoever only runs the server may make nothing, and need not. */
async function isUpToDate(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ known: boolean }>(
    "SELECT to_regclass('drizzle.__drizzle_migrations') IS NOT NULL AS known",
  )
  if (!rows[0]?.known) return false
  const { rows: last } = await client.query<{ at: number | null }>(
    'SELECT max(created_at) AS at FROM drizzle.__drizzle_migrations',
  )
  const newest = readMigrationFiles({ migrationsFolder: MIGRATIONS }).at(-1)?.folderMillis ?? 0
  // A newer version's tables serve this one too, while both run.
  return (last[0]?.at ?? 0) >= newest
}

async function migrateLocked(client: pg.Client, then: () => Promise<void> = async () => {}): Promise<void> {
  await client.query('SELECT pg_advisory_lock($1)', [MIGRATION_LOCK])
  try {
    await migrate(drizzle(client), { migrationsFolder: MIGRATIONS })
    await then()
  } finally {
    await client.query('SELECT pg_advisory_unlock($1)', [MIGRATION_LOCK])
  }
}

async function grantRights(client: pg.Client, role: string): Promise<void> {
  const to = client.escapeIdentifier(role)
  const { rows } = await client.query<{ name: string }>(
    "SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public'",
  )
  const statements = rows.flatMap(({ name }) => {
    const table = `public.${client.escapeIdentifier(name)}`
    return [
      `REVOKE ALL ON ${table} FROM PUBLIC, ${to}`,
      `GRANT ${RIGHTS[name] ?? ALL_RIGHTS} ON ${table} TO ${to}`,
    ]
  })
  await client.query('BEGIN')
  for (const statement of [
    `GRANT USAGE ON SCHEMA public, drizzle TO ${to}`,
    `GRANT SELECT ON drizzle.__drizzle_migrations TO ${to}`,
    ...statements,
  ])
    await client.query(statement)
  await client.query('COMMIT')
}

/** What was granted is no use to a role that could take more: a superuser, or one that shares the owner's rights. */
async function checkRights(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ can: boolean; owns: boolean }>(
    `SELECT has_table_privilege('public.event', 'UPDATE, DELETE, TRUNCATE, TRIGGER') AS can,
            pg_has_role(tables.relowner, 'MEMBER') OR pg_has_role(schemas.nspowner, 'MEMBER') AS owns
     FROM pg_class AS tables JOIN pg_namespace AS schemas ON schemas.oid = tables.relnamespace
     WHERE tables.oid = 'public.event'::regclass`,
  )
  if (rows[0]?.can !== false || rows[0].owns)
    throw new UnusableDatabaseError(
      'the role of DATABASE_URL could change the log: give it one that is no superuser, and owns neither the tables nor the database',
    )
}

type Address = { readonly url: string; readonly setting: Setting }

async function onClient<T>({ url, setting }: Address, body: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
  })
  client.on('error', () => {})
  try {
    await client.connect().catch((error) => {
      throw notReached(error, { client, setting })
    })
    await checkServer(client)
    return await body(client)
  } catch (error) {
    throw noTables(error, { client, setting })
  } finally {
    await client.end().catch(() => {})
  }
}
