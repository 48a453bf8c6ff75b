/**
 * What a torture run is played on: real server processes behind the balancer, the database and Redis each behind a door of
 * its own for every process, and a door before all of it for the people. On SQLite there is one process and no service.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type Balancer, startBalancer } from '../cluster/balancer.ts'
import { Nodes } from '../cluster/nodes.ts'
import { type ChaosProxy, openProxy } from '../fault/chaos-proxy.ts'
import { type Loss, lossyRedis } from '../fault/redis-loss.ts'
import { type PostgresServer, startPostgres } from '../services/postgres.ts'
import { type RedisServer, startRedis } from '../services/redis.ts'

export type StoreKind = 'sqlite' | 'postgres'

export type SitePlan = {
  readonly store: StoreKind
  readonly nodes: number
  readonly root?: string | undefined
  readonly random: () => number
  readonly nodeFlags?: readonly string[] | undefined
  /** Of what Redis publishes, this share is lost. */
  readonly lossShare: number
}

export type Doors = { readonly postgres: ChaosProxy; readonly redis: ChaosProxy }

export type Services = {
  readonly postgres: PostgresServer
  readonly redis: RedisServer
  /** By place: how each process reaches them. */
  readonly doors: readonly Doors[]
  readonly loss: Loss
}

export type Site = {
  readonly store: StoreKind
  /** For people. */
  readonly front: ChaosProxy
  readonly nodes: Nodes
  /** For us: past every door. */
  readonly databaseUrl: string
  /** None on SQLite. */
  readonly services: Services | undefined
  /** What processes said that ended by themselves. */
  readonly crashes: readonly string[]
  close(): Promise<void>
}

const SECRET = 'the secret of a torture run, which keeps nothing'

export async function openSite(plan: SitePlan): Promise<Site> {
  const folder = mkdtempSync(join(tmpdir(), 'quesiti-torture-'))
  const balancer = await startBalancer()
  const front = await openProxy({ to: balancer.port })
  const services = plan.store === 'postgres' ? await openServices(plan) : undefined
  const crashes: string[] = []
  const nodes = new Nodes({
    count: services ? plan.nodes : 1,
    balancer,
    root: plan.root,
    nodeFlags: plan.nodeFlags,
    envOf: (place) => envOf({ folder, place, front, services }),
    onCrash: (place, complaints) =>
      crashes.push(`process ${place + 1} ended by itself: ${complaints.slice(-5).join(' | ')}`),
  })
  return {
    store: plan.store,
    front,
    nodes,
    databaseUrl: services?.postgres.url ?? `file:${folder}/quesiti.db`,
    services,
    crashes,
    close: () => close({ folder, balancer, front, nodes, services }),
  }
}

async function openServices({ nodes, random, lossShare }: SitePlan): Promise<Services> {
  const [postgres, redis] = await Promise.all([
    startPostgres({ settings: { max_connections: '60', shared_buffers: '64MB' } }),
    startRedis(),
  ])
  const loss = lossyRedis(lossShare, random)
  const doors: Doors[] = []
  for (let place = 0; place < nodes; place += 1)
    doors.push({
      postgres: await openProxy({ to: postgres.port }),
      redis: await openProxy({ to: redis.port, filter: loss.filter }),
    })
  return { postgres, redis, doors, loss }
}

type Setting = { folder: string; place: number; front: ChaosProxy; services: Services | undefined }

function envOf({ folder, place, front, services }: Setting): Record<string, string> {
  const common = { PORT: '0', PUBLIC_URL: front.url, LOG_LEVEL: 'info' }
  const doors = services?.doors[place]
  if (!services || !doors) return { ...common, DATA_DIR: folder }
  const own = join(folder, `process-${place}`)
  mkdirSync(own, { recursive: true, mode: 0o700 })
  const database = new URL(services.postgres.url)
  database.port = String(doors.postgres.port)
  return {
    ...common,
    DATA_DIR: own,
    SECRET,
    DATABASE_URL: database.href,
    REDIS_URL: `redis://127.0.0.1:${doors.redis.port}`,
  }
}

type Closing = Pick<Site, 'front' | 'nodes' | 'services'> & { folder: string; balancer: Balancer }

async function close({ folder, balancer, front, nodes, services }: Closing): Promise<void> {
  for (const place of nodes.running) await nodes.stop(place, 'SIGKILL')
  await front.close()
  await balancer.close()
  for (const doors of services?.doors ?? []) {
    await doors.postgres.close()
    await doors.redis.close()
  }
  await services?.redis.stop('SIGKILL')
  await services?.postgres.remove()
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
}
