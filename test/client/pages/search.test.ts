/** Marks of found words, and the address that says what is searched for. */
import { fc, test as property } from '@fast-check/vitest'
import { expect, test } from 'vitest'
import { type Mark, marksLike, pieces } from '../../../client/pages/search/marks.ts'
import { addressOf, wishOf } from '../../../client/pages/search/search-address.ts'
import { limits } from '../../../server/domain/limits.ts'

const shown = (text: string, marks: readonly Mark[]) =>
  pieces(text, marks)
    .map(({ text: piece, isFound }) => (isFound ? `[${piece}]` : piece))
    .join('')

test('found words are marked where they are', () => {
  expect(
    shown('Il permesso è scaduto.', [
      [3, 11],
      [14, 21],
    ]),
  ).toBe('Il [permesso] è [scaduto].')
  expect(shown('permesso', [[0, 8]])).toBe('[permesso]')
  expect(shown('niente', [])).toBe('niente')
})

const anyMarks = fc.array(fc.tuple(fc.integer({ min: -5, max: 40 }), fc.integer({ min: -5, max: 40 })), {
  maxLength: 6,
})

property.prop([fc.string({ maxLength: 30 }), anyMarks])(
  'whatever the marks are, the text stays whole',
  (text, marks) => {
    expect(
      pieces(text, marks)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text)
  },
)

test('the words found in an excerpt are marked in a title, whatever their case, and only whole', () => {
  const sample = { text: 'Rinnovo del permesso', marks: [[12, 20]] as Mark[] }
  const title = 'Permesso scaduto e permessi'
  expect(shown(title, marksLike(title, sample))).toBe('[Permesso] scaduto e permessi')
  expect(shown(title, marksLike(title, { ...sample, asked: 'SCADUTO, o no' }))).toBe(
    '[Permesso] [scaduto] e permessi',
  )
})

test('an address says words, day and list, and is read back as it was written', () => {
  const wishes = [
    { words: '', day: '', list: 'answers' },
    { words: 'città & «stato» 50%', day: 'FD2', list: 'waiting' },
    { words: 'a+b=c?#', day: '', list: 'answers' },
  ] as const
  for (const wish of wishes) {
    const url = new URL(addressOf(wish), 'https://quesiti.example')
    expect(url.pathname).toBe('/risposte')
    expect(wishOf(Object.fromEntries(url.searchParams))).toEqual(wish)
  }
})

test('words too long for the server are cut, and blanks are no words', () => {
  expect(wishOf({ q: 'x'.repeat(500) }).words).toHaveLength(limits.searchLength)
  expect(wishOf({ q: '   ', elenco: 'altro' })).toEqual({ words: '', day: '', list: 'answers' })
})
