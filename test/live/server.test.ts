/** The server as it is composed: a login's cookie opens the line, a foreign Origin doesn't, a revoked role is felt at once. */

import { io as connect, type Socket } from 'socket.io-client'
import { afterEach, beforeEach, expect, test } from 'vitest'
import WebSocket from 'ws'
import { theme, topic } from '../../db/schema/session.ts'
import { issuePass, revokePass } from '../../server/commands/access.ts'
import { revokeGrant } from '../../server/commands/grant.ts'
import { createSession } from '../../server/commands/session.ts'
import type { ClientToServer, ServerToClient } from '../../server/contract/socket.ts'
import { PROTOCOL } from '../../server/contract/version.ts'
import { SYSTEM } from '../../server/domain/permissions.ts'
import { mountEngine } from '../../server/engine.ts'
import type { Rooms } from '../../server/rooms/rooms.ts'
import { askPayload, newKey } from '../support/forum.ts'
import { type HttpServer, startHttp } from '../support/http-server.ts'

let server: HttpServer
let sessionId: string
let rooms: Rooms
const faults: unknown[] = []
const clients: Socket<ServerToClient, ClientToServer>[] = []

beforeEach(async () => {
  server = await startHttp({
    plugins: async (app, parts) => {
      rooms = (await mountEngine(app, parts, (error) => faults.push(error))).rooms
    },
  })
  const { store, clock, newId, edition } = server.parts
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
    opensAt: now - 2_000,
    liveAt: now - 1_000,
    closesAt: now + 3_600_000,
    themeIds: ['T1'],
    admission: 'open',
  })
  await (await rooms.find(sessionId))?.room.submitSystem({ type: 'session:advance', payload: {} })
})
afterEach(async () => {
  for (const client of clients.splice(0)) client.disconnect()
  expect(faults).toEqual([])
  await server.close()
})

function open(cookie: string, origin = server.origin, auth = {}) {
  const client: Socket<ServerToClient, ClientToServer> = connect(server.url, {
    transports: ['websocket'],
    reconnection: false,
    extraHeaders: { cookie, origin },
    auth,
  })
  clients.push(client)
  return client
}

const entered = (client: Socket<ServerToClient, ClientToServer>) =>
  client
    .timeout(5_000)
    .emitWithAck('session:enter', { sessionId, as: 'participant', protocol: PROTOCOL.current })

const asked = (client: Socket<ServerToClient, ClientToServer>) =>
  client.timeout(5_000).emitWithAck('question:ask', { key: newKey(), sessionId, payload: askPayload() })

test('a login asks; when the role is revoked, the line is told and the next command is refused', async () => {
  const granted = await server.grant('anna@comune.example', 'participant')
  const client = open(await server.signIn('anna@comune.example'))
  expect(await entered(client)).toMatchObject({ ok: true })
  expect(await asked(client)).toMatchObject({ ok: true })
  const told = new Promise((resolve) => client.once('reenter', resolve))
  await revokeGrant(server.parts.edition, SYSTEM.id, granted.grantId)
  await server.parts.directory.follow()
  expect(await told).toEqual({ reason: 'rights' })
  expect(await asked(client)).toMatchObject({ ok: false, code: 'permission/denied' })
})

test('how large the frames for one reader are is counted as they are written', async () => {
  await server.grant('anna@comune.example', 'participant')
  const client = open(await server.signIn('anna@comune.example'))
  expect(await entered(client)).toMatchObject({ ok: true })
  let [frames, bytes] = [0, 0]
  client.io.engine.on('packet', ({ data }: { data?: unknown }) => {
    if (typeof data !== 'string' || !data.startsWith('2["frame"')) return
    frames += 1
    bytes += Buffer.byteLength(data)
  })
  expect(await asked(client)).toMatchObject({ ok: true })
  await expect.poll(() => frames).toBeGreaterThan(0)
  const { counts = [], sum } = rooms.peek(sessionId)?.room.counts.ownFrameBytes.participant ?? {}
  expect({ frames: counts.reduce((all, one) => all + one, 0), sum }).toEqual({ frames, sum: bytes })
})

test('a page of another site opens no line, whatever cookie its browser sends along', async () => {
  await server.grant('anna@comune.example', 'participant')
  const client = open(await server.signIn('anna@comune.example'), 'https://evil.example')
  const error = await new Promise<Error>((resolve) => client.once('connect_error', resolve))
  expect(error.message).toContain('websocket error')
  expect(client.connected).toBe(false)
})

test.each([0, -1, 1.5, '1', null, [], {}])(
  'a handshake that says protocol %j is told that it is too old',
  async (protocol) => {
    const client = open('', server.origin, { protocol })
    const error = await new Promise<Error>((resolve) => client.once('connect_error', resolve))
    expect(error.message).toBe('connection/too-old')
  },
)

test('a handshake that says the protocol in force opens a line', async () => {
  const client = open('', server.origin, { protocol: PROTOCOL.current })
  await new Promise<void>((resolve) => client.once('connect', resolve))
})

test('a wall opens by its pass, and goes dark when the pass is taken back', async () => {
  const moderator = await server.grant('elisa@quesiti.example', 'moderator')
  const { edition } = server.parts
  const pass = await issuePass(edition, moderator.actorId, sessionId)
  const exchanged = await server.call('POST', '/api/passes/exchange', { body: { pass: pass.secret } })
  expect(exchanged.status).toBe(200)
  const address = `${server.url.replace('http', 'ws')}/feed/v1/sessions/${sessionId}`
  const wall = new WebSocket(address, { headers: { cookie: exchanged.cookie, origin: server.origin } })
  const closed = new Promise((resolve) => wall.once('close', resolve))
  const first = await new Promise((resolve) => wall.once('message', (data) => resolve(String(data))))
  expect(first).toContain('"type":"snapshot"')
  await revokePass(edition, moderator.actorId, pass.id)
  await server.parts.directory.follow()
  expect(await closed).toBe(1008)
})
