/** After signing in a reader goes back where they were, and never anywhere else. */
import { expect, test } from 'vitest'
import { askedCode, keepAsked } from '../../../client/pages/sign-in/asked-code.ts'
import { returnTarget } from '../../../client/pages/sign-in/return-target.ts'
import { digitsOf } from '../../../client/pages/sign-in/use-code.ts'
import { limits } from '../../../server/domain/limits.ts'

const origin = 'https://quesiti.example'

test('a path of ours is gone back to, with its search and its place in the page', () => {
  for (const path of [
    '/',
    '/giornate/FD2',
    '/giornate/FD2/quesiti/a1?x=1#note',
    '/risposte?q=residenza%20estero',
  ])
    expect(returnTarget(path, origin)).toBe(path)
})

test('no other site can be reached, however it is written', () => {
  const bad = [
    undefined,
    '',
    'https://evil.example/',
    '//evil.example/x',
    '/\\evil.example',
    '\\\\evil.example',
    '/\t/evil.example',
    '/..//evil.example',
    '/%2e%2e//evil.example',
    'javascript:alert(1)',
    'data:text/html,x',
    ' /giornate',
    'giornate/FD2',
    'http://quesiti.example/',
    `${origin}.evil.example/`,
  ]
  for (const raw of bad) expect(returnTarget(raw, origin), String(raw)).toBe('/')
})

test('what is gone back to stays on our site when it is read as a link', () => {
  for (const raw of ['/./', '/a/../b', '/@evil.example', '/x?next=//evil.example', '/a\\b', '/a\n/b']) {
    const target = returnTarget(raw, origin)
    expect(new URL(target, origin).origin).toBe(origin)
    expect(target).toMatch(/^\/(?!\/)/)
  }
})

test('the sign-in page is no place to come back to', () => {
  expect(returnTarget('/accesso', origin)).toBe('/')
  expect(returnTarget('/accesso?da=/accesso', origin)).toBe('/')
})

test('the address a code was asked for comes back after a reload, until the code has expired', () => {
  sessionStorage.clear()
  expect(askedCode(sessionStorage, 0)).toBeUndefined()
  keepAsked(sessionStorage, { email: 'a@b.example', at: 1_000 })
  expect(askedCode(sessionStorage, 2_000)).toEqual({ email: 'a@b.example', at: 1_000 })
  expect(askedCode(sessionStorage, 1_000 + limits.codeMs)).toBeUndefined()
  sessionStorage.setItem('quesiti:code-asked', '{"email":7}')
  expect(askedCode(sessionStorage, 0)).toBeUndefined()
  sessionStorage.setItem('quesiti:code-asked', 'not json')
  expect(askedCode(sessionStorage, 0)).toBeUndefined()
})

test('a code is found in what is pasted, spaces or words around it', () => {
  expect(digitsOf('407 128')).toBe('407128')
  expect(digitsOf(' Codice: 407-128. ')).toBe('407128')
  expect(digitsOf('4071289')).toBe('407128')
  expect(digitsOf('')).toBe('')
})
