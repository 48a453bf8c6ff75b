/** Two servers on one database, with a Redis that comes and goes: what is done at one is felt at the other. */
import { io as connect, type Socket } from 'socket.io-client'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { theme, topic } from '../../db/schema/session.ts'
import { type RedisServer, startRedis } from '../../scripts/services/redis.ts'
import { endLogins } from '../../server/commands/access.ts'
import { revokeGrant } from '../../server/commands/grant.ts'
import { createSession } from '../../server/commands/session.ts'
import type { ClientToServer, Frame, PresencePush, ServerToClient } from '../../server/contract/socket.ts'
import { PROTOCOL } from '../../server/contract/version.ts'
import { must } from '../../server/domain/assert.ts'
import { SYSTEM } from '../../server/domain/permissions.ts'
import { mountEngine } from '../../server/engine.ts'
import { askPayload, newKey } from '../support/forum.ts'
import { type HttpServer, startHttp } from '../support/http-server.ts'

type Client = Socket<ServerToClient, ClientToServer>
type As = 'participant' | 'expert' | 'moderator'

let redis: RedisServer
let a: HttpServer
let b: HttpServer
let sessionId: string
const faults: string[] = []
const clients: Client[] = []

const SECRET = 'the same secret for both of these servers'
const start = (env: Record<string, string>) =>
  startHttp({
    redisUrl: redis.url,
    env: { SECRET, ...env },
    plugins: async (app, parts) => {
      await mountEngine(app, parts, (_error, where) => faults.push(where))
    },
  })

beforeAll(async () => {
  redis = await startRedis()
})
beforeEach(async () => {
  a = await start({})
  const { store, clock, newId, edition, config } = a.parts
  await store.transaction(async (tx) => {
    await tx
      .insert(theme)
      .values({ id: 'T1', editionId: edition.id, label: 'Modelli', place: 1, review: 'none' })
    const named = { code: 'T1.01', label: 'Forme associative', shortLabel: 'Forme associative', place: 1 }
    await tx.insert(topic).values({ id: 'T1.01', editionId: edition.id, themeId: 'T1', ...named })
  })
  const now = clock.now()
  sessionId = await createSession({ store, clock, newId }, 'system', {
    editionId: edition.id,
    code: 'FD1',
    title: 'Modelli organizzativi',
    opensAt: now - 3_000,
    liveAt: now - 2_000,
    closesAt: now + 3_600_000,
    themeIds: ['T1'],
    admission: 'open',
  })
  b = await start({ DATABASE_URL: config.databaseUrl })
  for (const { parts } of [a, b]) await expect.poll(() => parts.redis?.isHealthy).toBe(true)
  const live = async () =>
    (await store.read.select().from((await import('../../db/schema/session.ts')).session))[0]?.phase
  await expect.poll(live).toBe('live')
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect()
  await b.close()
  await a.close()
  await redis.start()
})
afterAll(() => redis.stop('SIGKILL'))

async function enter(server: HttpServer, as: As, cookie: string) {
  const client: Client = connect(server.url, {
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { cookie, origin: server.origin },
  })
  clients.push(client)
  const frames: Frame[] = []
  const present: PresencePush[] = []
  client.on('frame', (frame) => frames.push(frame))
  client.on('presence', (push) => present.push(push))
  const ack = await client
    .timeout(5_000)
    .emitWithAck('session:enter', { sessionId, as, protocol: PROTOCOL.current })
  expect(ack).toMatchObject({ ok: true })
  return { client, frames, present }
}

const asked = (client: Client, title: string) =>
  client.timeout(5_000).emitWithAck('question:ask', { key: newKey(), sessionId, payload: askPayload(title) })

const seenAt = (frames: readonly Frame[], title: string) => () => JSON.stringify(frames).includes(title)

test('what is asked at one is read at the other, with Redis, without it and with it again', async () => {
  const anna = await a.signIn('anna@example.it', 'participant')
  const asker = await enter(a, 'participant', anna)
  const expert = await enter(b, 'expert', await a.signIn('esperto@example.it', 'expert'))
  expect(await asked(asker.client, 'Con Redis')).toMatchObject({ ok: true })
  await expect.poll(seenAt(expert.frames, 'Con Redis')).toBe(true)
  await redis.stop('SIGKILL')
  expect(await asked(asker.client, 'Appena fermato')).toMatchObject({ ok: true })
  await expect.poll(seenAt(expert.frames, 'Appena fermato')).toBe(true)
  for (const { parts } of [a, b]) await expect.poll(() => parts.redis?.isHealthy).toBe(false)
  await redis.start()
  for (const { parts } of [a, b]) await expect.poll(() => parts.redis?.isHealthy).toBe(true)
  expect(await asked(asker.client, 'Di nuovo')).toMatchObject({ ok: true })
  await expect.poll(seenAt(expert.frames, 'Di nuovo')).toBe(true)
  const ranges = expert.frames.map(({ from, to }) => ({ from, to }))
  for (const [place, { from }] of ranges.entries())
    if (place > 0) expect(from).toBeLessThanOrEqual(must(ranges[place - 1]).to)
  expect(faults.filter((where) => where !== 'redis' && where !== 'forgetting')).toEqual([])
})

describe.each(['with Redis', 'without Redis'])('F18 %s', (how) => {
  test('a role taken back and a login ended at one are felt at the other within a second', async () => {
    const granted = await a.grant('anna@example.it', 'expert')
    const { client } = await enter(b, 'expert', await a.signIn('anna@example.it'))
    const bruno = await a.grant('bruno@example.it', 'participant')
    const other = await enter(b, 'participant', await a.signIn('bruno@example.it'))
    if (how === 'without Redis') {
      await redis.stop('SIGKILL')
      for (const { parts } of [a, b]) await expect.poll(() => parts.redis?.isHealthy).toBe(false)
    }
    let sentAway = 0
    client.once('reenter', () => {
      sentAway = performance.now()
    })
    let closed = 0
    other.client.once('disconnect', () => {
      closed = performance.now()
    })
    const revokedAt = performance.now()
    await revokeGrant(a.parts.edition, SYSTEM.id, granted.grantId)
    await endLogins(a.parts.edition, { personId: bruno.personId, actorId: bruno.actorId }, 'sign-out')
    const doneAt = performance.now()
    await expect.poll(() => sentAway > 0 && closed > 0).toBe(true)
    expect(Math.max(sentAway, closed) - doneAt).toBeLessThan(1_000)
    expect(doneAt).toBeGreaterThan(revokedAt)
    expect(await asked(client, 'Non più')).toMatchObject({ ok: false, code: 'permission/denied' })
  })
})

test('presence: how many are in, over both; who looks at what is for the staff, and is given by the staff', async () => {
  const participant = await enter(a, 'participant', await a.signIn('anna@example.it', 'participant'))
  const expert = await enter(a, 'expert', await a.signIn('esperto@example.it', 'expert'))
  const moderator = await enter(b, 'moderator', await a.signIn('moderatore@example.it', 'moderator'))
  expect(await asked(participant.client, 'Guardata')).toMatchObject({ ok: true })
  const itemOf = () =>
    expert.frames.flatMap(({ changes }) => changes).find((change) => change.entity === 'workItem')?.id
  await expect.poll(itemOf).toBeDefined()
  const itemId = must(itemOf())
  type Told = { emitWithAck(name: 'presence', report: unknown): Promise<{ ok: boolean; code?: string }> }
  const tell = (client: Client, report: unknown) =>
    (client.timeout(5_000) as unknown as Told).emitWithAck('presence', report)
  expect(await tell(expert.client, { looking: itemId, writing: true })).toEqual({ ok: true })
  expect(await tell(participant.client, { looking: itemId })).toMatchObject({ code: 'permission/denied' })
  for (const bad of [
    null,
    'x',
    { looking: 5 },
    { looking: itemId, role: 'moderator' },
    [],
    { writing: 'yes' },
  ])
    expect(await tell(expert.client, bad)).toMatchObject({ ok: false })
  const last = (present: readonly PresencePush[]) => present.at(-1)
  await expect
    .poll(() => last(moderator.present))
    .toMatchObject({
      sessionId,
      people: { participant: 1, expert: 1, moderator: 1, feed: 0 },
      looks: [{ itemId, writing: true }],
    })
  await expect.poll(() => last(participant.present)?.people.moderator).toBe(1)
  for (const push of participant.present) expect(push).not.toHaveProperty('looks')
  // Of an item that isn't there nothing is said.
  expect(await tell(expert.client, { looking: 'no-such-item' })).toEqual({ ok: true })
  await expect.poll(() => last(moderator.present)?.looks).toEqual([])
  let spent = 0
  for (let n = 0; n < 15; n += 1) {
    const answer = await tell(expert.client, { looking: null })
    if (answer.code === 'command/too-many') spent += 1
  }
  expect(spent).toBeGreaterThan(0)
  expert.client.disconnect()
  await expect.poll(() => last(moderator.present)?.people.expert).toBe(0)
})
