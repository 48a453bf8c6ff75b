/** The contract against what it promises: its documents are valid and fresh, every code has its sentences. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Parser } from '@asyncapi/parser'
import { expect, test } from 'vitest'
import { en } from '../../client/text/en.ts'
import { it } from '../../client/text/it.ts'
import { CLIENT_COMMANDS } from '../../server/contract/commands.ts'
import { ERROR_CODES } from '../../server/contract/errors.ts'
import { policy } from '../../server/domain/permissions.ts'

test('docs/asyncapi.json is what the schemas say, and is valid AsyncAPI 3', async () => {
  execFileSync(process.execPath, ['scripts/api-docs.ts', '--check'])
  const { diagnostics } = await new Parser().parse(readFileSync('docs/asyncapi.json', 'utf8'))
  expect(diagnostics.filter((diagnostic) => diagnostic.severity === 0)).toEqual([])
})

test('every error code has an Italian and an English sentence, and no other has one', () => {
  for (const sentences of [it.errors, en.errors] as Readonly<Record<string, string>>[]) {
    expect(Object.keys(sentences).sort()).toEqual([...ERROR_CODES].sort())
    for (const code of ERROR_CODES) expect(sentences[code]?.length, code).toBeGreaterThan(8)
  }
})

test('every command of a client has its row in the policy', () => {
  expect(CLIENT_COMMANDS.filter((name) => !(name in policy))).toEqual([])
})
