/**
 * F8: Redis is there and lets a process in no more, or never did: its password is another. Processes go on without it, and
 * say so; whoever it lets in again is told of what others write.
 */
import { createClient } from 'redis'
import type { BusyClient } from '../../../../scripts/fault/busy-client.ts'
import { until } from '../../../../scripts/fault/until.ts'
import { startRedis } from '../../../../scripts/services/redis.ts'
import type { Drill } from '../drill.ts'
import { settledFaults } from '../settled.ts'
import { type Beside, moreAcks, onStage, type Stage } from '../stage.ts'

const PEOPLE = 4
const ACKS = 30
/** Under load everybody's loop is late. */
const SOON_MS = 20_000
const METRICS_TOKEN = 'the-token-of-a-drill-by-which-numbers-are-read'
const PASSWORD = { first: 'uno', second: 'due' }

async function withRedis<T>(
  play: (redis: {
    urlWith: (password: string) => string
    setPassword: (next: string) => Promise<void>
  }) => Promise<T>,
): Promise<T> {
  const server = await startRedis()
  const admin = createClient({ url: server.url })
  admin.on('error', () => {})
  const setPassword = async (next: string) => {
    await admin.sendCommand(['CONFIG', 'SET', 'requirepass', next])
    // Whoever is in stays in until their line ends.
    for (const kind of ['normal', 'pubsub']) await admin.sendCommand(['CLIENT', 'KILL', 'TYPE', kind])
  }
  try {
    await admin.connect()
    await setPassword(PASSWORD.first)
    return await play({ setPassword, urlWith: (password) => `redis://:${password}@127.0.0.1:${server.port}` })
  } finally {
    admin.destroy()
    await server.stop('SIGKILL')
  }
}

type Process = Beside['server']

async function isUp({ port, hasEnded }: Process): Promise<boolean | undefined> {
  if (hasEnded) throw new Error('a process ended by itself')
  const headers = { authorization: `Bearer ${METRICS_TOKEN}` }
  const numbers = await fetch(`http://127.0.0.1:${port}/metrics`, { headers }).then(
    (answer) => answer.text(),
    () => '',
  )
  const found = numbers.match(/^quesiti_redis_up (\d)$/m)?.[1]
  return found === undefined ? undefined : found === '1'
}

const untilUp = (server: Process, wanted: boolean): Promise<void> =>
  until(`Redis is ${wanted ? 'there' : 'away'} for it`, async () => (await isUp(server)) === wanted, SOON_MS)

const hasSaid = ({ complaints }: Process): boolean =>
  complaints.some((line) => line.includes('"msg":"redis"'))

async function isReady({ port }: Process): Promise<boolean> {
  return (await fetch(`http://127.0.0.1:${port}/readyz`)).ok
}

/** What one asks at a process, another sees at the other. */
async function isFound(stage: Stage, { from, to }: { from: BusyClient; to: BusyClient }): Promise<void> {
  const title = `Si vede di là? ${from.calls.length}`
  const answer = await from.give('question:ask', {
    title,
    text: 'E di qua?',
    topicId: 'T1.01',
    shown: 'body',
  })
  if (!answer?.ok) stage.faults.push('W1 it was not accepted')
  const sees = () => [...to.store.rows('question').values()].some((row) => row.title === title)
  await until('R4 it is found at the other process', sees, SOON_MS)
}

const refused: Drill['run'] = (given) =>
  withRedis(({ urlWith, setPassword }) => {
    const env = { REDIS_URL: urlWith(PASSWORD.first), METRICS_TOKEN }
    // Sooner tried again than it would be.
    const limits = { redisRedialMs: 1_000, redisRedialMostMs: 1_000 }
    return onStage({ ...given, participants: PEOPLE, server: { env }, limits }, async (stage) => {
      const { day, faults } = stage
      const other = await stage.startBeside({ REDIS_URL: urlWith(PASSWORD.second) })
      const [here, there] = day.participants.map((person, place) =>
        stage.arrive(person, 'participant', place % 2 === 0 ? {} : { url: other.proxy.url }),
      )
      if (!here || !there) throw new Error('nobody came')
      await stage.busy(async () => {
        await moreAcks(stage, ACKS)
        await untilUp(stage.server, true)
        await untilUp(other.server, false)
        await isFound(stage, { from: here, to: there })
        await setPassword(PASSWORD.second)
        await untilUp(stage.server, false)
        await isFound(stage, { from: there, to: here })
        await untilUp(other.server, true)
        for (const server of [stage.server, other.server]) {
          if (!hasSaid(server)) faults.push('nobody was told that Redis lets it in no more')
          await until('readiness does without Redis', () => isReady(server), SOON_MS)
        }
        await moreAcks(stage, ACKS)
      })
      if (faults.length === 0) faults.push(...(await settledFaults(stage)))
    })
  })

export const drills: readonly Drill[] = [
  {
    fault: 'F8',
    rules: 'W1 R4',
    what: 'Redis with another password, from the start or since a moment ago: processes go on, and say so',
    run: refused,
    mutants: [
      {
        name: 'nobody listens to a client that is refused',
        edits: [
          {
            file: 'server/adapters/redis.ts',
            from: "    for (const client of [publisher, subscriber]) client.on('error', this.#failed)\n",
            to: '',
          },
        ],
        breaks: /ended by itself|the server ended.*WRONGPASS/s,
      },
      {
        name: 'nobody says so',
        edits: [{ file: 'server/adapters/redis.ts', from: 'this.#plan.onFault(this.#lastError)', to: '' }],
        breaks: /nobody was told/,
      },
    ],
  },
]
