/** What every answer tells the browser, errors included; and the flags of every cookie. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type HttpServer, startHttp } from '../support/http-server.ts'

const PATHS = [
  ['GET', '/livez'],
  ['GET', '/readyz'],
  ['GET', '/api/me'],
  ['GET', '/api/grants'],
  ['GET', '/api/nothing'],
  ['GET', '/nothing.js'],
  ['GET', '/%ff'],
  ['GET', '/outbox'],
  ['GET', '/docs/'],
  ['GET', '/docs/json'],
  ['POST', '/api/auth/code'],
  ['POST', '/api/auth/sign-out'],
  ['PUT', '/api/me'],
] as const

const expectHeaders = (headers: Headers) => {
  const policy = headers.get('content-security-policy') ?? ''
  for (const part of [
    "default-src 'self'",
    "script-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ])
    expect(policy).toContain(part)
  expect(policy).not.toContain('unsafe')
  expect(headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(headers.get('x-content-type-options')).toBe('nosniff')
  expect(headers.get('referrer-policy')).toBe('no-referrer')
  expect(headers.get('cache-control')).toMatch(/^no-(store|cache)/)
  expect(headers.get('x-powered-by')).toBeNull()
  expect(headers.get('access-control-allow-origin')).toBeNull()
}

describe('over http', () => {
  let server: HttpServer
  beforeAll(async () => {
    server = await startHttp()
  })
  afterAll(() => server.close())

  test.each(PATHS)('%s %s', async (method, path) => {
    const { headers } = await server.call(method, path)
    expectHeaders(headers)
    expect(headers.get('strict-transport-security')).toBeNull()
  })

  test('the documentation runs nothing of its own in the page', async () => {
    const { body } = await server.call('GET', '/docs/')
    expect(body.text).not.toMatch(/<script(?![^>]*\bsrc=)[^>]*>|<style|\son\w+=/i)
  })

  test('cookies are HttpOnly, Lax and of the whole site', async () => {
    const code = await server.grant('anna@example.it', 'expert').then(() => server.codeFor('anna@example.it'))
    const { headers } = await server.call('POST', '/api/auth/sign-in', {
      body: { email: 'anna@example.it', code },
    })
    const cookies = headers.getSetCookie()
    expect(cookies).toHaveLength(1)
    expect(cookies[0]).toMatch(/^quesiti-login=[^;]+; Max-Age=2592000; Path=\/; HttpOnly; SameSite=Lax$/)
  })
})

describe('with an https address', () => {
  const origin = 'https://quesiti.example.it'
  let server: HttpServer
  beforeAll(async () => {
    server = await startHttp({ env: { MODE: 'production', PUBLIC_URL: origin } })
  })
  afterAll(() => server.close())

  test.each(PATHS.filter(([, path]) => path !== '/outbox'))('%s %s', async (method, path) => {
    const { headers } = await server.call(method, path)
    expectHeaders(headers)
    expect(headers.get('strict-transport-security')).toBe('max-age=31536000; includeSubDomains')
    expect(headers.get('content-security-policy')).toContain("connect-src 'self' wss://quesiti.example.it")
  })

  test('cookies are of this host alone and Secure, when they are set and when they are taken away', async () => {
    const { identity, mail } = server.parts
    expect(mail.canSend).toBe(false)
    expect(identity.cookies.login).toBe('__Host-quesiti-login')
    const { headers } = await server.call('POST', '/api/auth/sign-out')
    for (const cookie of headers.getSetCookie())
      expect(cookie).toMatch(/^__Host-quesiti-\w+=; Max-Age=0; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
  })

  test('only that origin is ours', async () => {
    const send = (from: string) =>
      server.call('POST', '/api/auth/sign-out', { headers: { origin: from } }).then(({ status }) => status)
    expect(await send(origin)).toBe(200)
    for (const from of [server.url, 'http://quesiti.example.it', 'https://evil.quesiti.example.it'])
      expect(await send(from)).toBe(403)
  })
})
