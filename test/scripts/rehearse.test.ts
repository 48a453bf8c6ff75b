/** `npm run rehearse` against a real server: it ends clean, nobody else may start it, and nothing of it is left. */
import { spawn } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { listRehearsals } from '../../db/rehearsal-store.ts'
import { listLogIds, verifyLog } from '../../db/verify.ts'
import { listLines } from '../../scripts/simulation/lines.ts'
import { MEASURES } from '../../scripts/simulation/measures.ts'
import type { Report } from '../../scripts/simulation/report.ts'
import { issueToken } from '../../server/commands/access.ts'
import { seedThemes } from '../../server/commands/programme.ts'
import { seedRegistry } from '../../server/commands/registry.ts'
import { type Role, SYSTEM } from '../../server/domain/permissions.ts'
import { mountEngine } from '../../server/engine.ts'
import { everyRow } from '../support/database/every-row.ts'
import { type HttpServer, startHttp } from '../support/http-server.ts'

let server: HttpServer
const faults: unknown[] = []
beforeAll(async () => {
  server = await startHttp({
    plugins: async (app, parts) => {
      await mountEngine(app, parts, (error) => faults.push(error))
    },
  })
  await seedRegistry(server.parts.edition, ['Puglia'])
  await seedThemes(server.parts.edition)
})
afterAll(async () => {
  expect(faults).toEqual([])
  await server.close()
})

async function tokenOf(role: Role): Promise<string> {
  const email = `${role}@example.it`
  await server.grant(email, role)
  return (await issueToken(server.parts.edition, SYSTEM.id, { email, purpose: 'test' })).token
}

type Ended = { code: number | null; out: string; err: string }

const rehearse = (...args: string[]): Promise<Ended> =>
  new Promise((resolve, reject) => {
    const env = { PATH: process.env.PATH ?? '' }
    const child = spawn(process.execPath, ['scripts/rehearse.ts', '--url', server.url, ...args], { env })
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

/** The tables in which a column holds any of these texts. */
async function tablesWith(texts: readonly string[]): Promise<string[]> {
  const tables = Object.entries(await everyRow(server.parts.store))
  return tables.flatMap(([name, rows]) => {
    const written = JSON.stringify(rows)
    return texts.some((text) => written.includes(text)) ? [name] : []
  })
}

test('thirty bodies for some seconds: the report is clean, and no word of it is left', async () => {
  const token = await tokenOf('administrator')
  const json = join(server.dataDir, 'report.json')
  const wish = ['--bodies', '30', '--minutes', '0.12', '--asks-per-minute', '120', '--admission', 'reviewed']
  const ended = await rehearse('--token', token, '--json', json, ...wish)
  expect(ended).toMatchObject({ code: 0, err: '' })
  expect(ended.out).toContain('The report is clean.')
  const report = JSON.parse(readFileSync(json, 'utf8')) as Report
  expect(report.faults).toEqual({ missing: 0, repeated: 0, outOfOrder: 0, wrongRole: 0 })
  expect(report.asked).toBeGreaterThan(3)
  expect(report.acknowledged).toBeGreaterThan(report.asked)
  expect(report.server?.memoryBytesMost).toBeGreaterThan(0)
  for (const measure of MEASURES.slice(0, 2)) expect(report.latency[measure]?.count).toBe(report.asked)

  const { store } = server.parts
  expect(await listRehearsals(store.read)).toEqual([])
  const words = listLines().flatMap(({ payload, answer }) => [
    JSON.stringify(payload.title).slice(1, -1),
    ...(answer ? [JSON.stringify(answer.inBrief).slice(1, -1)] : []),
  ])
  expect(await tablesWith([...words, 'canarino'])).toEqual([])
  const headers = { authorization: `Bearer ${token}` }
  const { body } = await server.call('GET', '/api/sessions', { headers })
  expect(body.sessions).toEqual([])
  const found = await server.call('GET', '/api/search?q=convenzione', { headers })
  const latest = await server.call('GET', '/api/answers/latest', { headers })
  expect([found.body.hits, latest.body.answers]).toEqual([[], []])
  for (const id of await listLogIds(store.read))
    expect(await verifyLog(store, id)).toMatchObject({ ok: true })
}, 60_000)

test('a moderator is refused, a wrong wish is told how, and neither leaves anything', async () => {
  const refused = await rehearse('--token', await tokenOf('moderator'))
  expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('permission/denied') })
  expect(await rehearse()).toMatchObject({ code: 1, err: expect.stringContaining('Usage: npm run rehearse') })
  expect(await listRehearsals(server.parts.store.read)).toEqual([])
})
