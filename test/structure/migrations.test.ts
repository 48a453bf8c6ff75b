/** The migrations of both databases make the schema's tables: generating them again, on a copy, would add nothing. */
import { spawnSync } from 'node:child_process'
import { cpSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, test } from 'vitest'
import config from '../../drizzle.config.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const kit = join(root, 'node_modules/drizzle-kit/bin.cjs')

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'quesiti-migrations-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test.each([
  ['sqlite', 'sqlite'],
  ['postgres', 'postgresql'],
])('of %s', (dialect, name) => {
  const copy = join(folder, dialect)
  cpSync(join(root, 'db/migrations', dialect), copy, { recursive: true })
  const before = readdirSync(copy, { recursive: true }).toSorted()
  const { schema, casing } = config
  const run = spawnSync(
    process.execPath,
    [
      ...[kit, 'generate', '--dialect', name, '--schema', String(schema)],
      // The generator takes paths below the working folder alone.
      ...['--casing', String(casing), '--out', relative(root, copy)],
    ],
    { cwd: root, encoding: 'utf8', env: { ...process.env, QUESITI_DIALECT: dialect } },
  )
  expect(`${run.stdout}${run.stderr}`).toContain('No schema changes')
  expect(run.status).toBe(0)
  expect(readdirSync(copy, { recursive: true }).toSorted()).toEqual(before)
})
