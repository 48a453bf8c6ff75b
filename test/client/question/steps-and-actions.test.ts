/** The steps of a question and what its asker can do with it, in every status and step that there is. */
import { beforeAll, expect, test } from 'vitest'
import { stepsOf } from '../../../client/components/question/question-steps.tsx'
import { actionsOf } from '../../../client/pages/question/asker/asker-actions.tsx'
import type { QuestionView } from '../../../client/state/session.ts'
import { setLanguage } from '../../../client/text/text.ts'
import { QUESTION_STATUSES, questionCan, WORK_ITEM_STATUSES } from '../../../server/domain/machines.ts'
import { instantInRome } from '../../../server/domain/session.ts'
import type { View } from '../../../server/domain/views.ts'

const at = (time: string) => instantInRome('2026-11-19', time)
const session = { code: 'FD2', phase: 'live', liveAt: at('9:30'), closesAt: at('16:30') } as View<'session'>

const question = (row: Partial<QuestionView>) =>
  ({
    id: 'q1',
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

const stepsAt = (row: Partial<QuestionView>, isReviewed = true) =>
  stepsOf({ facts: { question: question(row), session, now: at('15:40'), place: 6 }, isReviewed })
const titles = (row: Partial<QuestionView>, isReviewed?: boolean) =>
  stepsAt(row, isReviewed).map(({ state, title }) => `${state} ${title}`)

const everywhere = QUESTION_STATUSES.flatMap((status) =>
  WORK_ITEM_STATUSES.map((step) => ({ status, step, answerId: status === 'answered' ? 'a1' : null })),
)

beforeAll(() => setLanguage('it'))

test('a question on its way is told what was, what is and what comes, with the review where the theme wants one', () => {
  expect(titles({})).toEqual([
    'done Ricevuto alle 15:31',
    'done Ammesso',
    'now In coda: 6º posto',
    'next Un esperto scrive, un secondo verifica',
    'next Risposta: oggi; se no, entro il 3 dicembre',
  ])
  expect(titles({ status: 'received', step: 'new' }, false)).toEqual([
    'done Ricevuto alle 15:31',
    'now Il moderatore lo legge',
    'next In coda',
    'next Un esperto scrive',
    'next Risposta: oggi; se no, entro il 3 dicembre',
  ])
})

test('in every status there is at most one step that is now, in its order, and no two are called alike', () => {
  const order = { done: 0, now: 1, next: 2 }
  for (const row of everywhere) {
    const steps = stepsAt(row)
    const states = steps.map(({ state }) => order[state])
    expect(states, JSON.stringify(row)).toEqual([...states].sort())
    expect(steps.filter(({ state }) => state === 'now').length).toBe(steps.length === 0 ? 0 : 1)
    expect(new Set(steps.map(({ title }) => title)).size).toBe(steps.length)
  }
})

test('where a question went elsewhere there are no steps to promise anything', () => {
  for (const status of ['notAccepted', 'redirected', 'withdrawn', 'carried', 'joined'] as const)
    expect(stepsAt({ status })).toEqual([])
})

test('no action is offered that the machine refuses', () => {
  const moves = { edit: 'edit', withdraw: 'withdraw', detail: 'inform', followUp: 'followUp' } as const
  for (const row of everywhere) {
    for (const action of actionsOf(question(row), false)) {
      if (action !== 'tell')
        expect(questionCan(moves[action], row.status), `${action} ${JSON.stringify(row)}`).toBe(true)
      else expect(row.status).toBe('joined')
    }
  }
})

test('what can be edited needs no detail; what is parked can only be added to or taken back', () => {
  expect(actionsOf(question({ status: 'received', step: 'new' }), false)).toEqual(['edit', 'withdraw'])
  expect(actionsOf(question({ step: 'parked' }), false)).toEqual(['detail', 'withdraw'])
  expect(actionsOf(question({ status: 'beingAnswered', step: 'claimed' }), false)).toEqual(['detail'])
})

test('a reply that is waited for has its own field, and an answer is followed up once its item is done', () => {
  expect(actionsOf(question({ status: 'beingAnswered', step: 'waiting' }), true)).toEqual([])
  const answered = { status: 'answered', answerId: 'a1' } as const
  expect(actionsOf(question({ ...answered, step: 'done' }), false)).toEqual(['followUp'])
  expect(actionsOf(question({ ...answered, step: 'queued' }), false)).toEqual([])
})
