/** The moderator's words: the same in both languages, none empty, none that shouts; and what a ready text leaves open. */
import { beforeAll, expect, test } from 'vitest'
import { textFault } from '../../../client/pages/moderation/inbox/text-fault.ts'
import { moderating as english } from '../../../client/text/moderation/en.ts'
import { moderating as italian } from '../../../client/text/moderation/it.ts'
import { setLanguage } from '../../../client/text/text.ts'

beforeAll(() => setLanguage('it'))

function leaves(value: object, path = ''): { path: string; parameters: number; words: string }[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const here = `${path}/${key}`
    if (typeof inner === 'string') return [{ path: here, parameters: -1, words: inner }]
    if (typeof inner !== 'function') return leaves(inner, here)
    const sample = key === 'somebody' ? ['COMUNE', 'Puglia'] : Array.from({ length: inner.length }, () => 3)
    return [{ path: here, parameters: inner.length, words: String(inner(...sample)) }]
  })
}

const shape = (words: object) => leaves(words).map(({ path, parameters }) => `${path} ${parameters}`)

test('Italian and English have the same words with the same parameters', () => {
  expect(shape(english)).toEqual(shape(italian))
})

test('no text is empty, shows a hole, or shouts', () => {
  for (const { path, words } of [...leaves(italian), ...leaves(english)]) {
    expect(words.trim(), path).not.toBe('')
    expect(words, path).not.toMatch(/undefined|NaN|\[object|!| {2}|'/)
  }
})

test('a ready text isn’t sent with a hole in it, empty, or too long', () => {
  expect(textFault('Riguarda {argomento}: chiedi a {ufficio}, {ufficio}.', 500)).toBe(
    'Completa nel testo: {argomento}, {ufficio}.',
  )
  expect(textFault('  \n', 500)).toBe('Scrivi il testo.')
  expect(textFault('x'.repeat(501), 500)).toBe('Il testo è troppo lungo.')
  expect(textFault('Riguarda la mensa.', 500)).toBeUndefined()
})
