/** The secret's file: made once, for its owner alone, and never a weak one. */
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { readSecret, SecretError } from '../../server/adapters/secret.ts'

let dataDir = ''
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'quesiti-secret-'))
})
afterEach(() => rmSync(dataDir, { recursive: true }))

const read = () => readSecret({ dataDir, secret: undefined })

test('the first start makes it, 0600 and 32 random bytes; later ones read it', () => {
  const secret = read()
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600)
  expect(readFileSync(join(dataDir, 'secret'), 'utf8').trim()).toBe(secret)
  expect(read()).toBe(secret)
  expect(readdirSync(dataDir)).toEqual(['secret'])
})

test('a given one is used, and no file made', () => {
  const secret = 'x'.repeat(40)
  expect(readSecret({ dataDir, secret })).toBe(secret)
  expect(readdirSync(dataDir)).toEqual([])
})

test.each([0o644, 0o640, 0o604, 0o660])('one of mode %o is refused', (mode) => {
  read()
  chmodSync(join(dataDir, 'secret'), mode)
  expect(read).toThrow(SecretError)
  expect(read).toThrow(/chmod 600/)
})

test.each(['', 'short', ' '.repeat(64)])('%j is too short', (content) => {
  writeFileSync(join(dataDir, 'secret'), content, { mode: 0o600 })
  expect(read).toThrow(/too short/)
})
