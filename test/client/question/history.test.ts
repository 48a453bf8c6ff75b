/** What has happened to a question, in plain words and in its order. */
import { beforeAll, expect, test } from 'vitest'
import { historyOf } from '../../../client/components/question/history.ts'
import type { StatusFacts } from '../../../client/components/question/status-facts.ts'
import { setLanguage } from '../../../client/text/text.ts'

beforeAll(() => setLanguage('it'))

type Given = Parameters<typeof historyOf>[0]
const page = (messages: object[], answer: object | null = null, mine = true): Given =>
  ({ question: { askedAt: 10, ...(mine ? { mine } : {}) }, messages, answer }) as unknown as Given
const facts = (question: object): StatusFacts =>
  ({ now: 100, question: { step: 'queued', ...question } }) as unknown as StatusFacts
const said = (given: Given, then: StatusFacts) =>
  historyOf(given, then).map(({ at, what }) => `${at} ${what}`)

test('from the question to its correction', () => {
  const messages = [
    { kind: 'attachment', at: 12, mine: true },
    { kind: 'infoReply', at: 40, mine: true },
    { kind: 'infoRequest', at: 30, mine: false },
  ]
  const answer = { publishedAt: 60, correctedAt: 80 }
  expect(said(page(messages, answer), facts({ status: 'answered', statusAt: 60 }))).toEqual([
    '10 Hai inviato il quesito',
    '12 Hai aggiunto un allegato',
    '30 L’esperto ti ha chiesto una precisazione',
    '40 Hai risposto all’esperto',
    '60 È uscita la risposta',
    '80 La risposta è stata corretta',
  ])
})

test('where it stands ends it, but for what was so from the first moment', () => {
  expect(said(page([]), facts({ status: 'published', statusAt: 10 }))).toEqual(['10 Hai inviato il quesito'])
  expect(said(page([]), facts({ status: 'published', statusAt: 20 }))[1]).toBe(
    '20 Il quesito è in coda, gli altri lo leggono',
  )
  expect(
    said(page([]), facts({ status: 'joined', statusAt: 20, answerId: null, joinedToNumber: 'FD2-118' }))[1],
  ).toMatch(/^20 .*118/)
})

test('a colleague reads who did what, and nothing of what was taken away', () => {
  const messages = [
    { kind: 'detail', at: 12, mine: false },
    { kind: 'attachmentGone', at: 13, mine: false },
  ]
  expect(said(page(messages, null, false), facts({ status: 'published', statusAt: 10 }))).toEqual([
    '10 Il tuo ente ha inviato il quesito',
    '12 Un collega ha aggiunto un dettaglio',
  ])
})
