/** A PostgreSQL and a standby that follows it, with doors before and between them. What is in them is not known here. */
import pg from 'pg'
import { type ChaosProxy, openProxy } from '../../../scripts/fault/chaos-proxy.ts'
import { type PostgresServer, startPostgres } from '../../../scripts/services/postgres.ts'

export type Pair = {
  readonly primary: PostgresServer
  readonly standby: PostgresServer
  /** Where people's processes find the database, whichever server it is. */
  readonly door: ChaosProxy
  /** Between the two. */
  readonly wire: ChaosProxy
}

export async function askOf<Row extends object>(url: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql)).rows
  } finally {
    await client.end()
  }
}

export async function onPair(
  play: (pair: Pair, databaseUrl: string) => Promise<string[]>,
): Promise<string[]> {
  const settings = { fsync: 'off' }
  const primary = await startPostgres({ settings })
  const wire = await openProxy({ to: primary.port })
  const door = await openProxy({ to: primary.port })
  const standby = await startPostgres({ settings, follows: { primary, port: wire.port } })
  const url = new URL(primary.url)
  url.port = String(door.port)
  try {
    return await play({ primary, standby, door, wire }, url.href)
  } finally {
    for (const proxy of [door, wire]) await proxy.close()
    for (const server of [standby, primary]) await server.remove()
  }
}

export const cut = (proxy: ChaosProxy): void => {
  proxy.leadTo(null)
  proxy.cut()
}
