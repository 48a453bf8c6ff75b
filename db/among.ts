/** Whether a column is one of many values, in a statement prepared once for however many there are. */
import { type SQL, type SQLWrapper, sql } from 'drizzle-orm'
import { dialect } from './columns.ts'

const onSqlite = dialect === 'sqlite'

/** `name` is the placeholder's, for what `amongThese` gives. */
export const isAmong = (column: SQLWrapper, name: string): SQL =>
  onSqlite
    ? sql`${column} IN (SELECT value FROM json_each(${sql.placeholder(name)}))`
    : sql`${column} = ANY(${sql.placeholder(name)})`

export const amongThese = (values: readonly string[]): unknown => (onSqlite ? JSON.stringify(values) : values)
