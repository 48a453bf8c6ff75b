/** The database's own clock, where it has one of its own: on SQLite the process's is the only one there is. */
import type { Handle } from './open.ts'

/**
 * Whole milliseconds since 1970 UTC. It is a statement of its own: sent after the one that locks, it is answered when
 * the lock is held, and not when it was asked for.
 */
export async function readDatabaseClock(handle: Handle): Promise<number> {
  const [row] = await handle.sql.all<{ at: number }>(
    'SELECT floor(extract(epoch FROM clock_timestamp()) * 1000)::bigint AS at',
  )
  return row?.at ?? Number.NaN
}
