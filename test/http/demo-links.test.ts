/** Links that sign in: only in a demonstration, only on this machine, only by their secret. */
import { randomBytes } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type ConfigError, readConfig } from '../../server/config.ts'
import { type HttpServer, startHttp } from '../support/http-server.ts'

const secret = randomBytes(32).toString('base64url')
const link = { secret, email: 'anna@comune.example', to: '/giornate/FD1' }
const DEMO_LINKS = JSON.stringify([link])

let server: HttpServer
beforeAll(async () => {
  server = await startHttp({ env: { MODE: 'demo', DEMO_LINKS, TRUST_PROXY: '127.0.0.1' } })
  await server.grant(link.email, 'expert')
})
afterAll(() => server.close())

const follow = (url: string, headers: Record<string, string> = {}) =>
  fetch(url, { redirect: 'manual', headers: { accept: 'text/html', ...headers } })

test('whoever follows one is signed in as its person, each time anew, and taken to its page', async () => {
  for (const _time of [1, 2]) {
    const answer = await follow(`${server.url}/demo/${secret}`)
    expect(answer.status).toBe(303)
    expect(answer.headers.get('location')).toBe('/giornate/FD1')
    const cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    const { body } = await server.call('GET', '/api/me', { cookie })
    expect(body.me).toMatchObject({ email: link.email, grants: [{ role: 'expert', scope: 'edition' }] })
  }
})

test.each(['nothing', secret.slice(1), `${secret}x`, `${secret}/more`])('%s is none', async (wrong) => {
  const answer = await follow(`${server.url}/demo/${wrong}`)
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([404, []])
})

test('from beyond this machine, through a proxy, there is none', async () => {
  const answer = await follow(`${server.url}/demo/${secret}`, { 'x-forwarded-for': '10.1.2.3' })
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([404, []])
})

test.each(['production', 'development'])('a server in %s mode does not know the address', async (MODE) => {
  const other = await startHttp({ env: { MODE } })
  const answer = await follow(`${other.url}/demo/${secret}`)
  expect([answer.status, answer.headers.getSetCookie()]).toEqual([404, []])
  await other.close()
})

const faultsOf = (env: Record<string, string>): string[] => {
  try {
    readConfig(env)
    return []
  } catch (error) {
    return (error as ConfigError).faults.map(({ name }) => name)
  }
}

test('settings that would carry links beyond this machine or a demonstration start nothing', () => {
  expect(faultsOf({ MODE: 'demo', DEMO_LINKS })).toEqual([])
  expect(faultsOf({ MODE: 'demo', DEMO_LINKS, HOST: '0.0.0.0' })).toEqual(['HOST'])
  expect(faultsOf({ MODE: 'demo', DEMO_LINKS, PUBLIC_URL: 'https://quesiti.example.it' })).toEqual([
    'PUBLIC_URL',
  ])
  for (const MODE of ['production', 'development'])
    expect(faultsOf({ MODE, DEMO_LINKS })).toEqual(['DEMO_LINKS'])
  for (const wrong of ['x', '{}', '[{}]', JSON.stringify([{ ...link, to: '//evil.example' }])])
    expect(faultsOf({ MODE: 'demo', DEMO_LINKS: wrong })).toEqual(['DEMO_LINKS'])
})
