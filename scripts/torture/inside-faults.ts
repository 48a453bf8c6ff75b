/** What happens below people in a torture run: to processes, to the database, and to Redis. Each heals what it broke. */
import { connect } from 'node:net'
import Database from 'better-sqlite3'
import pg from 'pg'
import { must } from '../../server/domain/assert.ts'
import type { Deeds } from './people-faults.ts'
import { between, delay, type Run } from './run.ts'
import type { Services } from './site.ts'

const anyNode = ({ random, site }: Run): number => Math.floor(random() * site.nodes.count)
const servicesOf = ({ site }: Run): Services => must(site.services)
const anyDoors = (run: Run) => must(servicesOf(run).doors[anyNode(run)])

export const NODES: Deeds = {
  'process killed': async (run) => {
    const place = anyNode(run)
    await run.site.nodes.stop(place, 'SIGKILL')
    await delay(between(run.random, 0, 1_000))
    await run.site.nodes.start(place)
  },
  'process frozen': async (run) => {
    const place = anyNode(run)
    run.site.nodes.freeze(place)
    await delay(between(run.random, 1_500, 5_000))
    run.site.nodes.thaw(place)
  },
  'processes restarted in turn': async (run) => {
    const tookMs = await run.site.nodes.restartInTurn()
    for (const ms of tookMs)
      if (ms > DRAIN_MS) run.faults.push(`a process took ${Math.round(ms)} ms to end, told to`)
  },
}
/** Ten seconds are promised; the machine may be busy with all of this. */
const DRAIN_MS = 12_000

export const SQLITE: Deeds = {
  'database locked by another program': async (run) => {
    const other = new Database(run.site.databaseUrl.slice('file:'.length), { timeout: 5_000 })
    try {
      other.exec('BEGIN IMMEDIATE')
      await delay(between(run.random, 500, 3_000))
      other.exec('ROLLBACK')
    } finally {
      other.close()
    }
  },
}

export const POSTGRES: Deeds = {
  'database stopped at once': (run) => restartDatabase(run, 'immediate'),
  'database killed': (run) => restartDatabase(run, 'kill'),
  'database connections ended': (run) =>
    asDatabaseOwner(run, async (client) => {
      await client.query(
        'SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND client_port IS NOT NULL',
      )
    }),
  'log locked by another session': (run) =>
    asDatabaseOwner(run, async (client) => {
      await client.query('BEGIN')
      await client.query('SELECT 1 FROM log WHERE id = $1 FOR UPDATE', [run.town.sessionId])
      await delay(between(run.random, 1_000, 4_000))
      await client.query('ROLLBACK')
    }),
  'database refuses': async (run) => {
    const { doors, postgres } = servicesOf(run)
    for (const door of doors) {
      door.postgres.leadTo(null)
      door.postgres.cut()
    }
    await delay(between(run.random, 500, 2_000))
    for (const door of doors) door.postgres.leadTo(postgres.port)
  },
  'database silent for one process': async (run) => {
    const door = anyDoors(run).postgres
    door.stall()
    await delay(between(run.random, 1_000, 4_000))
    door.heal()
  },
}

export const REDIS: Deeds = {
  'Redis killed': async (run) => {
    const { redis } = servicesOf(run)
    await redis.stop('SIGKILL')
    await delay(between(run.random, 200, 2_000))
    await redis.start()
  },
  'Redis frozen': async (run) => {
    const { redis } = servicesOf(run)
    process.kill(redis.pid, 'SIGSTOP')
    await delay(between(run.random, 1_000, 4_000))
    process.kill(redis.pid, 'SIGCONT')
  },
  'Redis emptied': async (run) => {
    await tell(servicesOf(run).redis.port, 'FLUSHALL')
  },
  'Redis cut for one process': async (run) => {
    const { redis } = anyDoors(run)
    redis.leadTo(null)
    redis.cut()
    await delay(between(run.random, 500, 2_500))
    redis.leadTo(servicesOf(run).redis.port)
  },
}

const START_TRIES = 20

async function restartDatabase(run: Run, how: 'immediate' | 'kill'): Promise<void> {
  const { postgres } = servicesOf(run)
  await postgres.stop(how)
  await delay(between(run.random, 0, 1_000))
  for (let tries = 1; ; tries += 1) {
    try {
      await postgres.start()
      return
    } catch (error) {
      // What is left of the killed one may still hold its memory.
      if (tries === START_TRIES) throw error
      await delay(200)
    }
  }
}

async function asDatabaseOwner(run: Run, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: run.site.databaseUrl })
  client.on('error', () => {})
  await client.connect()
  try {
    await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

function tell(port: number, command: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const line = connect(port, '127.0.0.1', () => line.write(`${command}\r\n`))
    line.setTimeout(2_000, () => line.destroy(new Error(`Redis does not answer ${command}`)))
    line.once('error', reject)
    line.once('data', () => {
      line.destroy()
      resolve()
    })
  })
}
