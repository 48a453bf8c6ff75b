/** Signing in end to end: a real browser's requests, a real SMTP server, the real database. */
import { afterEach, describe, expect, test, vi } from 'vitest'
import { dropExpired } from '../../db/access-store.ts'
import { until } from '../../scripts/fault/until.ts'
import { limits } from '../../server/domain/limits.ts'
import { type HttpServer, startHttp, startSmtp } from '../support/http-server.ts'

const opened: { close(): Promise<void> }[] = []
const open = async <T extends { close(): Promise<void> }>(opening: Promise<T>): Promise<T> => {
  const one = await opening
  opened.unshift(one)
  return one
}
afterEach(async () => {
  vi.useRealTimers()
  for (const one of opened.splice(0)) await one.close()
})

const ASKED = { ok: true }
const me = async (server: HttpServer, cookie: string) =>
  (await server.call('GET', '/api/me', { cookie })).body.me

describe('by real mail', () => {
  const start = async (env: Record<string, string> = {}, refuse?: () => number | null) => {
    const smtp = await open(startSmtp(refuse))
    const settings = {
      SMTP_URL: smtp.url,
      MAIL_FROM: 'Quesiti <quesiti@example.it>',
      MODE: 'production',
      ...env,
    }
    return { smtp, server: await open(startHttp({ env: settings })) }
  }

  test('a code comes by mail, lets in once, and the login tells who one is', async () => {
    const { smtp, server } = await start()
    await server.grant('anna.bruni@comune.example.it', 'participant')
    const asked = await server.call('POST', '/api/auth/code', {
      body: { email: 'Anna.Bruni@comune.example.it' },
    })
    expect(asked).toMatchObject({ status: 200, body: ASKED })
    await until('the mail', () => smtp.mails.length === 1)
    const [mail] = smtp.mails
    expect(mail?.from?.text).toBe('"Quesiti" <quesiti@example.it>')
    expect(mail?.subject).not.toMatch(/\d{6}/)
    expect(mail?.html).toContain('lang="it"')
    expect(mail?.html).not.toMatch(/<img|<script|https?:/)
    const code = mail?.text?.match(/^\d{6}$/m)?.[0]
    const body = { email: 'anna.bruni@comune.example.it', code }
    const signedIn = await server.call('POST', '/api/auth/sign-in', { body })
    expect(signedIn).toMatchObject({ status: 200, body: { ok: true } })
    expect(await me(server, signedIn.cookie)).toMatchObject({
      email: 'anna.bruni@comune.example.it',
      grants: [{ role: 'participant', scope: 'edition' }],
    })
    const again = await server.call('POST', '/api/auth/sign-in', { body })
    expect(again).toMatchObject({ status: 401, body: { code: 'login/code-wrong' } })
    expect(server.logLines.join('')).not.toMatch(new RegExp(`anna|${code}`, 'i'))
  })

  test('an address that nobody has gets the same answer, and a mail that explains', async () => {
    const { smtp, server } = await start()
    const body = { email: 'nessuno@example.it', locale: 'en' }
    expect(await server.call('POST', '/api/auth/code', { body })).toMatchObject({ status: 200, body: ASKED })
    await until('the mail', () => smtp.mails.length === 1)
    expect(smtp.mails[0]?.text).toContain('not registered')
    expect(smtp.mails[0]?.text).not.toMatch(/\d{6}/)
  })

  test('the mail is in the language that the person chose', async () => {
    const { smtp, server } = await start()
    await server.grant('anna@example.it', 'expert')
    const { personId } = await server.grant('anna@example.it', 'expert')
    await server.parts.store.transaction(async (tx) => {
      await tx.sql.run('UPDATE person SET locale = ? WHERE id = ?', 'en', personId)
    })
    await server.call('POST', '/api/auth/code', { body: { email: 'anna@example.it', locale: 'it' } })
    await until('the mail', () => smtp.mails.length === 1)
    expect(smtp.mails[0]?.subject).toContain('Your code')
  })

  test('a mail refused for good is given up and named in the log without its reader', async () => {
    const { server } = await start({}, () => 550)
    await server.grant('anna@example.it', 'expert')
    expect(await server.call('POST', '/api/auth/code', { body: { email: 'anna@example.it' } })).toMatchObject(
      {
        status: 200,
      },
    )
    await until('the fault', () => server.faults.length === 1)
  })

  test('a mail server that says “later” is asked again', async () => {
    let refusals = 1
    const { smtp, server } = await start({}, () => (refusals-- > 0 ? 450 : null))
    await server.call('POST', '/api/auth/code', { body: { email: 'anna@example.it' } })
    await until('the mail', () => smtp.mails.length === 1)
    expect(server.faults).toEqual([])
  })

  test('the answer comes before any work is done, so that its time tells nothing either', async () => {
    const { smtp, server } = await start()
    await server.grant('anna@example.it', 'expert')
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const busy = server.parts.store.transaction(() => held)
    for (const email of ['anna@example.it', 'nessuno@example.it'])
      expect(await server.call('POST', '/api/auth/code', { body: { email } })).toMatchObject({ status: 200 })
    expect(smtp.mails).toEqual([])
    release()
    await busy
    await until('both mails', () => smtp.mails.length === 2)
  })

  test('there is no outbox beside real mail', async () => {
    const { server } = await start()
    expect((await server.call('GET', '/outbox')).status).toBe(404)
    expect((await server.call('GET', '/api/me')).body.outbox).toBeNull()
  })
})

test('in production without SMTP nobody is promised a mail', async () => {
  const server = await open(startHttp({ env: { MODE: 'production' } }))
  await server.grant('anna@example.it', 'expert')
  for (const email of ['anna@example.it', 'nessuno@example.it']) {
    expect(await server.call('POST', '/api/auth/code', { body: { email } })).toMatchObject({
      status: 503,
      body: { ok: false, code: 'service/unavailable' },
    })
  }
  expect((await server.call('GET', '/outbox')).status).toBe(404)
})

describe('codes', () => {
  test('one is dead after five wrong tries, also for who has it; unknown addresses look the same', async () => {
    const server = await open(startHttp())
    await server.grant('anna@example.it', 'expert')
    const code = await server.codeFor('anna@example.it')
    await server.call('POST', '/api/auth/code', { body: { email: 'nessuno@example.it' } })
    await server.parts.identity.settle()
    const wrong = code === '000000' ? '000001' : '000000'
    const tries = async (email: string) => {
      const seen: unknown[] = []
      for (let index = 0; index < limits.codeTries + 2; index++) {
        const { status, body } = await server.call('POST', '/api/auth/sign-in', {
          body: { email, code: wrong },
        })
        seen.push({ status, body })
      }
      return seen
    }
    const known = await tries('anna@example.it')
    expect(known[0]).toEqual({
      status: 401,
      body: { ok: false, code: 'login/code-wrong', details: { triesLeft: 4 } },
    })
    expect(known[limits.codeTries]).toEqual({ status: 429, body: { ok: false, code: 'login/too-many' } })
    expect(await tries('nessuno@example.it')).toEqual(known)
    const late = await server.call('POST', '/api/auth/sign-in', { body: { email: 'anna@example.it', code } })
    expect(late).toMatchObject({ status: 401, cookie: '' })
  })

  test('a hundred guesses at once are held to the account’s rate', async () => {
    const server = await open(startHttp())
    await server.grant('anna@example.it', 'expert')
    const code = await server.codeFor('anna@example.it')
    const guesses = Array.from({ length: 100 }, (_, index) => String(index).padStart(6, '0')).filter(
      (guess) => guess !== code,
    )
    const answers = await Promise.all(
      guesses.map((guess) =>
        server.call('POST', '/api/auth/sign-in', { body: { email: 'anna@example.it', code: guess } }),
      ),
    )
    expect(answers.every(({ status }) => status === 401 || status === 429)).toBe(true)
    expect(answers.filter(({ body }) => body.code === 'login/code-wrong').length).toBeLessThanOrEqual(
      limits.signInsPerAccount.burst,
    )
  })

  test('a newer one replaces it', async () => {
    const server = await open(startHttp())
    await server.grant('anna@example.it', 'expert')
    const first = await server.codeFor('anna@example.it')
    const second = await server.codeFor('anna@example.it')
    const signIn = (code: string) =>
      server.call('POST', '/api/auth/sign-in', { body: { email: 'anna@example.it', code } })
    if (first !== second) expect((await signIn(first)).status).toBe(401)
    expect((await signIn(second)).status).toBe(200)
  })

  test('it runs out after ten minutes', async () => {
    const server = await open(startHttp())
    await server.grant('anna@example.it', 'expert')
    const code = await server.codeFor('anna@example.it')
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + limits.codeMs + 1_000 })
    const late = await server.call('POST', '/api/auth/sign-in', { body: { email: 'anna@example.it', code } })
    expect(late).toMatchObject({ status: 401, body: { code: 'login/code-expired' } })
  })

  test('the database holds no code', async () => {
    const server = await open(startHttp())
    const code = await server.grant('anna@example.it', 'expert').then(() => server.codeFor('anna@example.it'))
    const rows = await server.parts.store.read.sql.all<{ value: string }>('SELECT value FROM verification')
    expect(rows).toHaveLength(1)
    expect(rows[0]?.value).not.toContain(code)
  })

  test('five codes an account are asked for at once, then one has to wait', async () => {
    const server = await open(startHttp())
    const ask = () => server.call('POST', '/api/auth/code', { body: { email: 'anna@example.it' } })
    for (let index = 0; index < limits.codesPerAccount.burst; index++) expect((await ask()).status).toBe(200)
    const refused = await ask()
    expect(refused).toMatchObject({ status: 429, body: { code: 'login/too-many' } })
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(100)
    // A colleague behind the same address is not kept out.
    const other = await server.call('POST', '/api/auth/code', { body: { email: 'bruno@example.it' } })
    expect(other.status).toBe(200)
  })
})

describe('logins', () => {
  test('a cookie of somebody else’s making lets nobody in', async () => {
    const server = await open(startHttp())
    const cookie = await server.signIn('anna@example.it', 'expert')
    expect(await me(server, cookie)).not.toBeNull()
    const [name, value = ''] = cookie.split('=')
    for (const forged of ['', 'x', 'x.y', value.slice(0, -4), `a${value}`, '%', '%ff'])
      expect(await me(server, `${name}=${forged}`)).toBeNull()
  })

  test('signing in makes a new login, and the one before it dies', async () => {
    const server = await open(startHttp())
    const before = await server.signIn('anna@example.it', 'expert')
    const code = await server.codeFor('anna@example.it')
    const after = await server.call('POST', '/api/auth/sign-in', {
      cookie: before,
      body: { email: 'anna@example.it', code },
    })
    expect(after.cookie).not.toBe(before)
    expect(await me(server, before)).toBeNull()
    expect(await me(server, after.cookie)).not.toBeNull()
  })

  test('signing out ends all of them, with an entry for each', async () => {
    const server = await open(startHttp())
    const ended: string[] = []
    server.parts.directory.onChanged(({ loginIds }) => ended.push(...loginIds))
    const one = await server.signIn('anna@example.it', 'expert')
    const two = await server.signIn('anna@example.it')
    const other = await server.signIn('bruno@example.it', 'expert')
    const loginId = (await server.parts.identity.findActorByCookie(two))?.loginId
    const out = await server.call('POST', '/api/auth/sign-out', { cookie: one })
    expect(out.status).toBe(200)
    expect(out.headers.getSetCookie()[0]).toMatch(
      /^quesiti-login=; Max-Age=0; Path=\/; HttpOnly; SameSite=Lax$/,
    )
    expect(await me(server, one)).toBeNull()
    expect(await me(server, two)).toBeNull()
    expect(await me(server, other)).not.toBeNull()
    await until('both entries', () => ended.length === 2)
    expect(ended).toContain(loginId)
  })

  test('it runs out after thirty days, and is prolonged by use', async () => {
    const server = await open(startHttp({ clock: { now: () => Date.now(), jumpMs: () => 0 } }))
    const cookie = await server.signIn('anna@example.it', 'expert')
    const expiresAt = async () => ((await me(server, cookie)) as { expiresAt: number } | null)?.expiresAt
    const first = (await expiresAt()) ?? 0
    expect(Math.abs(first - Date.now() - limits.loginMs)).toBeLessThan(60_000)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 2 * limits.loginRefreshMs })
    const prolonged = await server.call('GET', '/api/me', { cookie })
    expect(prolonged.headers.getSetCookie()[0]).toMatch(/^quesiti-login=.*Max-Age=2592000/)
    vi.useRealTimers()
    expect((await expiresAt()) ?? 0).toBeGreaterThan(first + limits.loginRefreshMs)
    vi.useFakeTimers({ toFake: ['Date'], now: first + 2 * limits.loginRefreshMs + 60_000 })
    expect(await expiresAt()).toBeUndefined()
    await server.parts.store.transaction((tx) => dropExpired(tx, Date.now()))
    expect(await server.parts.store.read.sql.all('SELECT id FROM login')).toEqual([])
  })

  test('the library writes through the one writer: it waits for a transaction, and no rollback takes its row', async () => {
    const server = await open(startHttp())
    await server.grant('anna@example.it', 'expert')
    const code = await server.codeFor('anna@example.it')
    let release = () => {}
    const held = new Promise<void>((resolve) => {
      release = resolve
    })
    const failing = server.parts.store.transaction(async (tx) => {
      await tx.sql.run('DELETE FROM login')
      await held
      throw new Error('rolled back')
    })
    const signing = server.call('POST', '/api/auth/sign-in', { body: { email: 'anna@example.it', code } })
    const first = await Promise.race([signing, server.call('GET', '/livez')])
    expect(first.body).toEqual({ ok: true })
    expect(first.cookie).toBe('')
    release()
    await expect(failing).rejects.toThrow('rolled back')
    expect(await me(server, (await signing).cookie)).not.toBeNull()
  })
})
