/** `npm run grant` as an administrator of the machine runs it, beside a running server. */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { until } from '../../scripts/fault/until.ts'
import { type HttpServer, startHttp } from '../support/http-server.ts'

type Ended = { code: number | null; out: string; err: string }

// The test runner's own variables, MODE among them, are no settings of ours.
const CLEAN = { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '' }

const run = (file: string, args: readonly string[], env: Record<string, string>): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [file, ...args], { env: { ...CLEAN, ...env } })
    const ended: Ended = { code: null, out: '', err: '' }
    child.stdout.setEncoding('utf8').on('data', (text) => {
      ended.out += text
    })
    child.stderr.setEncoding('utf8').on('data', (text) => {
      ended.err += text
    })
    child.on('error', reject)
    child.on('close', (code) => resolve({ ...ended, code }))
  })

let server: HttpServer
beforeAll(async () => {
  server = await startHttp()
})
afterAll(() => server.close())

const grant = (...args: string[]) => run('scripts/grant.ts', args, { DATA_DIR: server.dataDir })

test('makes the first administrator, whose token works at once; the running server notices within a second', async () => {
  const granted = await grant('first@example.it', 'administrator', '--token')
  expect(granted).toMatchObject({ code: 0, err: '' })
  const authorization = granted.out.match(/^Authorization: (Bearer \S+)$/m)?.[1] ?? ''
  const read = () => server.call('GET', '/api/grants', { headers: { authorization } })
  expect((await read()).status).toBe(200)
  const cookie = await server.signIn('first@example.it')
  expect((await server.call('GET', '/api/grants', { cookie })).status).toBe(200)

  expect(await grant('first@example.it', 'administrator')).toMatchObject({
    code: 0,
    out: expect.stringContaining('already'),
  })
  expect(await grant('first@example.it', 'administrator', '--revoke')).toMatchObject({ code: 0 })
  await until('the server knows', async () => (await read()).status === 403, 2_000)
  expect(await grant('first@example.it', 'administrator', '--revoke')).toMatchObject({ code: 1 })
})

test('scope and office are kept', async () => {
  await grant('anna@example.it', 'expert', '--scope', 'topic:2.1', '--office', 'Ufficio anagrafe')
  const rows = await server.parts.store.read.sql.all(
    'SELECT role, scope, office FROM "grant" WHERE scope = ?',
    'topic:2.1',
  )
  expect(rows).toEqual([{ role: 'expert', scope: 'topic:2.1', office: 'Ufficio anagrafe' }])
})

test.each([
  [[]],
  [['anna', 'expert']],
  [['anna@example.it', 'king']],
  [['anna@example.it', 'expert', '--unknown']],
  [['anna@example.it', 'expert', '--revoke', '--token']],
])('%j is answered with how to use it', async (args) => {
  const ended = await grant(...args)
  expect(ended).toMatchObject({ code: 1, out: '' })
  expect(ended.err).toContain('Usage: npm run grant')
  expect(ended.err).not.toMatch(/\n\s+at /)
})

test('the server does not start with wrong settings, and says which without a stack', async () => {
  const ended = await run('server/main.ts', [], { DATA_DIR: server.dataDir, PORT: 'x', MODE: 'y' })
  expect(ended).toMatchObject({ code: 1, out: '' })
  expect(ended.err).toMatch(/^Quesiti can't start.*\n {2}PORT .*\n {2}MODE .*\n$/)
})

test('the server starts on nothing, is ready, and ends in peace', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'quesiti-start-'))
  const env = { ...CLEAN, DATA_DIR: dataDir, PORT: '0', MODE: 'production' }
  const child = spawn(process.execPath, ['server/main.ts'], { env })
  let out = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    out += text
  })
  const url = () => out.match(/"url":"([^"]+)"/)?.[1]
  await until('it listens', () => url() !== undefined, 20_000)
  expect(await (await fetch(`${url()}/readyz`)).json()).toEqual({ ok: true })
  expect(out).toContain('SMTP_URL is not set')
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  child.kill('SIGTERM')
  expect(await ended).toBe(0)
  rmSync(dataDir, { recursive: true })
}, 40_000)
