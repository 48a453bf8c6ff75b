/**
 * Writes `docs/asyncapi.json` and `docs/openapi.json`: the first from the contract's schemas, the second as the server
 * with all its routes gives it. With `--check` it only says whether the files are up to date.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { findBodies } from '../db/body-store.ts'
import { buildApp } from '../server/app.ts'
import { readConfig } from '../server/config.ts'
import { mountEngine } from '../server/engine.ts'
import { asyncApi } from '../server/http/async-api.ts'
import { openParts } from '../server/parts.ts'

/** The whole server on a database of its own, which listens nowhere. */
async function openApi(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'quesiti-docs-'))
  const fail = (error: unknown) => {
    throw error
  }
  const parts = await openParts({
    config: readConfig({ DATA_DIR: folder, MODE: 'development', LOG_LEVEL: 'silent' }),
    findBodies,
    onFault: fail,
  })
  const app = await buildApp({
    ...parts,
    // Whether the client is built makes no difference.
    clientDir: folder,
    plugins: async (server) => {
      await mountEngine(server, parts, fail)
    },
  })
  await app.ready()
  const document = app.swagger()
  await app.close()
  await parts.close()
  rmSync(folder, { recursive: true })
  return document
}

const documents = { asyncapi: asyncApi(), openapi: await openApi() }
const stale: string[] = []
for (const [name, document] of Object.entries(documents)) {
  const file = fileURLToPath(new URL(`../docs/${name}.json`, import.meta.url))
  const text = `${JSON.stringify(document, null, 2)}\n`
  if (!process.argv.includes('--check')) writeFileSync(file, text)
  else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) stale.push(`docs/${name}.json`)
}
for (const file of stale) console.error(`${file} is stale: npm run docs:api writes it anew.`)
process.exitCode = stale.length === 0 ? 0 : 1
