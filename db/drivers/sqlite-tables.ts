/**
 * The tables of a SQLite file, row by row, from and to a PostgreSQL: the same tables, whose values differ only in how
 * they are kept. The search index is not among them; it is made anew from what can be found.
 */
import type { Handle, Tx } from '../open.ts'
import { CopyError, type Connection as File, withFile, withOpenFile } from './sqlite-file.ts'

/** The columns of a table, in a fixed order, with the type that PostgreSQL keeps them in. */
type Table = { readonly name: string; readonly columns: readonly { name: string; type: string }[] }
type Row = Record<string, unknown>

const ROWS_AT_ONCE = 500
/** Of rows that hold parts of files. */
const PARTS_AT_ONCE = 16
const NOT_COPIED = new Set(['__drizzle_migrations', 'login', 'verification'])
/** Made by the database, from what is written. */
const MADE = new Set(['search_entry.stems'])

/** Copies what the handle sees into a file with empty tables. The handle must stay at one moment. */
export function tablesInto(path: string, from: Handle): Promise<void> {
  return withTables(path, from, async (file, tables) => {
    file.pragma('synchronous = OFF')
    file.exec('BEGIN')
    for (const table of tables) await copyOut(from, file, table)
    file.exec('COMMIT')
  })
}

async function copyOut(from: Handle, file: File, { name, columns }: Table): Promise<void> {
  const list = columns.map((column) => `"${column.name}"`).join(', ')
  const insert = file.prepare(`INSERT INTO "${name}" (${list}) VALUES (${columns.map(() => '?').join(', ')})`)
  await from.sql.run(`DECLARE "copy ${name}" NO SCROLL CURSOR FOR SELECT ${list} FROM "${name}"`)
  const atOnce = rowsAtOnce(columns)
  for (;;) {
    const rows = await from.sql.all<Row>(`FETCH ${atOnce} FROM "copy ${name}"`)
    for (const row of rows) insert.run(columns.map((column) => toSqlite(row[column.name], column.type)))
    if (rows.length < atOnce) break
  }
  await from.sql.run(`CLOSE "copy ${name}"`)
}

const rowsAtOnce = (columns: Table['columns']): number =>
  columns.some(({ type }) => type === 'bytea') ? PARTS_AT_ONCE : ROWS_AT_ONCE

function toSqlite(value: unknown, type: string): unknown {
  if (value === null) return null
  if (type === 'jsonb') return JSON.stringify(value)
  if (type === 'boolean') return value === true ? 1 : 0
  if (value instanceof Date) return value.getTime()
  return value
}

/** Copies the tables of a file of this version into empty ones, but for what can be found. */
export function tablesFrom(path: string, to: Tx): Promise<void> {
  return withTables(path, to, async (file, tables) => {
    for (const table of tables) if (table.name !== 'search_entry') await copyIn(file, to, table)
  })
}

async function copyIn(file: File, to: Tx, { name, columns }: Table): Promise<void> {
  const list = columns.map((column) => `"${column.name}"`).join(', ')
  const sql = `INSERT INTO "${name}" (${list}) SELECT ${list} FROM json_populate_recordset(NULL::"${name}", ?)`
  const types = new Map(columns.map((column) => [column.name, column.type]))
  let rows: Row[] = []
  const send = async () => {
    if (rows.length > 0) await to.sql.run(sql, JSON.stringify(rows))
    rows = []
  }
  for (const row of file.prepare(`SELECT ${list} FROM "${name}"`).iterate() as Iterable<Row>) {
    rows.push(
      Object.fromEntries(
        Object.entries(row).map(([column, value]) => [column, toPostgres(value, types.get(column))]),
      ),
    )
    if (rows.length === rowsAtOnce(columns)) await send()
  }
  await send()
}

function toPostgres(value: unknown, type: string | undefined): unknown {
  if (value === null) return null
  if (type === 'jsonb') return JSON.parse(String(value))
  if (type === 'boolean') return value !== 0
  if (Buffer.isBuffer(value)) return `\\x${value.toString('hex')}`
  if (type?.startsWith('timestamp')) return new Date(Number(value)).toISOString()
  return value
}

export type Findable = {
  kind: string
  entityId: string
  sessionId: string
  reach: string
  title: string
  text: string
}

/** What can be found, as the file has it. */
export const listFindable = (path: string): Findable[] =>
  withFile(
    path,
    (file) =>
      file
        .prepare(
          `SELECT kind, entity_id AS entityId, session_id AS sessionId, reach, title, text
             FROM search_entry ORDER BY place`,
        )
        .all() as Findable[],
  )

/** Whether the file's own index has every entry: one that came from a PostgreSQL has none. */
export const isIndexed = (path: string): boolean =>
  withFile(path, (file) => {
    const count = (table: string) => file.prepare(`SELECT count(*) FROM ${table}`).pluck().get()
    return count('search_entry') === count('search_stem_docsize')
  })

/** Both know the same tables and columns, or nothing is copied. */
async function withTables(
  path: string,
  handle: Handle,
  body: (file: File, tables: readonly Table[]) => Promise<void>,
): Promise<void> {
  const columns = await handle.sql.all<{ table: string; name: string; type: string }>(
    `SELECT table_name AS table, column_name AS name, data_type AS type FROM information_schema.columns
      WHERE table_schema = current_schema() ORDER BY table_name, ordinal_position`,
  )
  const there = Map.groupBy(
    columns.filter(({ table, name }) => !NOT_COPIED.has(table) && !MADE.has(`${table}.${name}`)),
    ({ table }) => table,
  )
  await withOpenFile(path, async (file) => {
    const here = tablesOf(file)
    for (const name of new Set([...here.keys(), ...there.keys()])) {
      const mine = here.get(name)?.toSorted().join(' ')
      const theirs = (there.get(name) ?? [])
        .map((column) => column.name)
        .toSorted()
        .join(' ')
      if (mine !== theirs) throw new CopyError(`the table ${name} is not the same in both databases`)
    }
    await body(
      file,
      [...there].map(([name, list]) => ({ name, columns: list })),
    )
  })
}

function tablesOf(file: File): Map<string, string[]> {
  const names = file
    .prepare("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")
    .pluck()
    .all() as string[]
  const copied = names.filter((name) => !NOT_COPIED.has(name) && !name.startsWith('search_stem'))
  return new Map(
    copied.map((name) => [
      name,
      (file.pragma(`table_info("${name}")`) as { name: string }[]).map((column) => column.name),
    ]),
  )
}
