/**
 * The program as an administrator runs it, for the benches: one process on SQLite, or several on a PostgreSQL and a Redis of
 * their own, on a database founded for it. It doesn't know what they are given to do.
 */
import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type PostgresServer, startPostgres } from '../../services/postgres.ts'
import { type RedisServer, startRedis } from '../../services/redis.ts'
import { type ServerProcess, startServer } from '../../services/server-process.ts'
import { type Child, startChild } from '../processes/child.ts'
import type { Founded, TownWish } from '../processes/town.ts'

export type SitePlan = TownWish & {
  /** `sqlite` serves one process. */
  readonly store: 'sqlite' | 'postgres'
  readonly nodes: number
  /** Beyond the names and addresses that a site sets. */
  readonly env?: Readonly<Record<string, string>>
}

export type Site = Founded & {
  readonly dataDir: string
  readonly nodes: readonly ServerProcess[]
  /** Reads and founds; its process knows the database. */
  readonly town: Child
  readonly postgres: PostgresServer | undefined
  readonly redis: RedisServer | undefined
  close(): Promise<void>
}

const GAUGE = fileURLToPath(new URL('./gauge.ts', import.meta.url))
const SECRET = 'a secret of the benches, of no use elsewhere'

export async function openSite(plan: SitePlan): Promise<Site> {
  const dataDir = await mkdtemp(join(tmpdir(), 'quesiti-site-'))
  const closing: (() => Promise<unknown>)[] = [() => rm(dataDir, { recursive: true, force: true })]
  const close = async () => {
    for (const one of closing.splice(0).reverse()) await one()
  }
  try {
    const isSqlite = plan.store === 'sqlite'
    const postgres = isSqlite ? undefined : await startPostgres({ settings: { max_connections: '200' } })
    if (postgres) closing.push(() => postgres.remove())
    const redis = isSqlite ? undefined : await startRedis()
    if (redis) closing.push(() => redis.stop('SIGKILL'))
    const databaseUrl = postgres?.url ?? `file:${join(dataDir, 'quesiti.db')}`
    const town = startChild('./town.ts', [], { DATABASE_URL: databaseUrl })
    closing.push(() => town.stop())
    const founded = await town.ask<Founded>('found', plan satisfies TownWish)
    const env = {
      ...{ DATA_DIR: dataDir, DATABASE_URL: databaseUrl, PORT: '0', SECRET, LOG_LEVEL: 'info' },
      ...(redis ? { REDIS_URL: redis.url } : {}),
      ...plan.env,
    }
    const nodes: ServerProcess[] = []
    for (let n = 0; n < plan.nodes; n++) {
      const node = await startServer({ env, nodeFlags: ['--expose-gc', '--import', GAUGE] })
      nodes.push(node)
      closing.push(() => node.kill('SIGKILL'))
    }
    return { ...founded, dataDir, nodes, town, postgres, redis, close }
  } catch (error) {
    await close()
    throw error
  }
}

const TICKS_PER_SECOND = 100

/** Processor time of these processes since they began, as the system counts it. */
export function cpuMsOf(nodes: readonly ServerProcess[]): number {
  return nodes.reduce((sum, { pid }) => {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    // The name before it may hold spaces.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return sum + ((Number(fields[11]) + Number(fields[12])) * 1_000) / TICKS_PER_SECOND
  }, 0)
}
