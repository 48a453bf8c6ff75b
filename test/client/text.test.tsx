/** The dictionaries: complete, alike, and switched in place. */
import { act, cleanup, render, screen } from '@testing-library/preact'
import { afterEach, expect, test } from 'vitest'
import { en } from '../../client/text/en.ts'
import { formatsFor } from '../../client/text/intl.ts'
import { it as italian } from '../../client/text/it.ts'
import { notes as englishNotes } from '../../client/text/notes/en.ts'
import { notes as italianNotes } from '../../client/text/notes/it.ts'
import { format, language, negotiate, setLanguage, t } from '../../client/text/text.ts'
import { instantInRome } from '../../server/domain/session.ts'

afterEach(cleanup)

type Leaf = { path: string; parameters: number; words: string }

function leaves(value: object, path: string[] = []): Leaf[] {
  return Object.entries(value).flatMap(([key, inner]): Leaf[] => {
    const here = [...path, key]
    if (typeof inner === 'string') return [{ path: here.join('.'), parameters: -1, words: inner }]
    if (typeof inner !== 'function') return leaves(inner, here)
    const sample = Array.from({ length: inner.length }, () => 3)
    return [{ path: here.join('.'), parameters: inner.length, words: String(inner(...sample)) }]
  })
}

const shape = (dictionary: object) =>
  leaves(dictionary)
    .map(({ path, parameters }) => `${path}/${parameters}`)
    .sort()

test('Italian and English have the same keys with the same parameters', () => {
  expect(shape(en)).toEqual(shape(italian))
  expect(shape(englishNotes)).toEqual(shape(italianNotes))
})

test('no text is empty, shows a hole, or shouts', () => {
  for (const { path, words } of [...leaves(italian), ...leaves(en)]) {
    expect(words.trim(), path).not.toBe('')
    expect(words, path).not.toMatch(/undefined|NaN|\[object|!|Oops|Ops/)
    expect(words, path).not.toMatch(/ {2}|'/)
  }
})

test('the short labels keep to their lengths', () => {
  for (const { path, words } of leaves({ status: { ...italian.status, sentence: {} } })) {
    expect([...words].length, path).toBeLessThanOrEqual(40)
  }
})

test('the language changes in place, with <html lang> and the cookie', async () => {
  await setLanguage('it')
  const Sample = () => <p>{`${t.session.ask}, ${format.counted(2, 'x', 'xx')}`}</p>
  render(<Sample />)
  const before = screen.getByText('Fai un quesito, 2 xx')
  await act(() => setLanguage('en'))
  expect(screen.getByText('Ask a question, 2 xx')).toBe(before)
  expect(document.documentElement.lang).toBe('en')
  expect(language()).toBe('en')
  expect(document.cookie).toContain('language=en')
  await setLanguage('it')
})

test('the language is the cookie’s, then the browser’s first that we have, then Italian', () => {
  expect(negotiate('a=b; language=en', ['it-IT'])).toBe('en')
  expect(negotiate('', ['de-AT', 'en-US', 'it'])).toBe('en')
  expect(negotiate('language=fr', ['de'])).toBe('it')
})

test('times are Rome’s on both sides of daylight saving, and thousands are grouped', () => {
  const { time, number, weekday, left } = formatsFor('it')
  expect(time(instantInRome('2026-11-19', '9:05'))).toBe('9:05')
  expect(time(instantInRome('2027-07-01', '9:05'))).toBe('9:05')
  expect(weekday(instantInRome('2026-11-24', '0:30'))).toBe('martedì 24')
  expect(number(2000)).toBe('2.000')
  expect([3_960_000, 600_001, 600_000, 1, 0, -5].map(left)).toEqual([
    '1 h 06 min',
    '11 minuti',
    '10:00',
    '0:01',
    '0:00',
    '0:00',
  ])
})
