/** `npm run db:seed` as it is run: what it brings in, that doing it again changes nothing, and the bare form. */
import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { openStore } from '../../db/open.ts'
import { listLogIds, verifyLog } from '../../db/verify.ts'
import { everyRow } from '../support/database/every-row.ts'

const folders: string[] = []
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true })
})

const newFolder = (): string => {
  const folder = mkdtempSync(join(tmpdir(), 'quesiti-seed-'))
  folders.push(folder)
  return folder
}

const seed = (dataDir: string, ...args: string[]): string =>
  execFileSync(process.execPath, ['scripts/seed.ts', ...args], {
    env: { PATH: process.env.PATH ?? '', DATA_DIR: dataDir },
    encoding: 'utf8',
  })

/** Every row of every table, and every log's verdict. */
async function contentOf(dataDir: string) {
  const store = await openStore(`file:${dataDir}/quesiti.db`)
  const rows = await everyRow(store)
  const logs = await listLogIds(store.read)
  const verdicts = await Promise.all(logs.map((id) => verifyLog(store, id)))
  await store.close()
  return { rows, verdicts, logs: logs.length }
}

test('it brings in the programme as facts of its logs; done again it changes nothing', async () => {
  const folder = newFolder()
  expect(seed(folder)).toContain(' 1451 new municipalities')
  const first = await contentOf(folder)
  const kinds = (rows: object[] | undefined, field: string) =>
    Object.fromEntries(
      Map.groupBy(rows ?? [], (row) => (row as Record<string, unknown>)[field])
        .entries()
        .map(([key, list]) => [key, list.length]),
    )
  expect(kinds(first.rows.body, 'fictional')).toEqual({ 0: 1_451, 1: 20 })
  expect(kinds(first.rows.theme, 'review')).toEqual({ none: 1, peer: 1 })
  expect(first.rows.topic).toHaveLength(22)
  expect(kinds(first.rows.session, 'code')).toEqual({ FD1: 1, FD2: 1, FD3: 1, FD4: 1 })
  expect(kinds(first.rows.grant, 'role')).toMatchObject({ expert: 47, moderator: 2, administrator: 1 })
  expect(first.verdicts.filter(({ ok }) => !ok)).toEqual([])
  expect(first.logs).toBe(5)
  expect(seed(folder)).not.toMatch(/[1-9]\d* new/)
  expect(await contentOf(folder)).toEqual(first)
})

test('a body that may not join has no participants', async () => {
  const folder = newFolder()
  seed(folder)
  const { rows } = await contentOf(folder)
  const scopes = (rows.grant as { scope: string }[]).map(({ scope }) => scope)
  expect(scopes).toContain('body:B001')
  for (const id of ['B004', 'B007', 'B019', 'B020']) expect(scopes).not.toContain(`body:${id}`)
})

test('bare, it brings in what every installation needs and nothing invented', async () => {
  const folder = newFolder()
  seed(folder, '--bare')
  const { rows } = await contentOf(folder)
  expect(rows.body).toHaveLength(1_451)
  expect(rows.topic).toHaveLength(22)
  expect([rows.person, rows.session, rows.grant]).toEqual([[], [], []])
})
