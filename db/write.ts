/**
 * Many rows at once. SQLite runs one prepared statement a row, in process and without a round trip; a database behind
 * a connection takes one statement of many rows. Callers need not know which.
 */
import { type Column, getTableColumns, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import type { Tx } from './open.ts'

type Values<T extends PgTable> = T['$inferInsert']
type Columns = Readonly<Record<string, Column>>
type Write = { readonly sql: string; readonly columns: readonly (readonly [string, Column])[] }

// The builder writes the statement once; run by itself, its prepared form costs more than the row that it writes.
const inserts = new WeakMap<PgTable, Write>()
const upserts = new WeakMap<PgTable, Write>()

const placeholders = (columns: Columns) =>
  Object.fromEntries(Object.keys(columns).map((name) => [name, sql.placeholder(name)]))

const insertOf = <T extends PgTable>(tx: Tx, table: T) =>
  tx.insert(table).values(placeholders(getTableColumns(table)) as Values<T>)

function run<T extends PgTable>(tx: Tx, write: Write, rows: readonly Values<T>[]): void {
  for (const row of rows as readonly Readonly<Record<string, unknown>>[]) {
    const values = write.columns.map(([name, column]) => {
      // Missing optional values are written as NULL: a prepared statement has no gaps.
      const value = row[name] ?? null
      return value === null ? null : column.mapToDriverValue(value)
    })
    tx.raw.run(write.sql, ...values)
  }
}

export async function insertMany<T extends PgTable>(
  tx: Tx,
  table: T,
  rows: readonly Values<T>[],
): Promise<void> {
  if (rows.length === 0) return
  const write = inserts.get(table) ?? {
    sql: insertOf(tx, table).toSQL().sql,
    columns: Object.entries(getTableColumns(table)),
  }
  inserts.set(table, write)
  run(tx, write, rows)
}

/** Inserts, or replaces all columns of the row with the same key. A table is always written by the same key. */
export async function upsertMany<T extends PgTable>(
  tx: Tx,
  table: T,
  write: { key: readonly (keyof Values<T> & string)[]; rows: readonly Values<T>[] },
): Promise<void> {
  if (write.rows.length === 0) return
  const columns: Columns = getTableColumns(table)
  const upsert = upserts.get(table) ?? {
    sql: insertOf(tx, table)
      .onConflictDoUpdate({
        target: write.key.map((name) => columns[name] as never),
        set: excluded(columns, write.key) as never,
      })
      .toSQL().sql,
    columns: Object.entries(columns),
  }
  upserts.set(table, upsert)
  run(tx, upsert, write.rows)
}

function excluded(columns: Columns, key: readonly string[]) {
  // The builder's casing turns a column's property into its name in SQL only where the column itself is rendered.
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return Object.fromEntries(
    Object.keys(columns)
      .filter((name) => !key.includes(name))
      .map((name) => [name, sql.raw(`excluded."${snake(name)}"`)]),
  )
}
