/** Roles and passes over HTTP: who may give them, what they change at once, and that the log tells it. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dropExpired } from '../../db/access-store.ts'
import { listEntries } from '../../db/log-store.ts'
import { until } from '../../scripts/fault/until.ts'
import { newId } from '../../server/adapters/ids.ts'
import { issueToken } from '../../server/commands/access.ts'
import { createSession } from '../../server/commands/session.ts'
import { limits } from '../../server/domain/limits.ts'
import { SYSTEM } from '../../server/domain/permissions.ts'
import { type HttpServer, startHttp } from '../support/http-server.ts'

let server: HttpServer
let admin = ''
let sessionId = ''

beforeAll(async () => {
  server = await startHttp()
  admin = await server.signIn('admin@example.it', 'administrator')
  const { store, clock, edition } = server.parts
  const now = clock.now()
  sessionId = await createSession({ store, clock, newId }, SYSTEM.id, {
    editionId: edition.id,
    code: 'FD1',
    title: 'Prima giornata',
    opensAt: now,
    liveAt: now,
    closesAt: now + 3_600_000,
    themeIds: ['T1'],
  })
})
afterAll(() => server.close())

const rolesOf = async (cookie: string) =>
  ((await server.call('GET', '/api/me', { cookie })).body.me as { grants: unknown[] } | null)?.grants

const entries = () =>
  listEntries(server.parts.store.read, server.parts.edition.id, { after: 0, limit: 1_000 })

describe('roles', () => {
  test('an administrator gives one, and it counts with the next request; taken back, it counts no more', async () => {
    const cookie = await server.signIn('anna@example.it', 'participant')
    const body = { email: 'Anna@Example.it', role: 'expert', scope: 'topic:2.1', office: 'Ufficio anagrafe' }
    const given = await server.call('POST', '/api/grants', { cookie: admin, body })
    expect(given).toMatchObject({ status: 200, body: { ok: true, isNew: true } })
    expect(await rolesOf(cookie)).toContainEqual({ role: 'expert', scope: 'topic:2.1' })
    const again = await server.call('POST', '/api/grants', { cookie: admin, body })
    expect(again.body).toMatchObject({ isNew: false, grantId: given.body.grantId })
    const taken = await server.call('DELETE', `/api/grants/${given.body.grantId}`, { cookie: admin })
    expect(taken.status).toBe(200)
    expect(await rolesOf(cookie)).toEqual([{ role: 'participant', scope: 'edition' }])
    const twice = await server.call('DELETE', `/api/grants/${given.body.grantId}`, { cookie: admin })
    expect(twice).toMatchObject({ status: 404, body: { code: 'grant/not-found' } })
  })

  test('the log tells who gave and took what, and names nobody', async () => {
    await server.grant('bruno@example.it', 'moderator', `session:${sessionId}`)
    const all = await entries()
    expect(all.map(({ seq }) => seq)).toEqual(all.map((_, index) => index + 1))
    const last = all.at(-1)
    expect(last).toMatchObject({ kind: 'role granted', entity: 'grant', actorId: 'system' })
    expect(JSON.parse(last?.data ?? '')).toMatchObject({ role: 'moderator', scope: `session:${sessionId}` })
    expect(JSON.stringify(all)).not.toMatch(/@example/)
  })

  test.each(['participant', 'expert', 'moderator'] as const)('a %s reads and gives none', async (role) => {
    const cookie = await server.signIn(`${role}@example.it`, role)
    const body = { email: `${role}@example.it`, role: 'administrator' }
    for (const answer of [
      await server.call('GET', '/api/grants', { cookie }),
      await server.call('POST', '/api/grants', { cookie, body }),
      await server.call('DELETE', `/api/grants/${newId()}`, { cookie }),
    ])
      expect(answer).toMatchObject({ status: 403, body: { ok: false, code: 'permission/denied' } })
    expect(await rolesOf(cookie)).toEqual([{ role, scope: 'edition' }])
  })

  test('without a login none are read', async () => {
    expect(await server.call('GET', '/api/grants')).toMatchObject({
      status: 401,
      body: { code: 'login/needed' },
    })
  })

  test('a page holds so many, and says where the next begins', async () => {
    for (let index = 0; index < limits.pageSize + 2; index++)
      await server.grant(`p${index}@example.it`, 'participant')
    const seen = new Set<unknown>()
    let after: unknown = 0
    while (after !== null) {
      const { body } = await server.call('GET', `/api/grants?after=${after}`, { cookie: admin })
      const grants = body.grants as { id: string }[]
      expect(grants.length).toBeLessThanOrEqual(limits.pageSize)
      for (const { id } of grants) seen.add(id)
      after = body.next
    }
    expect(seen.size).toBeGreaterThan(limits.pageSize)
  })

  test('whoever follows is told whose rights changed', async () => {
    const changed: string[] = []
    const stop = server.parts.directory.onChanged(({ actorIds }) => changed.push(...actorIds))
    const { actorId } = await server.grant('carla@example.it', 'participant')
    await until('the change', () => changed.includes(actorId))
    stop()
    expect(server.parts.directory.actorOf(actorId)).toMatchObject({
      body: null,
      grants: [{ role: 'participant' }],
    })
  })
})

describe('tokens', () => {
  test('a token acts as its person without a cookie or an Origin, until it runs out', async () => {
    await server.grant('program@example.it', 'administrator')
    const { token, expiresAt } = await issueToken(server.parts.edition, SYSTEM.id, {
      email: 'program@example.it',
      purpose: 'test',
    })
    const read = () =>
      fetch(`${server.url}/api/grants`, { headers: { authorization: `Bearer ${token}` } }).then(
        (one) => one.status,
      )
    const write = await fetch(`${server.url}/api/grants`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ email: 'dario@example.it', role: 'participant' }),
    })
    expect(write.status).toBe(200)
    expect(await read()).toBe(200)
    const kept = await server.parts.store.read.sql.all<{ hash: string }>('SELECT hash FROM token')
    expect(JSON.stringify(kept)).not.toContain(token)
    await server.parts.store.transaction((tx) => dropExpired(tx, expiresAt + 1))
    expect(await read()).toBe(401)
  })
})

describe('passes of walls', () => {
  const exchange = (pass: unknown) => server.call('POST', '/api/passes/exchange', { body: { pass } })

  test('a moderator’s link holds its secret in the fragment; exchanged, it is a cookie until it is revoked', async () => {
    const cookie = await server.signIn('mod@example.it', 'moderator', `session:${sessionId}`)
    const issued = await server.call('POST', '/api/passes', { cookie, body: { sessionId } })
    const url = new URL(String(issued.body.url))
    expect(url.origin).toBe(server.origin)
    expect(url.pathname).toBe('/muro/FD1')
    const pass = url.hash.slice('#pass='.length)
    const exchanged = await exchange(pass)
    expect(exchanged).toMatchObject({ status: 200, body: { ok: true, sessionId } })
    expect(exchanged.headers.getSetCookie()[0]).toMatch(/; Path=\/; HttpOnly; SameSite=Lax$/)
    expect(await server.parts.identity.findPass(exchanged.cookie)).toMatchObject({ sessionId })
    expect(JSON.stringify(await server.parts.store.read.sql.all('SELECT * FROM pass'))).not.toContain(pass)

    const revoked: string[] = []
    server.parts.directory.onChanged(({ passIds }) => revoked.push(...passIds))
    const id = String(issued.body.id)
    expect((await server.call('DELETE', `/api/passes/${id}`, { cookie })).status).toBe(200)
    expect(await server.parts.identity.findPass(exchanged.cookie)).toBeUndefined()
    expect(await exchange(pass)).toMatchObject({ status: 401, body: { code: 'pass/not-valid' } })
    await until('the revocation', () => revoked.includes(id))
  })

  test.each(['', 'x', 'x'.repeat(43), 7, null, ['x'.repeat(43)]])('%j is no pass', async (pass) => {
    const { status, cookie } = await exchange(pass)
    expect([401, 422]).toContain(status)
    expect(cookie).toBe('')
  })

  test('nobody else issues, lists or revokes one: not a moderator of another day, not an expert', async () => {
    const own = await server.call('POST', '/api/passes', { cookie: admin, body: { sessionId } })
    const others = [
      await server.signIn('other-mod@example.it', 'moderator', 'session:another'),
      await server.signIn('an-expert@example.it', 'expert'),
    ]
    for (const cookie of others)
      for (const answer of [
        await server.call('POST', '/api/passes', { cookie, body: { sessionId } }),
        await server.call('GET', `/api/passes?sessionId=${sessionId}`, { cookie }),
        await server.call('DELETE', `/api/passes/${own.body.id}`, { cookie }),
        await server.call('DELETE', `/api/passes/${newId()}`, { cookie }),
      ])
        expect(answer).toMatchObject({ status: 403, body: { code: 'permission/denied' } })
    const list = await server.call('GET', `/api/passes?sessionId=${sessionId}`, { cookie: admin })
    expect(list.body.passes).toEqual([{ id: own.body.id, issuedAt: expect.any(Number) }])
  })

  test('a session that is not there has none', async () => {
    expect(
      await server.call('POST', '/api/passes', { cookie: admin, body: { sessionId: 'nothing' } }),
    ).toMatchObject({
      status: 404,
      body: { code: 'session/not-found' },
    })
  })
})

test('an account that asks too much waits, and its neighbours at the same address do not', async () => {
  const cookie = await server.signIn('eager@example.it', 'participant')
  const calls = Array.from({ length: limits.requestsPerAccount.max + 5 }, () =>
    server.call('GET', '/api/me', { cookie }),
  )
  const refused = (await Promise.all(calls)).filter(({ status }) => status === 429)
  expect(refused.length).toBeGreaterThanOrEqual(5)
  expect(refused[0]?.body).toMatchObject({ ok: false, code: 'command/too-many' })
  expect(Number(refused[0]?.headers.get('retry-after'))).toBeGreaterThan(0)
  expect((await server.call('GET', '/api/me', { cookie: admin })).status).toBe(200)
})
