/** Nothing of people gets into the log, at its most talkative: a day is played in which every word is one to look for. */
import { connect as connectTcp } from 'node:net'
import { io as connect } from 'socket.io-client'
import { afterEach, expect, test } from 'vitest'
import { saveThemes } from '../../db/theme-store.ts'
import { createSession } from '../../server/commands/session.ts'
import { PROTOCOL } from '../../server/contract/version.ts'
import { SYSTEM } from '../../server/domain/permissions.ts'
import { mountEngine } from '../../server/engine.ts'
import { faultOf } from '../../server/faults.ts'
import { askPayload, newKey } from '../support/forum.ts'
import { type HttpServer, startHttp } from '../support/http-server.ts'

const CANARY = 'canarino'
const ADDRESS = '203.0.113.77'

let server: HttpServer | undefined
afterEach(async () => {
  await server?.close()
  server = undefined
})

/** Reports faults as the program does: into the log. */
async function serve(
  also: (...args: Parameters<typeof mountEngine>) => void = () => {},
): Promise<HttpServer> {
  server = await startHttp({
    env: { LOG_LEVEL: 'trace', TRUST_PROXY: '127.0.0.1' },
    plugins: async (app, parts) => {
      const report = (error: unknown, where: string) => app.log.error({ fault: faultOf(error) }, where)
      await mountEngine(app, parts, report)
      also(app, parts, report)
    },
  })
  return server
}

const raw = (port: number, text: string): Promise<void> =>
  new Promise((resolve) => {
    const line = connectTcp(port, '127.0.0.1', () => line.end(text))
    line.on('error', () => {})
    line.on('close', () => resolve())
    line.resume()
  })

async function planned({ parts: { store, edition, clock, newId } }: HttpServer): Promise<string> {
  await store.transaction((tx) =>
    saveThemes(tx, {
      themes: [{ id: 'T1', editionId: edition.id, label: `Tema ${CANARY}`, place: 1, review: 'none' }],
      topics: [
        {
          id: 'T1.01',
          editionId: edition.id,
          themeId: 'T1',
          code: 'T1.01',
          label: CANARY,
          shortLabel: CANARY,
          place: 1,
        },
      ],
    }),
  )
  const now = clock.now()
  return createSession({ store, clock, newId }, SYSTEM.id, {
    editionId: edition.id,
    code: 'FD1',
    title: `Giornata ${CANARY}`,
    opensAt: now - 2,
    liveAt: now - 1,
    closesAt: now + 3_600_000,
    themeIds: ['T1'],
  })
}

/** Every line is one JSON object, and none holds a word of these. */
function checkLines({ logLines }: HttpServer, ...words: readonly string[]): void {
  expect(logLines.length).toBeGreaterThan(0)
  for (const line of logLines) {
    expect(line.indexOf('\n')).toBe(line.length - 1)
    expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number), msg: expect.any(String) })
    for (const word of [CANARY, ADDRESS, 'rawPacket', ...words])
      expect(line.toLowerCase()).not.toContain(word.toLowerCase())
  }
}

test('a day, and everything that can be wrong with a request', async () => {
  const http = await serve()
  const headers = { 'x-forwarded-for': ADDRESS, 'user-agent': CANARY, 'x-request-id': `${CANARY}\tx` }
  const email = `${CANARY}@example.it`
  await http.grant(email, 'participant')
  const code = await http.codeFor(email)
  await http.call('POST', '/api/auth/sign-in', { body: { email, code: '000000' }, headers })
  const { cookie } = await http.call('POST', '/api/auth/sign-in', { body: { email, code }, headers })
  const secret = cookie.split('=')[1]?.slice(0, 20) ?? ''
  expect(secret).not.toBe('')
  const sessionId = await planned(http)
  const line = connect(http.url, {
    transports: ['websocket'],
    extraHeaders: { cookie, origin: http.origin, ...headers },
  })
  await line.emitWithAck('session:enter', { sessionId, as: 'participant', protocol: PROTOCOL.current })
  const payload = { ...askPayload(`Titolo ${CANARY}`), text: `Testo\r\n{"level":60,"msg":"${CANARY}"}` }
  for (const sent of [payload, { ...payload, [CANARY]: 1 }, CANARY])
    await line.emitWithAck('question:ask', { key: newKey(), sessionId, payload: sent })
  await line.emitWithAck(CANARY, CANARY)
  line.emit('cursor', { seq: CANARY })
  for (const path of [
    `/${CANARY}`,
    `/api/${CANARY}`,
    `/api/search?q=${CANARY}`,
    `/%0d%0a${CANARY}`,
    `/%E0%A4%A/${CANARY}`,
    `/api/questions/${CANARY}`,
    `/feed/v1/sessions/${CANARY}`,
    `/api/me?email=${email}`,
  ])
    for (const method of ['GET', 'POST', 'DELETE'])
      await http.call(method, path, {
        cookie,
        headers,
        ...(method === 'GET' ? {} : { body: { [CANARY]: CANARY } }),
      })
  await http.call('POST', '/api/auth/code', { body: `{"email": "${CANARY}`, headers })
  await http.call('GET', '/api/me', { headers: { ...headers, authorization: `Bearer ${CANARY.repeat(4)}` } })
  const port = Number(new URL(http.url).port)
  await raw(port, `GET / HTTP/1.1\r\nHost: ${CANARY}\r\nCookie: ${CANARY}\r\nBad Header ${CANARY}\r\n\r\n`)
  await raw(port, `${CANARY} ${CANARY}\r\n\r\n`)
  await raw(
    port,
    `GET /feed/v1/sessions/${CANARY} HTTP/1.1\r\nHost: 127.0.0.1:${port}\r\nUpgrade: websocket\r\n\r\n`,
  )
  line.close()
  checkLines(http, email, secret, code)
  const ids = http.logLines.flatMap((one) => (one.includes('"answered"') ? [JSON.parse(one).reqId] : []))
  expect(ids.length).toBeGreaterThan(20)
  for (const id of ids) expect(id).toMatch(/^[0-9a-f-]{36}$/)
})

test('errors that quote what they were given, whoever logs them', async () => {
  const failures: (() => unknown)[] = [
    () => new Error(`${CANARY}\n    at ${CANARY} (file.ts:1:1)`),
    () => JSON.parse(`{"${CANARY}`),
    () => new URL(CANARY),
    () => ({}) as never[typeof CANARY]['x'],
    () => (undefined as never)[CANARY],
    () => new Intl.DateTimeFormat('it', { timeZone: CANARY }),
    () => Buffer.alloc(CANARY as never),
    () =>
      Object.assign(new Error(CANARY), { code: `${CANARY} di ${CANARY}`, detail: CANARY, rawPacket: CANARY }),
    () => new Error('outer', { cause: new Error(CANARY) }),
    () => CANARY,
  ]
  const http = await serve((app, _parts, report) => {
    app.get('/thrown/:place', async (request) => {
      const made = failures[Number((request.params as { place: string }).place)]?.()
      throw made
    })
    app.get('/logged/:place', async (request) => {
      const { place } = request.params as { place: string }
      let error: unknown
      try {
        error = failures[Number(place)]?.()
      } catch (thrown) {
        error = thrown
      }
      if (error instanceof Error) request.log.error(error)
      request.log.error(
        { err: error, [CANARY.toUpperCase()]: CANARY, req: request },
        `a "${CANARY}" of '${CANARY}'`,
      )
      request.log.warn('%s', CANARY)
      report(error, 'here')
      return { ok: true }
    })
  })
  for (const place of failures.keys()) {
    await http.call('GET', `/thrown/${place}`)
    await http.call('GET', `/logged/${place}`)
  }
  checkLines(http)
  expect(http.logLines.filter((line) => line.includes('"bug"')).length).toBeGreaterThan(5)
})
