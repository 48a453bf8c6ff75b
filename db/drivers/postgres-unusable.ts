/**
 * Why a PostgreSQL can't be used when the server starts, in plain words: it isn't there, it lets nobody in, or it lets
 * nobody make tables. Of what happens later it knows nothing.
 */
import type pg from 'pg'
import { codeOf, UnusableDatabaseError } from '../unusable.ts'

/** The setting whose address it is. */
export type Setting = 'DATABASE_URL' | 'MIGRATE_DATABASE_URL'
type Client = Pick<pg.Client, 'host' | 'port' | 'user' | 'database'>
type Asked = { readonly client: Client; readonly setting: Setting }
type Reason = readonly [known: RegExp, say: (asked: Asked & Named) => string]
type Named = { readonly at: string; readonly role: string; readonly database: string }

/** Matched with the error's code and message. */
const NOT_REACHED: readonly Reason[] = [
  [
    /^ECONNREFUSED/,
    ({ at, setting }) => `nothing answers at ${at}: start PostgreSQL there, or correct ${setting}`,
  ],
  [
    /^(ENOTFOUND|EAI_)/,
    ({ client, setting }) =>
      `no machine is found by the name ${client.host}: correct ${setting}, or the resolver`,
  ],
  [
    /^(ETIMEDOUT|EHOSTUNREACH|ENETUNREACH)|timeout expired/,
    ({ at, setting }) =>
      `${at} doesn't answer: see that PostgreSQL runs there and no firewall is between, or correct ${setting}`,
  ],
  [
    /^(CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_TLS_CERT|HOSTNAME_MISMATCH)/,
    ({ at, setting }) =>
      `the certificate of ${at} is not trusted: give its authority in NODE_EXTRA_CA_CERTS, and in ${setting} the name that it is for`,
  ],
  [/does not support SSL/, ({ at }) => `PostgreSQL at ${at} speaks no TLS: set ssl = on there`],
  [
    /^(ECONNRESET|EPIPE|ERR_SSL|EPROTO)|Connection terminated|unknown message|Unknown authenticat/,
    ({ at, setting }) =>
      `what answers at ${at} closes the line or is no PostgreSQL: see its log, or correct ${setting}`,
  ],
  [
    /^28P01|password must be a(.non-empty)? string/,
    ({ role, setting }) =>
      `PostgreSQL refuses the password of the role ${role}: correct it in ${setting}, percent-encoded`,
  ],
  [
    /^28000/,
    ({ role, at, setting }) =>
      `PostgreSQL at ${at} lets the role ${role} not in: it must exist, have LOGIN, and be in pg_hba.conf; or correct ${setting}`,
  ],
  [
    /^3D000/,
    ({ at, database, setting }) =>
      `there is no database ${database} at ${at}: make it, or correct ${setting}`,
  ],
  [
    /^42501/,
    ({ role, database }) => `the role ${role} may not use the database ${database}: GRANT CONNECT to it`,
  ],
  [
    /^55000/,
    ({ database, setting }) =>
      `the database ${database} takes no connections: allow them, or correct ${setting}`,
  ],
  [
    /^53300/,
    ({ at }) => `PostgreSQL at ${at} has no connection free: raise max_connections, or end what uses them`,
  ],
  [/^57P0/, ({ at }) => `PostgreSQL at ${at} is starting or stopping: start Quesiti when it is up`],
]

const NO_TABLES: readonly Reason[] = [
  [
    /^42501/,
    ({ role, database, setting }) =>
      setting === 'DATABASE_URL'
        ? `the role ${role} may not make Quesiti's tables in the database ${database}: give the address of its owner in MIGRATE_DATABASE_URL`
        : `the role ${role} may not make Quesiti's tables in the database ${database}: give in MIGRATE_DATABASE_URL the role that owns it`,
  ],
  [
    /^42(P07|710|723)/,
    ({ database, setting }) =>
      `the database ${database} holds tables that aren't Quesiti's: give in ${setting} a database of its own`,
  ],
  [
    /^(53|57P0|08|ECONN|EPIPE)|Connection terminated/,
    ({ at }) => `PostgreSQL at ${at} went away while tables were made: start Quesiti again when it is up`,
  ],
]

/** The error itself, where nothing plain can be said. */
export const notReached = (error: unknown, asked: Asked): unknown => plainly(error, NOT_REACHED, asked)
export const noTables = (error: unknown, asked: Asked): unknown => plainly(error, NO_TABLES, asked)

function plainly(error: unknown, reasons: readonly Reason[], asked: Asked): unknown {
  if (error instanceof UnusableDatabaseError || !(error instanceof Error)) return error
  const { host, port, user = '(none)', database = '(none)' } = asked.client
  const what = `${codeOf(error)} ${error.message}`
  const reason = reasons.find(([known]) => known.test(what))
  if (!reason) return error
  const named = { at: `${host}:${port}`, role: user, database }
  return new UnusableDatabaseError(reason[1]({ ...asked, ...named }), { cause: error })
}
