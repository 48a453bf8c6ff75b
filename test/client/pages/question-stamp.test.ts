/** When a page's words are no longer the newest, and what is said of it; what is counted or moves on is no news. */
import { expect, test } from 'vitest'
import { stampOf, whatIsNew } from '../../../client/pages/question/stamp.ts'
import type { QuestionAnswer } from '../../../server/contract/reads.ts'

type Page = Pick<QuestionAnswer, 'question' | 'answer' | 'messages'>

const page = (more: { question?: object; answer?: object | null; messages?: readonly object[] } = {}) =>
  ({
    question: { id: 'q1', textRev: 1, title: 'Titolo', status: 'published', bodies: 1, ...more.question },
    answer: more.answer === undefined ? null : more.answer,
    messages: more.messages ?? [],
  }) as unknown as QuestionAnswer & Page

const answer = { id: 'a1', textRev: 1, status: 'published' }
const message = { id: 'm1', textRev: 1, kind: 'infoRequest' }

test('votes, places and steps are no news', () => {
  const later = page({ question: { bodies: 9, followers: 3, status: 'beingAnswered', changedSeq: 9 } })
  expect(whatIsNew(page(), later)).toBeNull()
  expect(stampOf(page())).toBe(stampOf(later))
})

test('an answer that came, changed, or was taken back is told apart', () => {
  expect(whatIsNew(page(), page({ answer }))).toBe('answer')
  expect(whatIsNew(page({ answer }), page({ answer: { ...answer, textRev: 2, status: 'corrected' } }))).toBe(
    'changed',
  )
  expect(whatIsNew(page({ answer }), page({ answer: { ...answer, status: 'toRecheck' } }))).toBe('changed')
  expect(whatIsNew(page({ answer }), page())).toBe('withdrawn')
})

test('a message and an edit are told apart, and both are news', () => {
  expect(whatIsNew(page(), page({ messages: [message] }))).toBe('message')
  expect(whatIsNew(page(), page({ question: { textRev: 2 } }))).toBe('question')
  expect(whatIsNew(page(), page({ question: { title: null } }))).toBe('question')
})

test('the order in which messages are listed does not matter', () => {
  const other = { id: 'm2', textRev: 1 }
  expect(stampOf(page({ messages: [message, other] }))).toBe(stampOf(page({ messages: [other, message] })))
})
