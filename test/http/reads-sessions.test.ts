/** Over real HTTP: the list of sessions, one by its code, who works there, one's own drafts, ready texts, bodies. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { limits } from '../../server/domain/limits.ts'
import { type Day, playDay, type ReadsServer, SECRETS, startReads } from '../support/reads-day.ts'

let server: ReadsServer
let day: Day
let open = ''

beforeAll(async () => {
  server = await startReads()
  day = await playDay(server, await server.plan({ code: 'FD1' }))
  open = await server.plan({ code: 'FD2', visibility: 'public' })
})
afterAll(() => server.close())

describe('sessions', () => {
  test('the list has every day with its instants and phase, the themes and topics, and the clock', async () => {
    const { status, headers, body } = await server.get(null, '/api/sessions')
    expect(status).toBe(200)
    expect(headers.get('cache-control')).toBe('no-store')
    const view = (id: string, code: string, visibility: string) =>
      expect.objectContaining({ entity: 'session', id, code, visibility, phase: 'live', rehearsal: false })
    expect(body).toEqual({
      ok: true,
      sessions: [view(day.sessionId, 'FD1', 'beneficiaries'), view(open, 'FD2', 'public')],
      themes: [
        { id: 'T1', label: 'Modelli organizzativi', review: 'none' },
        { id: 'T2', label: 'Servizi demografici', review: 'peer' },
      ],
      topics: [
        { id: 'T1.01', themeId: 'T1', label: 'Argomento T1.01', shortLabel: 'T1.01' },
        { id: 'T2.01', themeId: 'T2', label: 'Argomento T2.01', shortLabel: 'T2.01' },
      ],
      now: expect.any(Number),
    })
    expect(Math.abs(Number(body.now) - server.http.parts.clock.now())).toBeLessThan(60_000)
  })

  test('one is found by its code, as the list has it', async () => {
    const all = (await server.get('anna', '/api/sessions')).body.sessions as object[]
    const { body } = await server.get('anna', '/api/sessions/by-code/FD1')
    expect(body).toEqual({ ok: true, session: all[0] })
  })

  test.each(['FD9', 'fd1', 'FD1%20', '__proto__', 'constructor', '%25', "'", 'FD1;--', '%E2%80%AE'])(
    'none has the code %s',
    async (code) => {
      expect(await server.get('anna', `/api/sessions/by-code/${code}`)).toMatchObject({
        status: 404,
        body: { ok: false, code: 'session/not-found' },
      })
    },
  )

  test.each([
    ['FD1%00', 'text/invalid'],
    ['%ED%A0%80', 'text/invalid'],
    ['a'.repeat(101), 'request/invalid'],
  ])('%s is no code', async (code, refusal) => {
    const { body } = await server.get('anna', `/api/sessions/by-code/${code}`)
    expect(body).toMatchObject({ ok: false, code: refusal })
  })
})

describe('drafts', () => {
  test('are one’s own, in that session, as they were saved', async () => {
    const { body } = await server.get('anna', `/api/sessions/${day.sessionId}/drafts`)
    const content = expect.objectContaining({ title: SECRETS.askDraft, topicId: 'T1.01' })
    expect(body).toEqual({
      ok: true,
      drafts: [{ id: `${day.sessionId}-a`, rev: 1, content, savedAt: expect.any(Number) }],
    })
    for (const who of ['bruno', 'expert', 'moderator'] as const)
      expect((await server.get(who, `/api/sessions/${day.sessionId}/drafts`)).body).toEqual({
        ok: true,
        drafts: [],
      })
    expect((await server.get('anna', `/api/sessions/${open}/drafts`)).body.drafts).toEqual([])
  })

  test('need a login, and a session that is there', async () => {
    expect(await server.get(null, `/api/sessions/${open}/drafts`)).toMatchObject({
      status: 401,
      body: { code: 'login/needed' },
    })
    for (const id of ['nothing', 'constructor', 'toString'])
      expect(await server.get('anna', `/api/sessions/${id}/drafts`)).toMatchObject({
        status: 404,
        body: { code: 'session/not-found' },
      })
    // The edition has a log too, but it is no session.
    expect((await server.get('anna', `/api/sessions/${server.http.parts.edition.id}/drafts`)).status).toBe(
      404,
    )
  })
})

describe('colleagues', () => {
  test('experts and moderators are told who works with them', async () => {
    await server.http.grant('altrove@example.it', 'moderator', `session:${open}`)
    await server.http.grant('topico@example.it', 'expert', 'topic:T1.01')
    for (const who of ['expert', 'moderator', 'administrator'] as const) {
      const { body } = await server.get(who, `/api/sessions/${day.sessionId}/people`)
      const people = body.people as { actorId: string; role: string; initials: string; name: string }[]
      const roleOf = (name: 'expert' | 'second' | 'moderator' | 'administrator') =>
        people.find(({ actorId }) => actorId === server.actorId(name))?.role
      expect([roleOf('expert'), roleOf('second'), roleOf('moderator'), roleOf('administrator')]).toEqual([
        'expert',
        'expert',
        'moderator',
        'moderator',
      ])
      expect(people).toHaveLength(5)
      // Who was enrolled without a name goes by how their address begins.
      for (const { name, initials } of people)
        expect(`${name} ${initials}`).toMatch(/^(expert E|second S|moderator M|administrator A|topico T)$/)
      // Addresses are nobody's business here.
      expect(JSON.stringify(body)).not.toContain('@')
    }
  })

  test('nobody else is', async () => {
    const path = `/api/sessions/${day.sessionId}/people`
    for (const who of ['anna', 'carla'] as const)
      expect(await server.get(who, path)).toMatchObject({ status: 403, body: { code: 'permission/denied' } })
    expect(await server.get(null, path)).toMatchObject({ status: 401, body: { code: 'login/needed' } })
    expect((await server.get('expert', '/api/sessions/nothing/people')).status).toBe(404)
  })
})

describe('ready texts', () => {
  test('are for whoever works on questions', async () => {
    const { body } = await server.get('expert', '/api/content/canned')
    const { texts, reasons, variables } = body as Record<string, object[]>
    expect(texts?.length).toBeGreaterThan(5)
    expect(reasons).toContainEqual(expect.objectContaining({ outcome: 'not_accepted' }))
    expect(Object.keys(variables ?? {}).length).toBeGreaterThan(0)
    expect((await server.get('anna', '/api/content/canned')).body).toEqual({
      ok: false,
      code: 'permission/denied',
    })
    expect((await server.get(null, '/api/content/canned')).status).toBe(401)
  })
})

describe('bodies', () => {
  test('are found by the beginnings of their names, by everybody', async () => {
    const { body } = await server.get(null, '/api/bodies?q=rocca%20mod')
    expect(body).toEqual({
      ok: true,
      bodies: [
        {
          id: 'B002',
          name: 'Comune di Rocca Modello',
          kind: 'COMUNE',
          region: 'Piemonte',
          province: 'CN',
          residents: 4_200,
          fictional: true,
        },
      ],
    })
    expect((await server.get(null, '/api/bodies?q=comune')).body.bodies).not.toHaveLength(0)
    for (const nothing of ['', '%25', '_', "'", '%22', 'zzz', '__proto__', '%ED%A0%80'])
      expect((await server.get(null, `/api/bodies?q=${nothing}`)).body, nothing).toEqual({
        ok: true,
        bodies: [],
      })
  })

  test.each([
    ['', 'request/invalid'],
    ['?q=a&q=b', 'request/invalid'],
    ['?q[]=a', 'request/invalid'],
    ['?q=a&limit=100000', 'request/invalid'],
    ['?q=a&__proto__=1', 'request/invalid'],
    ['?q=a%00', 'text/invalid'],
    [`?q=${'a'.repeat(limits.searchLength + 1)}`, 'request/invalid'],
  ])('%s is refused', async (query, code) => {
    const { status, body } = await server.get(null, `/api/bodies${query}`)
    expect({ status, body }).toMatchObject({ status: 422, body: { ok: false, code } })
  })
})
