/** What a wall shows is a function of rows and time: calm, the newest answer first, the same on every screen. */
import { expect, test } from 'vitest'
import { sceneAt } from '../../../client/state/wall/scene.ts'
import {
  createHeldQuestions,
  DWELL_MS,
  openQuestions,
  sizeOf,
  stageAt,
  stepsBelow,
} from '../../../client/state/wall/stage.ts'
import type { View } from '../../../server/domain/views.ts'

type Question = View<'question'>
type Answer = View<'answer'>

const START = Date.UTC(2026, 10, 19, 10, 0)

const question = (id: string, more: Partial<Question> = {}): Question =>
  ({
    entity: 'question',
    id,
    changedSeq: 1,
    title: `Quesito ${id}`,
    status: 'published',
    askedAt: START,
    joinedTo: null,
    answerId: null,
    bodies: 1,
    persons: 1,
    ...more,
  }) as Question

const answer = (id: string, publishedAt: number, more: Partial<Answer> = {}): Answer =>
  ({
    entity: 'answer',
    id,
    changedSeq: 1,
    status: 'published',
    inBrief: `Risposta ${id}`,
    publishedAt,
    correctedAt: null,
    ...more,
  }) as Answer

const answeredBy = (id: string) => question(`q${id}`, { status: 'answered', answerId: id })

const shownAt = (questions: Question[], answers: Answer[], now: number): string => {
  const stage = stageAt(questions, answers, now)
  if (stage.kind === 'list') return `list ${stage.questions.map(({ id }) => id).join(' ')}`
  return stage.kind === 'answer' ? stage.answer.id : 'none'
}

test('with nothing there it says so, then it lists, then it shows the newest answer', () => {
  expect(shownAt([], [], START)).toBe('none')
  expect(shownAt([question('a')], [], START)).toBe('list a')
  const questions = [question('a'), answeredBy('one'), answeredBy('two')]
  const answers = [answer('two', START + 60_000), answer('one', START)]
  expect(shownAt(questions, answers, START - 1)).toBe('list a')
  expect(shownAt(questions, answers, START)).toBe('one')
  expect(shownAt(questions, answers, START + 60_000)).toBe('two')
})

test('answers that come together wait for one another, 20 seconds each, whenever one looks', () => {
  const ids = ['a', 'b', 'c']
  const answers = ids.map((id, place) => answer(id, START + place * 1_000))
  const questions = ids.map(answeredBy)
  const seen = Array.from({ length: 70 }, (_, second) => shownAt(questions, answers, START + second * 1_000))
  expect([...new Set(seen)]).toEqual(['a', 'b', 'c'])
  expect(seen.filter((id) => id === 'a')).toHaveLength(20)
  expect(seen.filter((id) => id === 'b')).toHaveLength(20)
})

test('after a burst the hall is never two minutes behind', () => {
  const ids = Array.from({ length: 30 }, (_, place) => `a${String(place).padStart(2, '0')}`)
  const answers = ids.map((id) => answer(id, START))
  const late = answer('late', START + 200_000)
  const questions = [...ids, 'late'].map(answeredBy)
  expect(shownAt(questions, [...answers, late], START + 200_000)).toBe('late')
})

test('withdrawn, superseded or without its words an answer is not shown', () => {
  const questions = ['old', 'empty'].map(answeredBy)
  const answers = [answer('old', START, { status: 'superseded' }), answer('empty', START, { inBrief: null })]
  expect(shownAt(questions, answers, START + 1)).toBe('none')
})

test('a correction brings its answer back', () => {
  const questions = ['a', 'b'].map(answeredBy)
  const answers = [answer('a', START, { correctedAt: START + 90_000 }), answer('b', START + 30_000)]
  expect(shownAt(questions, answers, START + 60_000)).toBe('b')
  expect(shownAt(questions, answers, START + 90_000)).toBe('a')
})

test('the question of an answer is the one that others were joined to', () => {
  const joined = question('joined', { status: 'joined', answerId: 'a', joinedTo: 'qa' })
  const stage = stageAt([joined, answeredBy('a')], [answer('a', START)], START)
  expect(stage.kind === 'answer' && stage.question.id).toBe('qa')
})

test('what is open goes by bodies, then persons, then age; refused, answered and withdrawn don’t count', () => {
  const questions = [
    question('few', { bodies: 2 }),
    question('many', { bodies: 9 }),
    question('older', { bodies: 2, askedAt: START - 1 }),
    question('taken', { bodies: 5, status: 'beingAnswered' }),
    question('gone', { bodies: 50, status: 'withdrawn', title: null }),
    question('done', { bodies: 50, status: 'answered' }),
  ]
  expect(openQuestions(questions).map(({ id }) => id)).toEqual(['many', 'taken', 'older', 'few'])
})

test('the list stands still while votes come in; a free place is filled at once', () => {
  const hold = createHeldQuestions()
  const bodies = (a: number, b: number, c: number, d: number) => [
    question('a', { bodies: a }),
    question('b', { bodies: b }),
    question('c', { bodies: c }),
    question('d', { bodies: d }),
  ]
  const ids = (questions: Question[], at: number) => hold(questions, START + at).map(({ id }) => id)
  expect(ids(bodies(4, 3, 2, 1), 0)).toEqual(['a', 'b', 'c'])
  expect(ids(bodies(4, 3, 2, 99), DWELL_MS - 1)).toEqual(['a', 'b', 'c'])
  expect(ids(bodies(4, 3, 2, 99), DWELL_MS)).toEqual(['d', 'a', 'b'])
  const answeredA = [question('a', { status: 'answered' }), ...bodies(0, 3, 2, 99).slice(1)]
  expect(ids(answeredA, DWELL_MS + 1)).toEqual(['d', 'b', 'c'])
})

test('counts of a held question are the newest', () => {
  const hold = createHeldQuestions()
  hold([question('a', { bodies: 1 })], START)
  expect(hold([question('a', { bodies: 7 })], START + 1)[0]?.bodies).toBe(7)
  expect(hold([question('a'), question('b')], START + 2).map(({ id }) => id)).toEqual(['a', 'b'])
})

test.each([
  [80, null],
  [81, '140'],
  [141, '220'],
  [300, '300'],
  [301, 'least'],
] as const)('%i characters are shown at %s', (length, size) => {
  expect(sizeOf(length)).toBe(size)
})

test('a smaller screen takes as many steps down as there are, and no more', () => {
  expect(sizeOf(60, stepsBelow(60))).toBe('least')
  expect(sizeOf(60, 1)).toBe('140')
  expect(stepsBelow(400)).toBe(0)
})

const session = (more: Partial<View<'session'>>): View<'session'> =>
  ({
    phase: 'live',
    paused: false,
    liveAt: START,
    closesAt: START + 7 * 3_600_000,
    breakFrom: START + 3_600_000,
    breakTo: START + 7_200_000,
    ...more,
  }) as View<'session'>

test('each phase has its picture; a break by hand doesn’t know its end', () => {
  expect(sceneAt(session({ phase: 'collecting' }), START - 1)).toEqual({ kind: 'join', startsAt: START })
  expect(sceneAt(session({}), START)).toEqual({
    kind: 'now',
    asking: { isOpen: true, until: START + 7 * 3_600_000 },
  })
  expect(sceneAt(session({}), START + 3_600_000)).toEqual({
    kind: 'break',
    isPlanned: true,
    resumesAt: START + 7_200_000,
  })
  expect(sceneAt(session({}), START + 7_200_000).kind).toBe('now')
  expect(sceneAt(session({ paused: true }), START)).toEqual({
    kind: 'break',
    isPlanned: false,
    resumesAt: null,
  })
  expect(sceneAt(session({ phase: 'answersOnly' }), START)).toEqual({
    kind: 'now',
    asking: { isOpen: false },
  })
  expect(sceneAt(session({ phase: 'archived' }), START)).toEqual({ kind: 'ended' })
})

test('asking ends with its instant, before the phase has followed', () => {
  expect(sceneAt(session({ closesAt: START + 5 }), START + 5)).toEqual({
    kind: 'now',
    asking: { isOpen: false },
  })
})
