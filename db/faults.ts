/** Which errors of a database pass by themselves: it is away, busy, full or being moved. Any other is a bug. */

/** PostgreSQL: connection, resources, a lock or statement that took too long, two that crossed, shutting down, let in by nobody, a standby. */
const PASSING_STATES = /^(08|53|57P0|40|55000$|55P03$|57014$|25P03$|25006$|58)/
/** A warning at commit: nobody knows what became of it. */
const UNCERTAIN = '01000'
const PASSING_NAMES =
  /^(SQLITE_(BUSY|FULL|IOERR|READONLY|CANTOPEN|LOCKED)|E(CONNREFUSED|CONNRESET|PIPE|TIMEDOUT|HOSTUNREACH|NETUNREACH|AI_AGAIN|NOTFOUND))/
/** The driver's own words for a connection that is lost or was not to be had. */
const LOST =
  /^(Connection terminated|timeout exceeded when trying to connect|timeout expired|Query read timeout|Client has encountered a connection error|Client was closed)/

export function isPassing(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > 3) return false
  const { code } = error as { code?: unknown }
  if (
    typeof code === 'string' &&
    (PASSING_STATES.test(code) || PASSING_NAMES.test(code) || code === UNCERTAIN)
  )
    return true
  // The query builder wraps what the driver says.
  return LOST.test(error.message) || isPassing(error.cause, depth + 1)
}
