/** The contract against what it promises: its documents are valid and fresh, every code has its sentences. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { Parser } from '@asyncapi/parser'
import { Validator } from '@seriousme/openapi-schema-validator'
import { expect, test } from 'vitest'
import { en } from '../../client/text/en.ts'
import { it } from '../../client/text/it.ts'
import { CLIENT_COMMANDS } from '../../server/contract/commands.ts'
import { ERROR_CODES } from '../../server/contract/errors.ts'
import { policy } from '../../server/domain/permissions.ts'

test('the documents are what the schemas and the routes say', () => {
  execFileSync(process.execPath, ['scripts/api-docs.ts', '--check'], { stdio: 'pipe' })
})

test('docs/asyncapi.json is valid AsyncAPI 3, with the live channel and the feed', async () => {
  const { document, diagnostics } = await new Parser().parse(readFileSync('docs/asyncapi.json', 'utf8'))
  expect(diagnostics.filter((diagnostic) => diagnostic.severity === 0)).toEqual([])
  expect(document?.allChannels().map((channel) => channel.address())).toEqual([
    '/socket.io/',
    '/feed/v1/sessions/{sessionId}',
  ])
})

test('docs/openapi.json is valid OpenAPI 3.1, and names no schema that nothing uses', async () => {
  const text = readFileSync('docs/openapi.json', 'utf8')
  const { valid, errors } = await new Validator().validate(JSON.parse(text))
  expect(errors).toBeUndefined()
  expect(valid).toBe(true)
  const { openapi, paths, components } = JSON.parse(text)
  expect(openapi).toBe('3.1.0')
  for (const path of ['/api/sessions', '/api/search', '/api/sessions/{id}/questions/{questionId}'])
    expect(Object.keys(paths)).toContain(path)
  for (const name of Object.keys(components.schemas)) expect(text).toContain(`"#/components/schemas/${name}"`)
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
