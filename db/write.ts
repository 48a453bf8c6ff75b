/**
 * Many rows at once. SQLite runs one prepared statement a row, in process and without a round trip; a database behind
 * a connection takes one statement of many rows. Callers need not know which.
 */
import { type Column, getTableColumns, sql } from 'drizzle-orm'
import type { PgTable } from 'drizzle-orm/pg-core'
import { getTableConfig, type SQLiteTable } from 'drizzle-orm/sqlite-core'
import type { Tx } from './open.ts'

type Values<T extends PgTable> = T['$inferInsert']

const placeholders = (columns: Readonly<Record<string, Column>>) =>
  Object.fromEntries(Object.keys(columns).map((name) => [name, sql.placeholder(name)]))

const nameOf = (table: PgTable): string => getTableConfig(table as unknown as SQLiteTable).name

/** Missing optional values are written as NULL: a prepared statement has no gaps. */
function whole(columns: Readonly<Record<string, Column>>, row: Readonly<Record<string, unknown>>) {
  const values: Record<string, unknown> = {}
  for (const name of Object.keys(columns)) values[name] = row[name] ?? null
  return values
}

export async function insertMany<T extends PgTable>(
  tx: Tx,
  table: T,
  rows: readonly Values<T>[],
): Promise<void> {
  if (rows.length === 0) return
  const columns = getTableColumns(table)
  const insert = tx.prepared(`insert ${nameOf(table)}`, (queries) =>
    queries.insert(table).values(placeholders(columns) as Values<T>),
  )
  for (const row of rows) await insert(whole(columns, row))
}

/** Inserts, or replaces all columns of the row with the same key. */
export async function upsertMany<T extends PgTable>(
  tx: Tx,
  table: T,
  write: { key: readonly (keyof Values<T> & string)[]; rows: readonly Values<T>[] },
): Promise<void> {
  if (write.rows.length === 0) return
  const columns = getTableColumns(table)
  const upsert = tx.prepared(`upsert ${nameOf(table)}`, (queries) =>
    queries
      .insert(table)
      .values(placeholders(columns) as Values<T>)
      .onConflictDoUpdate({
        target: write.key.map((name) => columns[name] as never),
        set: excluded(columns, write.key) as never,
      }),
  )
  for (const row of write.rows) await upsert(whole(columns, row))
}

function excluded(columns: Readonly<Record<string, Column>>, key: readonly string[]) {
  // The builder's casing turns a column's property into its name in SQL only where the column itself is rendered.
  const snake = (name: string) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
  return Object.fromEntries(
    Object.keys(columns)
      .filter((name) => !key.includes(name))
      .map((name) => [name, sql.raw(`excluded."${snake(name)}"`)]),
  )
}
