/** A database that is away, or takes nothing: whoever asks is told so, and served again when it is back. */
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dialect } from '../../db/columns.ts'
import { type HttpServer, startHttp } from '../support/http-server.ts'

let server: HttpServer
let cookie = ''
beforeAll(async () => {
  server = await startHttp()
  cookie = await server.signIn('admin@example.it', 'administrator')
})
afterAll(() => server.close())

/** On PostgreSQL nobody gets in and whoever is in is put out; a SQLite file has no page to spare. */
async function setAway(isAway: boolean): Promise<void> {
  if (dialect === 'sqlite') {
    await server.parts.store.transaction((tx) =>
      tx.sql.all(`PRAGMA max_page_count = ${isAway ? 1 : 1_000_000}`),
    )
    return
  }
  const url = new URL(server.parts.config.databaseUrl)
  const name = url.pathname.slice(1)
  url.pathname = '/postgres'
  const client = new pg.Client({ connectionString: url.href })
  await client.connect()
  await client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${!isAway}`)
  if (isAway)
    await client.query('SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = $1', [
      name,
    ])
  await client.end()
}

const grant = (email: string) =>
  server.call('POST', '/api/grants', { cookie, body: { email, role: 'expert', scope: 'edition' } })

test('a write is refused as unavailable, and nothing of it is stored; with the database back it is done', async () => {
  await setAway(true)
  const emails = Array.from({ length: 20 }, (_, place) => `person-${place}@example.it`)
  const refused = await Promise.all(emails.map(grant))
  for (const answer of refused.filter(({ status }) => status !== 200))
    expect(answer).toMatchObject({ status: 503, body: { ok: false, code: 'service/unavailable' } })
  expect(refused.some(({ status }) => status === 503)).toBe(true)
  expect((await server.call('GET', '/livez')).status).toBe(200)
  await setAway(false)
  await expect.poll(async () => (await grant('late@example.it')).status).toBe(200)
  expect(server.logLines.filter((line) => line.includes('"bug"'))).toEqual([])
})

if (dialect === 'postgres')
  test('a read too', async () => {
    await setAway(true)
    expect(await server.call('GET', '/api/grants', { cookie })).toMatchObject({
      status: 503,
      body: { ok: false, code: 'service/unavailable' },
    })
    await setAway(false)
    await expect.poll(async () => (await server.call('GET', '/api/grants', { cookie })).status).toBe(200)
  })
