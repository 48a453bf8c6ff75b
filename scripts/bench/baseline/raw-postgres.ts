/**
 * The baseline of durable commands on PostgreSQL: the rows of votes as the engine really wrote them, in groups as large as
 * its own, one statement a table, straight through `pg` by one writer. It decides nothing.
 */
import pg from 'pg'
import { must } from '../../../server/domain/assert.ts'
import type { Site } from '../site/site.ts'

type Row = Record<string, unknown>
export type RawSpeed = { readonly raw: number; readonly group: number }

const TABLES = ['event', 'vote', 'command'] as const
const GROUP_MAX = 100

export async function measureRaw(
  { postgres, sessionId }: Pick<Site, 'postgres' | 'sessionId'>,
  { count, isQuick }: { count: number; isQuick: boolean },
): Promise<RawSpeed> {
  const client = new pg.Client({ connectionString: must(postgres).url })
  await client.connect()
  try {
    await client.query('SET synchronous_commit = on')
    for (const table of TABLES)
      await client.query(
        `DROP TABLE IF EXISTS raw_${table}; CREATE TABLE raw_${table} (LIKE ${table} INCLUDING ALL)`,
      )
    await client.query('DROP TABLE IF EXISTS raw_log; CREATE TABLE raw_log AS SELECT * FROM log')
    const group = await groupOf(client, sessionId)
    const samples = await samplesOf(client, sessionId)
    const speed = await writeAll(client, { samples, sessionId, group, count: isQuick ? 200 : count })
    return { raw: speed, group }
  } finally {
    await client.end()
  }
}

/** How many votes the engine had in a transaction: those of one instant. */
async function groupOf(client: pg.Client, sessionId: string): Promise<number> {
  const { rows } = await client.query<{ group: number }>(
    `SELECT count(*)::float8 / count(DISTINCT at) AS "group" FROM event WHERE log_id = $1 AND entity = 'vote'`,
    [sessionId],
  )
  return Math.min(GROUP_MAX, Math.max(1, Math.round(must(rows[0]).group)))
}

async function samplesOf(client: pg.Client, sessionId: string): Promise<Record<string, Row>> {
  const one = async (sql: string) => must((await client.query<Row>(sql, [sessionId])).rows[0], sql)
  return {
    event: await one("SELECT * FROM event WHERE log_id = $1 AND entity = 'vote' ORDER BY seq DESC LIMIT 1"),
    vote: await one('SELECT * FROM vote WHERE session_id = $1 LIMIT 1'),
    command: await one(`SELECT * FROM command WHERE log_id = $1 AND result LIKE '%"on":%' LIMIT 1`),
  }
}

type Writing = {
  readonly samples: Record<string, Row>
  readonly sessionId: string
  readonly group: number
  readonly count: number
}

async function writeAll(client: pg.Client, { samples, sessionId, group, count }: Writing): Promise<number> {
  let n = 0
  const rowOf = (table: string, key: number): Row => {
    const row = must(samples[table])
    if (table === 'event') return { ...row, seq: 1_000_000 + key, entity_id: `raw ${key}` }
    return table === 'vote'
      ? { ...row, id: `raw ${key}`, actor_id: `raw ${key}` }
      : { ...row, key: `raw ${key}` }
  }
  const started = performance.now()
  while (n < count) {
    const keys = Array.from({ length: Math.min(group, count - n) }, (_, place) => n + place)
    n += keys.length
    await client.query('BEGIN')
    await client.query({
      name: 'lock',
      text: 'SELECT * FROM raw_log WHERE id = $1 FOR UPDATE',
      values: [sessionId],
    })
    for (const table of TABLES) {
      const rows = JSON.stringify(keys.map((key) => rowOf(table, key)))
      const text = `INSERT INTO raw_${table} SELECT * FROM json_populate_recordset(NULL::raw_${table}, $1)`
      await client.query({ name: table, text, values: [rows] })
    }
    const moved = 'UPDATE raw_log SET next_seq = $2 WHERE id = $1'
    await client.query({ name: 'moved', text: moved, values: [sessionId, 1_000_000 + n] })
    await client.query('COMMIT')
  }
  return count / ((performance.now() - started) / 1_000)
}
