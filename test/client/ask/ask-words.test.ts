/** Asking: what is missing and in which order, what the guard says, which similar answers are close enough. */
import { beforeAll, expect, test } from 'vitest'
import { askErrors } from '../../../client/pages/ask/ask-errors.ts'
import { sentenceFor } from '../../../client/pages/ask/guard.tsx'
import { receiptOf } from '../../../client/pages/ask/receipt.ts'
import { closest, type Hit } from '../../../client/pages/ask/use-similar.ts'
import type { FindingKind } from '../../../client/state/privacy-guard.ts'
import type { QuestionView } from '../../../client/state/session.ts'
import { setLanguage } from '../../../client/text/text.ts'
import { instantInRome } from '../../../server/domain/session.ts'
import type { View } from '../../../server/domain/views.ts'

beforeAll(() => setLanguage('it'))

const whole = {
  title: 'Carta d’identità durante il rinnovo',
  text: 'Il permesso è in fase di rinnovo: rilascio la carta?',
  tried: '',
  topicId: 'T2.11',
  shown: 'body',
  deadline: '',
} as const
const messages = (change: object, themeId = 'T2') =>
  askErrors({ ...whole, ...change }, themeId).map(({ message }) => message)

test('a whole question has nothing wrong; an empty one says all that is missing, in the form’s order', () => {
  expect(messages({})).toEqual([])
  expect(messages({ title: '  ', text: '', topicId: '' })).toEqual([
    'Scrivi il dubbio: basta una riga.',
    'Scrivi il fatto e la domanda.',
    'Manca l’argomento.',
  ])
  expect(messages({ topicId: '' }, '')).toEqual(['Manca il tema.'])
})

test('a text is too long by what a person calls characters, blanks at its ends not counted', () => {
  expect(messages({ title: `${'👩‍👩‍👧'.repeat(120)}  ` })).toEqual([])
  expect(messages({ title: 'a'.repeat(121), tried: 'a'.repeat(1_001) })).toEqual([
    'È troppo lungo: il massimo è 120 caratteri.',
    'È troppo lungo: il massimo è 1.000 caratteri.',
  ])
})

test('the guard names what there is, and speaks of several where there is more', () => {
  const said = (...kinds: FindingKind[]) => sentenceFor(new Set(kinds))
  expect([said('name'), said('taxCode'), said('name', 'taxCode')]).toEqual([
    'name',
    'taxCode',
    'nameAndTaxCode',
  ])
  expect([said('email'), said('phone'), said('phone', 'email')]).toEqual(['contact', 'contact', 'contact'])
  expect([said('iban'), said('name', 'phone')]).toEqual(['several', 'several'])
})

const hit = (questionId: string, closeness: Hit['closeness'], isAnswered = true) =>
  ({ questionId, closeness, answer: isAnswered ? {} : null }) as Hit
const ids = (hits: readonly Hit[]) => closest(hits).map(({ questionId }) => questionId)

test('similar answers: close ones first, at most five; those alike in part where there is little else', () => {
  expect(ids([hit('a', 'part'), hit('b', 'all'), hit('c', 'part'), hit('d', 'part')])).toEqual(['b', 'a'])
  expect(ids([hit('a', 'part'), hit('b', 'part'), hit('c', 'part')])).toEqual(['a', 'b'])
  expect(ids('abcdefg'.split('').map((id) => hit(id, 'near')))).toEqual(['a', 'b', 'c', 'd', 'e'])
  expect(ids([hit('a', 'all', false), hit('b', 'near')])).toEqual(['b'])
})

test('the receipt says the whole number, when it was received and what was written', () => {
  const question = {
    number: 'FD2-180',
    title: whole.title,
    askedAt: instantInRome('2026-11-19', '15:31'),
  } as QuestionView
  const session = { title: 'Anagrafe' } as View<'session'>
  const text = receiptOf({ question, session, bodyName: 'Comune di Poggio Esempio', words: whole })
  expect(text).toContain('Quesito n. FD2-180\nRicevuto il 19 novembre 2026 alle 15:31, ora italiana\n')
  expect(text).toContain(whole.text)
  expect(text).not.toContain('Che cosa avete già fatto')
  expect(receiptOf({ question, session, bodyName: undefined, words: null })).toContain(whole.title)
})
