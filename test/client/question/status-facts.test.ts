/** Where a question stands, in the words of its asker: every status and step, by table. */
import { beforeAll, describe, expect, test } from 'vitest'
import {
  isAsked,
  questionNumber,
  type StatusFacts,
  shownStatus,
  statusSentence,
} from '../../../client/components/question/status-facts.ts'
import type { QuestionView } from '../../../client/state/session.ts'
import { setLanguage } from '../../../client/text/text.ts'
import { statusLabel } from '../../../client/ui/status-chip.tsx'
import { QUESTION_STATUSES, WORK_ITEM_STATUSES } from '../../../server/domain/machines.ts'
import { instantInRome } from '../../../server/domain/session.ts'
import type { View } from '../../../server/domain/views.ts'

const at = (time: string, day = '2026-11-19') => instantInRome(day, time)

const session = { code: 'FD2', phase: 'live', liveAt: at('9:30'), closesAt: at('16:30') } as View<'session'>
const question = (row: Partial<QuestionView>): QuestionView =>
  ({
    entity: 'question',
    id: 'q1',
    changedSeq: 1,
    number: 'FD2-180',
    status: 'published',
    step: 'queued',
    askedAt: at('15:31'),
    statusAt: at('15:31'),
    parkedUntil: null,
    answerId: null,
    joinedTo: null,
    joinedToNumber: null,
    mine: true,
    ...row,
  }) as QuestionView
const answer = (status: View<'answer'>['status'], correctedAt: number | null = null) =>
  ({ status, correctedAt }) as View<'answer'>

const facts = (row: Partial<QuestionView>, more: Partial<StatusFacts> = {}): StatusFacts => ({
  question: question(row),
  session,
  now: at('15:40'),
  ...more,
})
const told = (row: Partial<QuestionView>, more: Partial<StatusFacts> = {}) => {
  const given = facts(row, more)
  return [statusLabel(shownStatus(given)), statusSentence(given)]
}

beforeAll(() => setLanguage('it'))

describe('chip and sentence', () => {
  const joined = { status: 'joined', joinedTo: 'q0', joinedToNumber: 'FD2-118' } as const
  const cases: [string, Partial<QuestionView>, Partial<StatusFacts>, string, string][] = [
    [
      'received',
      { status: 'received', step: 'new' },
      {},
      'Ricevuto',
      'Il moderatore lo legge entro 30 minuti.',
    ],
    [
      'queued',
      {},
      { place: 6 },
      'In coda: 6º posto',
      'Inviato alle 15:31. Avrai risposta oggi; se no, entro il 3 dicembre.',
    ],
    [
      'queued, no place, the day over',
      {},
      { session: { ...session, phase: 'answersOnly' } },
      'In coda',
      'Inviato alle 15:31. Avrai risposta entro il 3 dicembre.',
    ],
    [
      'queued before the day',
      { askedAt: at('18:05', '2026-11-17') },
      { session: { ...session, phase: 'collecting' }, now: at('8:00', '2026-11-18') },
      'In coda',
      'Inviato il 17 novembre alle 18:05. Avrai risposta il 19 novembre; se no, entro il 3 dicembre.',
    ],
    [
      'claimed',
      { status: 'beingAnswered', step: 'claimed', statusAt: at('15:21') },
      {},
      'Un esperto sta scrivendo',
      'Preso in carico alle 15:21. Di solito bastano 30 minuti.',
    ],
    [
      'in review',
      { status: 'beingAnswered', step: 'inReview' },
      {},
      'In verifica',
      'Un secondo esperto rilegge la risposta.',
    ],
    [
      'waiting for this asker',
      { status: 'beingAnswered', step: 'waiting' },
      { isAsked: true },
      'Serve una tua precisazione',
      'Rispondi qui: tieni il tuo posto in coda.',
    ],
    [
      'answered',
      { status: 'answered', step: 'done', answerId: 'a1' },
      { answer: answer('published') },
      'Risposta pubblicata',
      'Leggila e dicci se ti è servita.',
    ],
    [
      'corrected',
      { status: 'answered', step: 'done', answerId: 'a1' },
      { answer: answer('corrected', at('12:05')) },
      'Risposta corretta',
      'È cambiata alle 12:05: leggi che cosa.',
    ],
    [
      'followed up',
      { status: 'answered', step: 'queued', answerId: 'a1' },
      { answer: answer('published') },
      'Risposta pubblicata',
      'Il tuo seguito è arrivato agli esperti.',
    ],
    ['joined', joined, {}, 'Unito al n. 118', 'La risposta varrà anche per te. Non è così?'],
    [
      'joined, and answered with its lead',
      { ...joined, step: 'done', answerId: 'a1' },
      { answer: answer('published') },
      'Risposta pubblicata',
      'Abbiamo unito il tuo quesito al n. 118: la risposta vale anche per il tuo caso. Non è così?',
    ],
    [
      'joined, and the expert asks this asker',
      { ...joined, step: 'waiting' },
      { isAsked: true },
      'Serve una tua precisazione',
      'Rispondi qui: tieni il tuo posto in coda.',
    ],
    [
      'parked',
      { step: 'parked', parkedUntil: at('9:00', '2026-11-24') },
      {},
      'Rimandato al 24 novembre',
      'Serve più tempo: ti avvisiamo appena riprende.',
    ],
    [
      'not accepted',
      { status: 'notAccepted', step: 'done' },
      {},
      'Non accolto',
      'Ti diciamo a chi chiedere.',
    ],
    [
      'carried',
      { status: 'carried', step: 'done' },
      { carriedAt: at('9:30', '2026-11-24') },
      'Portato al 24 novembre',
      'Gli esperti lo trovano in coda quella mattina.',
    ],
    [
      'withdrawn',
      { status: 'withdrawn', step: 'done', statusAt: at('15:40') },
      {},
      'Ritirato',
      'L’hai ritirato alle 15:40.',
    ],
  ]
  test.each(cases)('%s', (_name, row, more, chip, sentence) => {
    expect(told(row, more)).toEqual([chip, sentence])
  })
})

test('whoever is not asked reads that somebody else is', () => {
  expect(told({ mine: true, status: 'beingAnswered', step: 'waiting' })[0]).toBe('Attende una precisazione')
  const { mine: _mine, ...other } = question({ status: 'beingAnswered', step: 'waiting' })
  expect(shownStatus({ ...facts({}), question: other, isAsked: true }).kind).toBe('waitingOthers')
})

test('every status with every step has a chip and a sentence, with and without what may be unknown', () => {
  for (const status of QUESTION_STATUSES) {
    for (const step of WORK_ITEM_STATUSES) {
      for (const more of [
        {},
        { session: undefined },
        { place: 3, isAsked: true, answer: answer('published') },
      ]) {
        for (const words of told({ status, step, answerId: 'a1' }, more)) {
          expect(words, `${status} ${step}`).toMatch(/^\S.+/)
          expect(words, `${status} ${step}`).not.toMatch(/undefined|NaN|Invalid/)
        }
      }
    }
  }
})

test('an expert who has been answered no longer asks', () => {
  expect(isAsked([])).toBe(false)
  expect(isAsked([{ kind: 'infoRequest' }])).toBe(true)
  expect(isAsked([{ kind: 'infoRequest' }, { kind: 'detail' }])).toBe(true)
  expect(isAsked([{ kind: 'infoRequest' }, { kind: 'infoReply' }])).toBe(false)
})

test('a number is short in its own session, whole elsewhere', () => {
  expect(questionNumber('FD2-180', 'FD2')).toBe('180')
  expect(questionNumber('FD2-180')).toBe('180')
  expect(questionNumber('FD1-12', 'FD2')).toBe('FD1-12')
  expect(questionNumber('2026-11-19-7', '2026-11-19')).toBe('7')
})
