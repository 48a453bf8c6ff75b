/** `npm run demo` as a process: its links sign in, its report is clean, and nothing of it stays behind, however it ends. */
import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { until } from '../../scripts/fault/until.ts'
import { must } from '../../server/domain/assert.ts'

const folder = mkdtempSync(join(tmpdir(), 'quesiti-demo-test-'))
const started: ChildProcess[] = []
afterAll(() => {
  for (const child of started) child.kill('SIGKILL')
  rmSync(folder, { recursive: true, force: true })
})

type Demo = {
  readonly child: ChildProcess
  readonly said: () => string
  readonly ended: Promise<number | null>
  links(): Map<string, string>
}

const READY_WITHIN_MS = 60_000

async function startDemo(...args: string[]): Promise<Demo> {
  const child = spawn(process.execPath, ['scripts/demo.ts', '--no-build', '--bodies', '20', ...args], {
    env: { PATH: process.env.PATH ?? '', TMPDIR: folder },
  })
  started.push(child)
  let said = ''
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding('utf8').on('data', (text) => {
      said += text
    })
  const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
  const links = () =>
    new Map([...said.matchAll(/^ {2}(\w+) .*?(http:\S+)$/gm)].map(([, role, url]) => [must(role), must(url)]))
  await until(`its links: ${said}`, () => links().size === 5 || child.exitCode !== null, READY_WITHIN_MS)
  return { child, said: () => said, ended, links }
}

const cookieOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ')

test('each link signs in with its role, the wall with its pass; after its minutes the report is clean', async () => {
  const demo = await startDemo('--minutes', '0.1')
  const links = demo.links()
  for (const role of ['participant', 'expert', 'moderator', 'administrator']) {
    const url = new URL(must(links.get(role)))
    const followed = await fetch(url, { redirect: 'manual' })
    expect(followed.status).toBe(303)
    const me = await fetch(new URL('/api/me', url), { headers: { cookie: cookieOf(followed) } })
    const { grants } = ((await me.json()) as { me: { grants: { role: string }[] } }).me
    expect(new Set(grants.map((grant) => grant.role))).toEqual(new Set([role]))
  }
  const wall = new URL(must(links.get('wall')))
  const exchanged = await fetch(new URL('/api/passes/exchange', wall), {
    method: 'POST',
    headers: { origin: wall.origin, 'x-quesiti': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ pass: wall.hash.slice('#pass='.length) }),
  })
  expect(await exchanged.json()).toMatchObject({ ok: true })
  expect(cookieOf(exchanged)).toMatch(/^quesiti-pass=/)

  expect(await demo.ended, demo.said()).toBe(0)
  expect(demo.said()).toContain('missing 0 · repeated 0 · out of order 0 · seen by the wrong role 0')
  expect(demo.said()).toMatch(/[1-9]\d* asked, /)
  expect(readdirSync(folder)).toEqual([])
}, 90_000)

test('its server ends with whoever started it, also where that is killed', async () => {
  const start = `import { startServer } from './scripts/services/server-process.ts'
    console.log((await startServer({ env: { MODE: 'demo', PORT: '0', DATA_DIR: ${JSON.stringify(folder)} } })).url)`
  const child = spawn(process.execPath, ['--input-type=module', '--eval', start])
  started.push(child)
  let said = ''
  child.stdout.setEncoding('utf8').on('data', (text) => {
    said += text
  })
  const isUp = () =>
    fetch(new URL('/livez', said.trim())).then(
      () => true,
      () => false,
    )
  await until('it listens', () => said.endsWith('\n') || child.exitCode !== null, READY_WITHIN_MS)
  expect(await isUp()).toBe(true)
  child.kill('SIGKILL')
  await until('the server is gone', async () => !(await isUp()), 20_000)
}, 90_000)

test('a wrong wish is told how', async () => {
  const demo = await startDemo('--minutes', 'soon')
  expect(await demo.ended).toBe(1)
  expect(demo.said()).toContain('Usage: npm run demo')
})
