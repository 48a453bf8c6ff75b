/** The importer as it is run: previews, applies, and says in words what is wrong with a file. */
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findBody } from '../../db/body-store.ts'
import { openStore } from '../../db/open.ts'

const script = fileURLToPath(new URL('../../scripts/import-bodies.ts', import.meta.url))
const HEADINGS = 'DATA ELABORAZIONE,REGIONE,PROVINCIA,COD_ISTAT_COMUNE,COMUNE,RESIDENTI'
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'quesiti-import-'))
})
afterAll(() => rm(folder, { recursive: true }))

type Ran = { code: number; output: string; errors: string }
const run = (...args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const env = { PATH: process.env.PATH, DATA_DIR: join(folder, 'data'), NODE_ENV: 'development' }
    execFile(process.execPath, [script, ...args], { env }, (error, output, errors) =>
      resolve({ code: error ? Number(error.code) : 0, output, errors }),
    )
  })

const file = async (name: string, ...lines: readonly string[]): Promise<string> => {
  const path = join(folder, name)
  await writeFile(path, [HEADINGS, ...lines, ''].join('\n'))
  return path
}

const find = async (id: string) => {
  const store = await openStore(`file:${join(folder, 'data', 'quesiti.db')}`)
  const row = await findBody(store.read, id)
  await store.close()
  return row
}

it('previews, applies once, and has nothing to do the second time', async () => {
  const path = await file(
    'good.csv',
    '10-01-2024,PIEMONTE,TORINO,001001,AGLIÈ,2560',
    '10-01-2024,LIGURIA,SAVONA,009001,ALASSIO,10000',
  )
  const preview = await run(path)
  expect(preview).toMatchObject({ code: 0, errors: '' })
  expect(preview.output).toContain('New: 1\n  001001 Agliè (TO), 2560 residents')
  expect(preview.output).toContain('Of other regions, left out: 1')
  expect(preview.output).toContain('Nothing was written.')
  expect(await find('istat-001001')).toBeUndefined()

  expect((await run(path, '--apply')).output).toContain('Written: 1.')
  expect(await find('istat-001001')).toMatchObject({ name: 'Comune di Agliè', residentsSource: 'ANPR' })
  const again = await run(path, '--apply')
  expect(again.output).toContain('Unchanged: 1')
  expect(again.output).toContain('Written: 0.')

  const grown = await file('grown.csv', '10-01-2025,PIEMONTE,TORINO,001001,AGLIÈ,5001')
  expect((await run(grown)).output).toContain(
    'Changed, crossing 1,000 or 5,000 residents: 1\n  001001 Agliè: residents 2560 -> 5001, ' +
      'date 2024-01-10 -> 2025-01-10 [to-5000 -> over-5000]',
  )
})

it('writes nothing of a file with one fault, and says where it is', async () => {
  const path = await file(
    'bad.csv',
    '10-01-2024,PIEMONTE,TORINO,001002,AIRASCA,3700',
    '10-01-2024,PIEMONTE,TORINO,001003,ALA DI STURA,molti',
  )
  const { code, errors } = await run(path, '--apply')
  expect(code).toBe(1)
  expect(errors).toBe(
    `${path}, line 3, column 6 (RESIDENTI): the cell is not what its heading says (registry/value).\n`,
  )
  expect(await find('istat-001002')).toBeUndefined()
})

it.each([
  ['a missing file', ['/nowhere/at-all.csv'], 'there is no such file'],
  ['a folder', ['.'], 'it is a folder'],
  ['no file', [], 'One file is needed'],
  ['an unknown option', ['x.csv', '--force'], "Unknown option '--force'"],
  ['an unknown region', ['x.csv', '--region', 'Atlantide'], 'There is no region Atlantide'],
  ['closing without applying', ['x.csv', '--close-missing'], '--close-missing needs --apply'],
])('%s is said in words', async (_case, args, words) => {
  const { code, errors } = await run(...args)
  expect(code).toBe(1)
  expect(errors).toContain(words)
  expect(errors).not.toContain('    at ')
})
