/** Rehearsals over real HTTP and sockets: who may start one, what its people can't do, and that nothing of it is left. */
import { io as connect, type Socket } from 'socket.io-client'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listRehearsals } from '../../db/rehearsal-store.ts'
import { verifyLog } from '../../db/verify.ts'
import { until } from '../../scripts/fault/until.ts'
import { seedThemes } from '../../server/commands/programme.ts'
import { seedRegistry } from '../../server/commands/registry.ts'
import { createSession } from '../../server/commands/session.ts'
import type { RehearsalAnswer } from '../../server/contract/rehearsals.ts'
import type { ClientToServer, CommandAck, ServerToClient } from '../../server/contract/socket.ts'
import { PROTOCOL } from '../../server/contract/version.ts'
import { must } from '../../server/domain/assert.ts'
import { limits } from '../../server/domain/limits.ts'
import { mountEngine } from '../../server/engine.ts'
import type { Rooms } from '../../server/rooms/rooms.ts'
import { everyRow } from '../support/database/every-row.ts'
import { answerWords, askPayload, newKey } from '../support/forum.ts'
import { type HttpServer, startHttp } from '../support/http-server.ts'

type Client = Socket<ServerToClient, ClientToServer>

const WORDS = 'fenicottero'
let server: HttpServer
let rooms: Rooms
let administrator: string
let realDay: string
const clients: Client[] = []
let ahead = 0

beforeAll(async () => {
  const began = Date.now()
  const clock = { now: () => began + Math.floor(performance.now()) + ahead, jumpMs: () => 0 }
  server = await startHttp({
    clock,
    plugins: async (app, parts) => {
      rooms = (await mountEngine(app, parts, (error) => faults.push(error))).rooms
    },
  })
  const { edition } = server.parts
  await seedRegistry(edition, ['Toscana'])
  await seedThemes(edition)
  administrator = await server.signIn('admin@example.it', 'administrator')
  const now = clock.now()
  realDay = await createSession(edition, 'system', {
    editionId: edition.id,
    code: 'FD1',
    title: 'Modelli organizzativi',
    opensAt: now - 2,
    liveAt: now - 1,
    closesAt: now + 24 * 3_600_000,
    themeIds: ['T1'],
  })
  await (await rooms.find(realDay))?.room.submitSystem({ type: 'session:advance', payload: {} })
})
const faults: unknown[] = []
afterAll(async () => {
  for (const client of clients) client.disconnect()
  expect(faults).toEqual([])
  await server.close()
})

const start = async (wish: object = { bodies: 3, minutes: 1 }, cookie = administrator) =>
  server.call('POST', '/api/rehearsals', { cookie, body: wish })
const end = (id: string, cookie = administrator) => server.call('DELETE', `/api/rehearsals/${id}`, { cookie })
const left = () => listRehearsals(server.parts.store.read)

const started = async (wish?: object): Promise<RehearsalAnswer> => {
  const { status, body } = await start(wish)
  expect(status).toBe(200)
  return body as unknown as RehearsalAnswer
}

const personOf = ({ people }: RehearsalAnswer, role: string) => must(people.find((one) => one.role === role))

function open(token: string): Client {
  const client: Client = connect(server.url, {
    transports: ['websocket'],
    reconnection: false,
    auth: { token },
  })
  clients.push(client)
  return client
}

const enter = (client: Client, sessionId: string, as: 'participant' | 'expert' = 'participant') =>
  client.timeout(5_000).emitWithAck('session:enter', { sessionId, as, protocol: PROTOCOL.current })

const command = (client: Client, sessionId: string, type: string, payload: unknown): Promise<CommandAck> =>
  client
    .timeout(5_000)
    .emitWithAck(type as 'question:ask', { key: newKey(), sessionId, payload: payload as never })

test.each(['participant', 'expert', 'moderator'] as const)(
  'a %s starts, sees and ends none',
  async (role) => {
    const cookie = await server.signIn(`${role}@example.it`, role)
    const { sessionId } = await started()
    for (const answer of [
      await start(undefined, cookie),
      await end(sessionId, cookie),
      await server.call('GET', '/api/rehearsals', { cookie }),
      await server.call('GET', '/api/load', { cookie }),
    ])
      expect(answer).toMatchObject({ status: 403, body: { code: 'permission/denied' } })
    const { body } = await server.call('GET', '/api/sessions', { cookie })
    expect((body.sessions as { id: string }[]).map(({ id }) => id)).toEqual([realDay])
    await end(sessionId)
    await until('it is erased', async () => (await left()).length === 0)
  },
)

test('one at a time, within its limits, with as many bodies as there are', async () => {
  const { sessionId, code, endsAt } = await started()
  const listed = await server.call('GET', '/api/rehearsals', { cookie: administrator })
  expect(listed.body.rehearsals).toEqual([{ sessionId, code, endsAt }])
  expect(await start()).toMatchObject({ status: 429, body: { code: 'command/too-many' } })
  await end(sessionId)
  await until('it is erased', async () => (await left()).length === 0)
  for (const wish of [
    { bodies: limits.rehearsal.bodies + 1, minutes: 1 },
    { bodies: 0, minutes: 1 },
    { bodies: 1, minutes: limits.rehearsal.minutes + 1 },
    { bodies: 1, minutes: 1, more: true },
    // Toscana has 119.
    { bodies: 120, minutes: 1 },
  ])
    expect(await start(wish)).toMatchObject({ status: 422 })
  expect(await left()).toEqual([])
})

test('its people act in it and nowhere else; when it ends they are out, and every word of it is gone', async () => {
  const rehearsal = await started({ bodies: 3, minutes: 1 })
  const { sessionId } = rehearsal
  const asker = open(personOf(rehearsal, 'participant').token)
  const expert = open(personOf(rehearsal, 'expert').token)
  expect(await enter(asker, sessionId)).toMatchObject({ ok: true })
  expect(await enter(expert, sessionId, 'expert')).toMatchObject({ ok: true })
  expect(await enter(asker, realDay)).toMatchObject({ ok: false, code: 'permission/denied' })
  expect(await enter(expert, realDay, 'expert')).toMatchObject({ ok: false, code: 'permission/denied' })
  const payload = { ...askPayload(`Un ${WORDS}`), text: `Di un ${WORDS}` }
  expect(await command(asker, realDay, 'question:ask', payload)).toMatchObject({
    ok: false,
    code: 'permission/denied',
  })
  const asked = await command(asker, sessionId, 'question:ask', payload)
  const { questionId } = (asked as unknown as { result: { questionId: string } }).result
  const item = must((await rooms.find(sessionId))?.room.state.get('question', questionId)).workItemId
  for (const [type, sent] of [
    ['item:claim', {}],
    ['item:note', { text: WORDS }],
    ['draft:save', { draftId: item, kind: 'answer', rev: 1, content: answerDraft }],
    ['answer:publish', { words: answerWords(WORDS), reach: 'all' }],
  ] as const)
    expect(await command(expert, sessionId, type, { itemId: item, ...sent }), type).toMatchObject({
      ok: true,
    })
  expect(
    await command(expert, sessionId, 'question:carry', { questionId, sessionId: realDay }),
  ).toMatchObject({
    ok: false,
  })
  const reader = await server.signIn('reader@example.it', 'administrator')
  const found = async () => {
    const { body } = await server.call('GET', `/api/search?q=${WORDS}`, { cookie: reader })
    const latest = await server.call('GET', '/api/answers/latest', { cookie: reader })
    return JSON.stringify([body.hits, latest.body.answers])
  }
  expect(await found()).toBe('[[],[]]')

  const isOut = new Promise((resolve) => asker.once('disconnect', resolve))
  expect(await end(sessionId)).toMatchObject({ status: 200 })
  await isOut
  const again = open(personOf(rehearsal, 'participant').token)
  expect(await enter(again, sessionId)).toMatchObject({ ok: false, code: 'login/needed' })
  await until('it is erased', async () => (await left()).length === 0)
  expect(await found()).toBe('[[],[]]')
  const sessions = await server.call('GET', '/api/sessions', { cookie: administrator })
  expect((sessions.body.sessions as { id: string }[]).map(({ id }) => id)).toEqual([realDay])
  expect(await verifyLog(server.parts.store, sessionId)).toMatchObject({ ok: true })
  expect(await verifyLog(server.parts.store, server.parts.edition.id)).toMatchObject({ ok: true })
  expect(await tablesWith(WORDS)).toEqual([])
  expect(await end(sessionId)).toMatchObject({ status: 409, body: { code: 'session/not-a-rehearsal' } })
  expect(await end(realDay)).toMatchObject({ status: 409, body: { code: 'session/not-a-rehearsal' } })
  expect(await end('nothing')).toMatchObject({ status: 404 })
})

const answerDraft = {
  inBrief: WORDS,
  reasoning: '',
  appliesTo: '',
  whatToDo: [],
  notCovered: '',
  references: [],
  lawAsOf: '',
}

/** The tables in which any column holds the word. */
async function tablesWith(word: string): Promise<string[]> {
  const rows = await everyRow(server.parts.store)
  return Object.keys(rows).filter((name) => JSON.stringify(rows[name]).includes(word))
}

test('one that nobody ends is ended and erased by the clock', async () => {
  const rehearsal = await started({ bodies: 1, minutes: 1 })
  const client = open(personOf(rehearsal, 'participant').token)
  expect(await enter(client, rehearsal.sessionId)).toMatchObject({ ok: true })
  const isOut = new Promise((resolve) => client.once('disconnect', resolve))
  ahead += 60_000 + limits.rehearsal.graceMs
  await isOut
  await until('it is erased', async () => (await left()).length === 0)
  expect((await rooms.find(rehearsal.sessionId))?.room.state.session.phase).toBe('archived')
})
