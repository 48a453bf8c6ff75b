/**
 * The few column builders in which SQLite and PostgreSQL differ, typed as PostgreSQL's (the stricter of the two) and
 * built for whichever database this process runs on. The dialect is fixed at import: one a process.
 */
import * as pg from 'drizzle-orm/pg-core'
import * as sqlite from 'drizzle-orm/sqlite-core'

export type Dialect = 'sqlite' | 'postgres'

/** `QUESITI_DIALECT` is for the migration generator alone; a running program is told by its database's address. */
export const dialect: Dialect =
  (process.env.QUESITI_DIALECT ??
    (/^postgres(ql)?:/.test(process.env.DATABASE_URL ?? '') ? 'postgres' : 'sqlite')) === 'postgres'
    ? 'postgres'
    : 'sqlite'

const onSqlite = dialect === 'sqlite'

export const table = (onSqlite ? sqlite.sqliteTable : pg.pgTable) as typeof pg.pgTable
export const primaryKey = (onSqlite ? sqlite.primaryKey : pg.primaryKey) as typeof pg.primaryKey
export const index = (onSqlite ? sqlite.index : pg.index) as typeof pg.index
export const uniqueIndex = (onSqlite ? sqlite.uniqueIndex : pg.uniqueIndex) as typeof pg.uniqueIndex

export const text = (name?: string) =>
  (onSqlite ? sqlite.text(name as string) : pg.text(name as string)) as ReturnType<typeof pg.text>

/** A whole number that fits 32 bits. */
export const int = (name?: string) =>
  (onSqlite ? sqlite.integer(name as string) : pg.integer(name as string)) as ReturnType<typeof pg.integer>

const pgBigint = () => pg.bigint({ mode: 'number' })

/** A whole number up to 2^53: positions in a log, sizes. */
export const big = () => (onSqlite ? sqlite.integer() : pgBigint()) as ReturnType<typeof pgBigint>

/** An instant as whole milliseconds since 1970 UTC: exact, hashable and the same JavaScript value on both databases. */
export const instant = big

export const flag = () =>
  (onSqlite ? sqlite.integer({ mode: 'boolean' }) : pg.boolean()) as ReturnType<typeof pg.boolean>

const pgDate = () => pg.timestamp({ withTimezone: true, mode: 'date' })

/** A Date, for the identity library's own tables only: ours use `instant`. */
export const dateTime = () =>
  (onSqlite ? sqlite.integer({ mode: 'timestamp_ms' }) : pgDate()) as ReturnType<typeof pgDate>

const pgJson = <T>() => pg.jsonb().$type<T>()

export const json = <T>() =>
  (onSqlite ? sqlite.text({ mode: 'json' }).$type<T>() : pgJson<T>()) as ReturnType<typeof pgJson<T>>

const pgBytes = pg.customType<{ data: Buffer }>({ dataType: () => 'bytea' })

/** Bytes as they are, in pieces small enough to be held in memory. */
export const bytes = () =>
  (onSqlite ? sqlite.blob({ mode: 'buffer' }) : pgBytes()) as ReturnType<typeof pgBytes>
