/** What may come over HTTP and must not do anything: each gets a code, the server lives, nothing is stored. */
import { connect } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import { ERROR_STATUS } from '../../server/contract/errors.ts'
import { limits } from '../../server/domain/limits.ts'
import { type HttpServer, startHttp } from '../support/http-server.ts'

let server: HttpServer
let admin = ''
const prototypeBefore = Reflect.ownKeys(Object.prototype).length

beforeAll(async () => {
  server = await startHttp()
  admin = await server.signIn('admin@example.it', 'administrator')
})
afterAll(() => server.close())

const stored = () =>
  server.parts.store.read.sql.all<{ people: number; grants: number; entries: number }>(
    'SELECT (SELECT count(*) FROM person) people, (SELECT count(*) FROM "grant") grants, (SELECT count(*) FROM event) entries',
  )

afterEach(async () => {
  expect(Reflect.ownKeys(Object.prototype)).toHaveLength(prototypeBefore)
  expect((await server.call('GET', '/livez')).status).toBe(200)
})

const refused = async (
  sent: Parameters<HttpServer['call']>,
  code: keyof typeof ERROR_STATUS,
): Promise<void> => {
  const before = await stored()
  const answer = await server.call(...sent)
  expect(answer.body).toMatchObject({ ok: false, code })
  expect(answer.status).toBe(ERROR_STATUS[code])
  expect(await stored()).toEqual(before)
}

const grant = { email: 'anna@example.it', role: 'expert', scope: 'edition' }
const post = (body: unknown, headers: Record<string, string> = {}): Parameters<HttpServer['call']> => [
  'POST',
  '/api/grants',
  { cookie: admin, body, headers },
]

describe('content types', () => {
  test.each([
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary=x',
    'application/xml',
    'application/jsonp',
    'text/json',
    'application/json/x',
    ' ',
    'application',
    'text/plain, application/json',
  ])('%j is of an unsupported type', (type) =>
    refused(post(JSON.stringify(grant), { 'content-type': type }), 'request/unsupported-type'),
  )

  test.each(['application/json\t;', 'application/json ;', 'Application/JSON', 'application/json; charset=x'])(
    '%j is either checked as JSON or refused',
    async (type) => {
      const before = await stored()
      const unknown = { ...grant, seq: 1 }
      const { body } = await server.call(...post(unknown, { 'content-type': type }))
      expect(['request/invalid', 'request/unsupported-type']).toContain(body.code)
      expect(await stored()).toEqual(before)
    },
  )
})

describe('bodies', () => {
  test.each([
    ['not JSON', '{"email":'],
    ['empty', ''],
    ['null', 'null'],
    ['an array', '[]'],
    ['a string', '"x"'],
    ['__proto__', '{"__proto__":{"admin":true},"email":"a@b.it","role":"expert"}'],
    ['escaped __proto__', '{"\\u005f_proto__":{"admin":true},"email":"a@b.it","role":"expert"}'],
    [
      'constructor.prototype',
      '{"constructor":{"prototype":{"admin":true}},"email":"a@b.it","role":"expert"}',
    ],
    ['deep', `${'['.repeat(8_000)}${']'.repeat(8_000)}`],
    ['a number that is none', '{"email":1e400,"role":"expert"}'],
  ])('%s', (_what, body) => refused(post(body), 'request/invalid'))

  test.each(
    [
      'role_',
      'id',
      'seq',
      'at',
      'actorId',
      'personId',
      'audience',
      'grantedAt',
      'constructor',
      'toString',
    ].map((name) => [name]),
  )('an unknown key, %s', (name) => refused(post({ ...grant, [name]: 'x' }), 'request/invalid'))

  test.each([
    ['email', ['a@b.it']],
    ['email', { $gt: '' }],
    ['email', 7],
    ['email', 'a@b'],
    ['email', 'a@b.it\r\nBcc: c@d.it'],
    ['email', `${'a'.repeat(300)}@b.it`],
    ['role', 'king'],
    ['role', 'constructor'],
    ['role', ['expert']],
    ['scope', 'everything'],
    ['scope', 'topic:'],
    ['scope', "topic:x' OR 1=1"],
    ['scope', 'body:x'],
    ['office', true],
    ['name', { toString: 'x' }],
  ])('%s as %j', (name, value) => refused(post({ ...grant, [name]: value }), 'request/invalid'))

  test('larger than the limit, before it is read', () =>
    refused(post({ ...grant, office: 'x'.repeat(limits.requestBytes) }), 'request/too-large'))

  test.each([
    ['NUL', 'a\u0000b'],
    ['a lone surrogate', 'a\ud800b'],
    ['a lone low one', '\udc00'],
  ])('%s in a text', async (_what, text) => {
    await refused(post({ ...grant, office: text }), 'text/invalid')
    await refused(post({ ...grant, name: text }), 'text/invalid')
    await refused(post({ ...grant, email: text }), 'text/invalid')
    await refused(post({ ...grant, role: text }), 'text/invalid')
    await refused(post({ ...grant, office: 'x'.repeat(limits.officeLength + 1) }), 'text/too-long')
    await refused(post({ ...grant, office: ' \u202e ' }), 'text/empty')
  })

  test('invisible and misleading characters are taken out of what is stored', async () => {
    const sent = { ...grant, email: 'bidi@example.it', office: 'Ufficio\u202e\u200b  anagrafe\u0007' }
    expect((await server.call(...post(sent))).status).toBe(200)
    const { body } = await server.call('GET', '/api/grants', { cookie: admin })
    expect(body.grants).toContainEqual(expect.objectContaining({ office: 'Ufficio anagrafe' }))
  })
})

describe('addresses', () => {
  test.each([
    ['/%ff', 'text/invalid'],
    ['/api/grants/%ED%A0%80', 'text/invalid'],
    ['/api/grants/a%00b', 'text/invalid'],
    ['/assets/%00', 'text/invalid'],
    ['/%', 'text/invalid'],
    ['/api/nothing', 'request/not-found'],
    ['/api/grants/__proto__/x', 'request/not-found'],
    ['/..%2f..%2fpackage.json', 'request/not-found'],
    ['/assets/..%5c..%5cpackage.json', 'request/not-found'],
    ['/.git/config', 'request/not-found'],
    ['/package.json', 'request/not-found'],
    ['/api/grants?after[]=1', 'request/invalid'],
    ['/api/grants?__proto__=1', 'request/invalid'],
    ['/api/grants?after=a%00', 'text/invalid'],
    ['/api/grants?after=1e99', 'request/invalid'],
  ] as const)('%s is %s', (path, code) => refused(['GET', path, { cookie: admin }], code))

  test.each(['../../etc/passwd', 'a'.repeat(101), '-x', 'é', "'"])('an id such as %j', async (id) => {
    const { status, body } = await server.call('DELETE', `/api/grants/${encodeURIComponent(id)}`, {
      cookie: admin,
    })
    expect([404, 422]).toContain(status)
    expect(body.ok).toBe(false)
  })

  test.each(['TRACE', 'CONNECT', 'BREW'])('the method %s', async (method) => {
    expect(
      await rawly(`${method} /api/me HTTP/1.1\r\nHost: ${hostOf()}\r\nConnection: close\r\n\r\n`),
    ).not.toContain('200 OK')
  })
})

const hostOf = () => server.url.slice('http://'.length)

/** Sends exactly these bytes and gives what came back. */
const rawly = (bytes: string): Promise<string> =>
  new Promise((resolve, reject) => {
    const { port, hostname } = new URL(server.url)
    let answer = ''
    const line = connect(Number(port), hostname, () => line.end(bytes))
    line.setEncoding('utf8')
    line.on('data', (text) => {
      answer += text
    })
    line.on('close', () => resolve(answer))
    line.on('error', reject)
  })

describe('requests that are none', () => {
  test('a length and chunks at once', async () => {
    const head = `POST /api/auth/code HTTP/1.1\r\nHost: ${hostOf()}\r\nContent-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n`
    expect(await rawly(`${head}0\r\n\r\nGET /api/me HTTP/1.1\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /)
  })

  test('a header with a line feed in it, none at all, garbage', async () => {
    expect(await rawly('\u0016\u0003\u0001\r\n\r\n')).toMatch(/^(HTTP\/1\.1 400 |$)/)
    expect(await rawly(`GET / HTTP/1.1\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /)
    expect(await rawly(`GET / HTTP/1.1\r\nHost: x\r\nX: a\u0000b\r\n\r\n`)).toMatch(/^HTTP\/1\.1 400 /)
    expect(await rawly(`GET / HTTP/1.1\r\nHost: x\r\nX: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(
      /^HTTP\/1\.1 431 /,
    )
  })
})

describe('where a request comes from', () => {
  const ask = (headers: Record<string, string>) =>
    fetch(`${server.url}/api/auth/code`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ email: 'somebody@example.it' }),
    })

  test('ours, with our header', async () => {
    expect((await ask({ origin: server.origin, 'x-quesiti': '1' })).status).toBe(200)
  })

  test.each([
    ['a foreign one', { origin: 'https://evil.example', 'x-quesiti': '1' }],
    ['null', { origin: 'null', 'x-quesiti': '1' }],
    ['none', { 'x-quesiti': '1' }],
    ['ours with something after it', { origin: 'http://127.0.0.1.evil.example', 'x-quesiti': '1' }],
    ['ours on another port', { origin: 'http://127.0.0.1:1', 'x-quesiti': '1' }],
    ['ours without our header', { origin: '' }],
    ['a token that is none, from elsewhere', { origin: 'https://evil.example', authorization: 'Bearer x' }],
  ] satisfies [string, Record<string, string>][])('%s', async (_what, headers: Record<string, string>) => {
    const own = { ...headers, ...(headers.origin === '' ? { origin: server.origin } : {}) }
    const answer = await ask(own)
    expect(answer.status).toBe(403)
    expect(await answer.json()).toEqual({ ok: false, code: 'request/origin' })
  })

  test('a token that is none', async () => {
    expect(
      await (await ask({ authorization: 'Bearer nothing-of-the-kind-0123456789' })).json(),
    ).toMatchObject({
      code: 'login/needed',
    })
  })

  test('a page of another site opens no line with our cookie', async () => {
    const open = (origin: string, cookie?: string) =>
      server.app
        .inject({
          url: '/api/me',
          headers: { host: hostOf(), upgrade: 'websocket', origin, ...(cookie ? { cookie } : {}) },
        })
        .then(({ statusCode }) => statusCode)
    expect(await open('https://evil.example', admin)).toBe(403)
    expect(await open('null', admin)).toBe(403)
    expect(await open('https://evil.example')).toBe(200)
    expect(await open(server.origin, admin)).toBe(200)
  })

  test('a Host that is not ours reads nothing here', async () => {
    const answer = await rawly('GET /outbox HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n')
    expect(answer).toMatch(/^HTTP\/1\.1 403 /)
    expect(answer).not.toContain('codice')
  })

  test('forwarded headers of nobody we trust change nothing', async () => {
    const { body } = await server.call('GET', '/outbox', { headers: { 'x-forwarded-for': '8.8.8.8' } })
    expect(body.ok).toBe(true)
  })
})

test('behind a trusted proxy it is the proxy who says where a request comes from', async () => {
  const behind = await startHttp({ env: { TRUST_PROXY: '127.0.0.0/8' } })
  const outbox = (from: string) => behind.call('GET', '/outbox', { headers: { 'x-forwarded-for': from } })
  expect((await outbox('8.8.8.8')).status).toBe(404)
  expect((await outbox('127.0.0.1')).status).toBe(200)
  await behind.close()
})

test('a handler that throws fails its request alone, and its words reach neither answer nor log', async () => {
  const broken = await startHttp({
    plugins: async (app) => {
      app.get('/api/broken', async () => {
        throw new Error('Anna Bruni wrote a secret')
      })
      app.get('/api/rejected', async () => Promise.reject('Anna Bruni wrote a secret'))
    },
  })
  for (const path of ['/api/broken', '/api/rejected']) {
    const answer = await broken.call('GET', path)
    expect(answer).toMatchObject({ status: 500, body: { ok: false, code: 'internal' } })
  }
  expect((await broken.call('GET', '/api/me')).status).toBe(200)
  const bugs = broken.logLines.filter((line) => line.includes('"bug"'))
  expect(bugs).toHaveLength(2)
  expect(broken.logLines.join('')).not.toContain('Anna')
  for (const line of broken.logLines) expect(() => JSON.parse(line)).not.toThrow()
  await broken.close()
})
