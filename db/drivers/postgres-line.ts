/**
 * One connection to PostgreSQL: what is set and checked when it opens, statements sent without waiting for the ones
 * before, and whether any of them failed. After a failure nobody knows what became of a transaction on it.
 */
import pg from 'pg'
import { UnusableDatabaseError } from '../unusable.ts'

const LOCK_WAIT = '2s'
const STATEMENT_TIMEOUT = '10s'
const IDLE_IN_TRANSACTION = '5s'
/** A peer that doesn't answer at all is given up: by the server that holds our locks, and by us. */
const PEER_SILENT = '10s'
const ANSWER_WAIT_MS = 15_000
const KEEP_ALIVE_MS = 5_000

const BIGINT_OID = 20
const OLDEST_VERSION = 150_000
/** "committed locally, but might not have been replicated" is a warning like any other. */
const WARNING = '01000'

// Positions and instants are whole numbers below 2^53; as text they would not be numbers in JavaScript.
pg.types.setTypeParser(BIGINT_OID, Number)

/** Whatever the server's defaults are: an acknowledged row is on disk, and nobody waits for ever. */
const SETTINGS = {
  synchronous_commit: 'on',
  timezone: 'UTC',
  lock_timeout: LOCK_WAIT,
  statement_timeout: STATEMENT_TIMEOUT,
  idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION,
  tcp_user_timeout: PEER_SILENT,
  tcp_keepalives_idle: '5',
}

/** For tools that copy whole databases: nothing else waits for them. */
const PATIENT: Partial<typeof SETTINGS> = {
  lock_timeout: '0',
  statement_timeout: '0',
  idle_in_transaction_session_timeout: '0',
}

export type LinePlan = { readonly url: string; readonly isPatient: boolean }

/** What a connection is opened with. */
export const lineConfig = ({ url, isPatient }: LinePlan): pg.ClientConfig => {
  const settings = { ...SETTINGS, ...(isPatient ? PATIENT : {}) }
  return {
    connectionString: url,
    application_name: 'quesiti',
    options: Object.entries(settings)
      .map(([name, value]) => `-c ${name}=${value}`)
      .join(' '),
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_MS,
    ...(isPatient ? {} : { query_timeout: ANSWER_WAIT_MS }),
    // Statements are sent as they come; the server answers in their order.
    pipeline: true,
  }
}

/** What must be true of a server before anything is read from it or written to it. */
export async function checkServer(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ standby: boolean; synced: string; version: number }>(
    `SELECT pg_is_in_recovery() AS standby, current_setting('synchronous_commit') AS synced,
            current_setting('server_version_num')::int AS version`,
  )
  const [found] = rows
  if (found?.standby !== false)
    throw new UnusableDatabaseError(
      "the database server is a standby, and only the primary has the newest log: give the primary's address",
    )
  if (found.synced !== 'on')
    throw new UnusableDatabaseError(
      `the database must sync every commit, its synchronous_commit is ${found.synced}: set it to on for this database and role`,
    )
  if (found.version < OLDEST_VERSION)
    throw new UnusableDatabaseError(
      `PostgreSQL 15 or newer is needed, this is ${Math.floor(found.version / 10_000)}: upgrade it, or give another server's address`,
    )
}

/** A commit that came back and can't be relied on. */
export class UncertainCommitError extends Error {
  override readonly name = 'UncertainCommitError'
  readonly code = WARNING
}

type Statement = pg.QueryConfig | string

export class Line {
  readonly #client: pg.PoolClient
  #failure: unknown

  constructor(client: pg.PoolClient) {
    this.#client = client
  }

  /** The first error of a statement; after it the connection is not used again. */
  get failure(): unknown {
    return this.#failure
  }

  /** Sends a statement, before those sent earlier are answered. */
  query<Row extends pg.QueryResultRow = pg.QueryResultRow>(
    statement: Statement,
    values?: unknown[],
  ): Promise<pg.QueryResult<Row>> {
    const answer = this.#client.query<Row>(statement, values)
    // Whoever waits hears of it too; what nobody waits for is found by the commit.
    answer.catch((error) => {
      this.#failure ??= error
    })
    return answer
  }

  /** A commit is never cancelled: cut short, it would answer as if all was well. */
  async commit(): Promise<void> {
    let hasWarned = false
    const hear = ({ code }: { code?: string | undefined }) => {
      hasWarned ||= code === WARNING
    }
    this.#client.on('notice', hear)
    try {
      const answers = (await this.query(
        'SET LOCAL statement_timeout = 0; COMMIT',
      )) as unknown as pg.QueryResult[]
      if (answers.at(-1)?.command !== 'COMMIT')
        throw this.#fail('the database rolled back what was committed')
      if (hasWarned) throw this.#fail('the commit came back with a warning')
    } finally {
      this.#client.off('notice', hear)
    }
  }

  #fail(message: string): UncertainCommitError {
    const error = new UncertainCommitError(message)
    this.#failure ??= error
    return error
  }
}
