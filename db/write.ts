/**
 * Many rows at once. SQLite runs one prepared statement a row, in process and without a round trip; PostgreSQL, behind
 * a connection, takes all rows as one value. Callers need not know which.
 */
import { type Column, getTableColumns, getTableName } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { dialect } from './columns.ts'
import type { Tx } from './open.ts'

type Values<T extends PgTable> = T['$inferInsert']
type Row = Readonly<Record<string, unknown>>
type Write = { readonly sql: string; readonly columns: readonly (readonly [string, Column])[] }

// Statements of our own, compiled once a table: run by the builder, a prepared one costs more than the row it writes.
const inserts = new WeakMap<PgTable, Write>()
const upserts = new WeakMap<PgTable, Write>()

/** The builder's casing: a property's name is its column's in snake case. */
const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
const quoted = (name: string) => `"${snake(name)}"`

function insertSql(table: PgTable, names: readonly string[]): string {
  const target = quoted(getTableName(table))
  const list = names.map(quoted).join(', ')
  return dialect === 'postgres'
    ? `INSERT INTO ${target} (${list}) SELECT ${list} FROM json_populate_recordset(NULL::${target}, ?)`
    : `INSERT INTO ${target} (${list}) VALUES (${names.map(() => '?').join(', ')})`
}

function send(tx: Tx, { sql, columns }: Write, rows: readonly Row[]): void {
  // Missing optional values are written as NULL.
  if (dialect === 'postgres') {
    const records = rows.map((row) =>
      Object.fromEntries(columns.map(([name]) => [snake(name), row[name] ?? null])),
    )
    tx.send(sql, [[JSON.stringify(records)]])
    return
  }
  const values = rows.map((row) =>
    columns.map(([name, column]) => (row[name] == null ? null : column.mapToDriverValue(row[name]))),
  )
  tx.send(sql, values)
}

export async function insertMany<T extends PgTable>(
  tx: Tx,
  table: T,
  rows: readonly Values<T>[],
): Promise<void> {
  if (rows.length === 0) return
  const columns = getTableColumns(table)
  const write = inserts.get(table) ?? {
    sql: insertSql(table, Object.keys(columns)),
    columns: Object.entries(columns),
  }
  inserts.set(table, write)
  send(tx, write, rows)
}

/**
 * Inserts, or replaces all columns of the row with the same key. A table is always written by the same key, and no two
 * of the rows have the same.
 */
export async function upsertMany<T extends PgTable>(
  tx: Tx,
  table: T,
  write: { key: readonly (keyof Values<T> & string)[]; rows: readonly Values<T>[] },
): Promise<void> {
  if (write.rows.length === 0) return
  const columns = getTableColumns(table)
  const upsert = upserts.get(table) ?? {
    sql: upsertSql(table, Object.keys(columns), write.key),
    columns: Object.entries(columns),
  }
  upserts.set(table, upsert)
  send(tx, upsert, write.rows)
}

function upsertSql(table: PgTable, names: readonly string[], key: readonly string[]): string {
  const others = names.filter((name) => !key.includes(name))
  const set = others.map((name) => `${quoted(name)} = excluded.${quoted(name)}`).join(', ')
  return `${insertSql(table, names)} ON CONFLICT (${key.map(quoted).join(', ')}) DO UPDATE SET ${set}`
}
