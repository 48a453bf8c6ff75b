/**
 * `npm run cluster`: PostgreSQL, Redis, a balancer and several processes of the server on this machine, with a forum day
 * and simulated people, for trying out what happens when one of them is gone. Orders are typed while it runs.
 */
import { randomBytes } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { pathTo } from '../client/paths.ts'
import { type Balancer, startBalancer } from './cluster/balancer.ts'
import { Nodes } from './cluster/nodes.ts'
import { HELP, type Order, readOrder } from './cluster/orders.ts'
import type { Stage } from './demo/stage.ts'
import { type PostgresServer, startPostgres } from './services/postgres.ts'
import { type RedisServer, startRedis } from './services/redis.ts'

const USAGE = `Usage: npm run cluster -- [options]

  --nodes <n>     processes of the server (3)
  --minutes <n>   end by itself (without it, Ctrl-C does)
  --bodies <n>    officials of real municipalities who read and vote (40)
  --no-redis      processes find each other's entries by looking alone
  --no-people     nobody is simulated

PORT says where the balancer listens; without it, anywhere on this machine. The pages are those of the last npm run build.
`

const NODES_MOST = 8

class UsageError extends Error {
  override readonly name = 'UsageError'
}

type Wish = {
  readonly nodes: number
  readonly minutes: number | undefined
  readonly bodies: number
  readonly redis: boolean
  readonly people: boolean
}

function readWish(args: readonly string[]): Wish {
  const { nodes = '3', minutes, bodies = '40', redis, people } = parsed(args)
  const count = Number(nodes)
  if (!Number.isInteger(count) || count < 1 || count > NODES_MOST)
    throw new UsageError(`--nodes is a whole number from 1 to ${NODES_MOST}`)
  if (minutes !== undefined && !(Number(minutes) > 0))
    throw new UsageError('--minutes is a number above zero')
  if (!(Number.isInteger(Number(bodies)) && Number(bodies) > 0))
    throw new UsageError('--bodies is a whole number above zero')
  return {
    nodes: count,
    minutes: minutes === undefined ? undefined : Number(minutes),
    bodies: Number(bodies),
    redis,
    people,
  }
}

function parsed(args: readonly string[]) {
  const text = { type: 'string' } as const
  const yes = { type: 'boolean', default: true } as const
  const options = { nodes: text, minutes: text, bodies: text, redis: yes, people: yes }
  try {
    return parseArgs({ args: [...args], allowNegative: true, options }).values
  } catch (error) {
    throw new UsageError((error as Error).message)
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

type Cluster = {
  readonly balancer: Balancer
  readonly nodes: Nodes
  readonly postgres: PostgresServer
  readonly redis: RedisServer | undefined
}

async function run(wish: Wish): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'quesiti-cluster-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  say('Starting PostgreSQL, Redis and the processes …')
  const postgres = await startPostgres()
  const redis = wish.redis ? await startRedis() : undefined
  process.env.DATABASE_URL = postgres.url
  const { fill, peopleOn } = await import('./cluster/content.ts')
  const stage = await fill(postgres.url, wish.bodies)
  const balancer = await startBalancer(Number(process.env.PORT ?? 0))
  const settings = {
    MODE: 'demo',
    PORT: '0',
    PUBLIC_URL: balancer.url,
    DATABASE_URL: postgres.url,
    ...(redis ? { REDIS_URL: redis.url } : {}),
    SECRET: randomBytes(32).toString('base64url'),
    DEMO_LINKS: JSON.stringify(stage.guests.map(({ link }) => link)),
  }
  const nodes = new Nodes({
    count: wish.nodes,
    balancer,
    envOf: (place) => {
      const own = join(folder, `process-${place + 1}`)
      mkdirSync(own, { recursive: true })
      return { ...settings, DATA_DIR: own }
    },
    onCrash: (place, complaints) =>
      say(`Process ${place + 1} has ended by itself. ${complaints.slice(-3).join('\n')}`),
  })
  const cluster: Cluster = { balancer, nodes, postgres, redis }
  const ending = endOf(wish)
  try {
    await nodes.startAll()
    say(invitation(cluster, stage))
    const day = wish.people ? peopleOn(balancer.url, stage) : undefined
    void day
      ?.open()
      .catch((error: Error) => say(`The simulated people could not all come in: ${error.message}`))
    obey(cluster)
    await ending
    day?.close()
  } finally {
    say('Ending …')
    await nodes.stopAll()
    await balancer.close()
    await redis?.stop()
    await postgres.remove()
  }
}

function invitation({ balancer, nodes }: Cluster, { guests, pass }: Stage): string {
  const line = (role: string, name: string, address: string) =>
    `  ${role.padEnd(14)} ${name.padEnd(18)} ${balancer.url}${address}`
  return [
    '',
    `A forum day is live at ${balancer.url}, on ${nodes.count} processes:`,
    ...nodes.running.map(
      (place) => `  process ${place + 1}      http://127.0.0.1:${nodes.find(place)?.port}`,
    ),
    '',
    'A link signs in whoever opens it, on this machine alone:',
    '',
    ...guests.map(({ role, name, link }) => line(role, name, `/demo/${link.secret}`)),
    line('wall', '', `${pathTo.wall('FD1')}#pass=${pass}`),
    '',
    'Type an order, and look at the pages meanwhile:',
    '',
    HELP,
  ].join('\n')
}

function obey(cluster: Cluster): void {
  const lines = createInterface({ input: process.stdin })
  const has = { nodes: cluster.nodes.count, redis: cluster.redis !== undefined }
  let last: Promise<void> = Promise.resolve()
  lines.on('line', (line) => {
    const order = readOrder(line, has)
    if (order === undefined) return
    if (typeof order === 'string') say(order)
    // One after the other, as they were typed.
    else last = last.then(() => carryOut(cluster, order)).catch((error: Error) => say(error.message))
  })
}

async function carryOut(cluster: Cluster, order: Order): Promise<void> {
  if ('place' in order) return carryOutOn(cluster.nodes, order)
  if ('on' in order) return switchService(cluster, order)
  const { nodes, balancer } = cluster
  if (order.do === 'help') say(HELP)
  else if (order.do === 'restart') {
    const tookMs = await nodes.restartInTurn()
    say(`All have come back; to end they took ${tookMs.map((ms) => `${Math.round(ms)} ms`).join(', ')}.`)
  } else {
    const ready = balancer.ready()
    for (let place = 0; place < nodes.count; place += 1)
      say(`  process ${place + 1}  ${stateOf(nodes, place, ready)}`)
  }
}

async function carryOutOn(nodes: Nodes, order: Extract<Order, { place: number }>): Promise<void> {
  const { place } = order
  const name = `Process ${place + 1}`
  const runs = nodes.running.includes(place)
  if (order.do === 'start') {
    if (runs) return say(`${name} runs already.`)
    await nodes.start(place)
    return say(`${name} is back.`)
  }
  if (!runs) return say(`${name} does not run: start ${place + 1} first.`)
  if (order.do === 'freeze') nodes.freeze(place)
  else if (order.do === 'thaw') nodes.thaw(place)
  else await nodes.stop(place, order.do === 'kill' ? 'SIGKILL' : 'SIGTERM')
  const done = { freeze: 'is frozen', thaw: 'goes on', kill: 'was killed', stop: 'has ended' }
  say(`${name} ${done[order.do]}.`)
}

function stateOf(nodes: Nodes, place: number, ready: readonly number[]): string {
  const node = nodes.find(place)
  if (!node) return 'does not run'
  if (nodes.isFrozen(place)) return 'is frozen'
  return ready.includes(node.port) ? 'is ready' : 'runs and is not ready'
}

async function switchService(
  { postgres, redis }: Cluster,
  order: Extract<Order, { on: boolean }>,
): Promise<void> {
  const isPostgres = order.do === 'postgres'
  if (order.on) await (isPostgres ? postgres.start() : redis?.start())
  else if (isPostgres) await postgres.stop('kill')
  else await redis?.stop('SIGKILL')
  say(`${isPostgres ? 'PostgreSQL' : 'Redis'} ${order.on ? 'is back' : 'was killed'}.`)
}

/** Pressed once, Ctrl-C ends it with grace; pressed again, at once. */
const endOf = ({ minutes }: Wish): Promise<void> =>
  new Promise((resolve) => {
    if (minutes !== undefined) setTimeout(resolve, minutes * 60_000)
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => {
        process.once(signal, () => process.exit(1))
        resolve()
      })
  })

process.umask(0o077)
try {
  await run(readWish(process.argv.slice(2)))
  process.exit(0)
} catch (error) {
  const told = error instanceof UsageError ? `${error.message}\n\n${USAGE}` : `${(error as Error).message}\n`
  process.stderr.write(told)
  process.exit(1)
}
