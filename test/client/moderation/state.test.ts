/** A moderator's moves and what can be taken back, the inbox that stands still, the topics' figures, what is needed. */
import { expect, test } from 'vitest'
import { inboxRows, openAfter, openNeighbour, settled } from '../../../client/state/moderation/inbox.ts'
import { createMoves, type Move, UNDO_MS } from '../../../client/state/moderation/moves.ts'
import { type NeedFacts, needsNow } from '../../../client/state/moderation/needs.ts'
import { themeFigures, wholeDay } from '../../../client/state/moderation/themes.ts'
import { dayFigures, topicFigures } from '../../../client/state/moderation/topics.ts'
import type { Answer } from '../../../client/sync/command-types.ts'
import type { View } from '../../../server/domain/views.ts'

const NOW = Date.UTC(2026, 10, 19, 10, 0)
const MINUTE_MS = 60_000

function moves(answer: Answer = { ok: true, seq: 1, at: NOW, result: {} }) {
  const given: string[] = []
  const waiting = new Map<() => void, number>()
  let leave = () => {}
  const made = createMoves({
    timers: {
      after: (ms, run) => {
        waiting.set(run, ms)
        return () => waiting.delete(run)
      },
    },
    call: async (type, payload) => {
      given.push(`${type} ${JSON.stringify(payload)}`)
      return answer
    },
    onLeaving: (listener) => {
      leave = listener
      return () => {}
    },
  })
  const pass = () => {
    for (const run of [...waiting.keys()]) {
      waiting.delete(run)
      run()
    }
  }
  return { made, given, pass, leave: () => leave(), waits: () => [...waiting.values()] }
}

const refusal: Move = { kind: 'refuse', reason: 'private_case', text: 'Perché no.' }

test('what can’t be undone is held back for eight seconds, and then given', () => {
  const { made, given, pass, waits } = moves()
  made.give('q1', refusal)
  expect(made.notes.value.get('q1')?.state).toBe('held')
  expect(waits()).toEqual([UNDO_MS])
  expect(given).toEqual([])
  pass()
  expect(given).toEqual(['question:refuse {"questionId":"q1","reason":"private_case","text":"Perché no."}'])
  expect(made.notes.value.get('q1')?.state).toBe('done')
})

test('taken back in time it was never given', () => {
  const { made, given, pass } = moves()
  made.give('q1', refusal)
  made.undo('q1')
  pass()
  expect([given, made.notes.value.size]).toEqual([[], 0])
})

test('leaving the page gives what is held back, once', () => {
  const { made, given, pass, leave } = moves()
  made.give('q1', refusal)
  made.give('q2', { kind: 'carry', sessionId: 's2', at: NOW })
  leave()
  expect(given).toHaveLength(2)
  pass()
  leave()
  expect(given).toHaveLength(2)
})

test('admitting is given at once, and after its time isn’t taken back', () => {
  const { made, given, pass } = moves()
  made.give('q1', { kind: 'admit' })
  expect(given).toEqual(['question:admit {"questionId":"q1"}'])
  expect(made.notes.value.get('q1')?.state).toBe('given')
  pass()
  expect([made.notes.value.get('q1')?.state, made.last.value]).toEqual(['past', undefined])
  made.undo('q1')
  expect(given).toHaveLength(1)
})

test('a note keeps its place after its time, until the reader moves on', () => {
  const { made, pass } = moves()
  made.give('q1', { kind: 'admit' })
  pass()
  made.give('q2', { kind: 'admit' })
  expect([...made.notes.value.keys()]).toEqual(['q1', 'q2'])
  made.clearPast()
  expect([...made.notes.value.keys()]).toEqual(['q2'])
})

test('what has its opposite is given at once, and taken back by it', () => {
  const { made, given } = moves()
  made.give('q1', { kind: 'join', itemId: 'i1' })
  made.undo('q1')
  made.give('q2', { kind: 'mute', actorId: 'anna', minutes: 30 })
  made.undo('q2')
  made.give('q3', { kind: 'admit' })
  made.undo('q3')
  expect(given).toEqual([
    'item:join {"itemId":"i1","questionId":"q1"}',
    'item:unjoin {"questionId":"q1"}',
    'participant:mute {"actorId":"anna","minutes":30}',
    'participant:unmute {"actorId":"anna"}',
    'question:admit {"questionId":"q3"}',
    'question:unadmit {"questionId":"q3"}',
  ])
})

test('a refused move says so in its place', async () => {
  const { made, pass } = moves({ ok: false, code: 'question/not-allowed-now' })
  made.give('q1', { kind: 'admit' })
  await expect.poll(() => made.notes.value.get('q1')?.failure).toBe('question/not-allowed-now')
  expect(made.last.value?.state).toBe('failed')
  pass()
  expect(made.notes.value.size).toBe(0)
})

const states = (shown: string[], received: string[], moved: string[] = []) =>
  inboxRows(shown, received, new Set(moved)).map(({ id, state }) => `${id} ${state}`)

test('new questions come at the end, own moves keep their place, another’s leave a line', () => {
  expect(states([], ['a', 'b'])).toEqual(['a open', 'b open'])
  expect(states(['a', 'b', 'c'], ['c', 'd'], ['a'])).toEqual(['a moved', 'b gone', 'c open', 'd open'])
  expect(settled(inboxRows(['a', 'b'], ['b', 'c'], new Set()))).toEqual(['b', 'c'])
})

test('after a move the next open one has its turn, at the end the one before', () => {
  const rows = inboxRows(['a', 'b', 'c', 'd'], ['a', 'c', 'd'], new Set())
  expect(openAfter(rows, 'a')).toBe('c')
  expect(openAfter(rows, 'd')).toBe('c')
  expect(openAfter(rows, undefined)).toBe('a')
  expect(openAfter(inboxRows([], ['a'], new Set()), 'a')).toBeUndefined()
  expect(openNeighbour(rows, 'a', 1)).toBe('c')
  expect(openNeighbour(rows, 'a', -1)).toBe('a')
  expect(openNeighbour(rows, undefined, -1)).toBe('d')
})

const question = (id: string, more: Partial<View<'question'>> = {}) =>
  ({
    id,
    number: `FD2-${id}`,
    topicId: 'T',
    status: 'published',
    askedAt: NOW,
    statusAt: NOW,
    ...more,
  }) as View<'question'>
const item = (leadId: string, more: Partial<View<'workItem'>> = {}) =>
  ({
    id: `i-${leadId}`,
    leadId,
    leadNumber: `FD2-${leadId}`,
    topicId: 'T',
    status: 'queued',
    queuedAt: NOW,
    holder: null,
    deadline: null,
    ...more,
  }) as View<'workItem'>

const ago = (minutes: number) => NOW - minutes * MINUTE_MS

const figures = (questions: View<'question'>[], items: View<'workItem'>[] = []) =>
  topicFigures({ topicIds: ['T'], questions, items, now: NOW })[0]

test('a topic counts what waits, since when, who holds something, and the last hour', () => {
  const items = [
    item('a', { queuedAt: ago(20) }),
    item('b', { queuedAt: ago(72) }),
    item('c', { status: 'claimed', holder: 'conti' }),
    item('d', { status: 'claimed', holder: 'conti' }),
    item('e', { topicId: 'other', queuedAt: ago(500) }),
  ]
  const questions = [
    question('a', { askedAt: ago(20) }),
    question('b', { askedAt: ago(72) }),
    question('c', { askedAt: ago(90), status: 'answered', statusAt: ago(59) }),
    question('d', { askedAt: ago(10), status: 'joined' }),
  ]
  expect(figures(questions, items)).toEqual({
    topicId: 'T',
    inQueue: 2,
    oldestAt: ago(72),
    holders: ['conti'],
    arrived: 1,
    answered: 1,
    isOverwhelmed: false,
  })
})

test('a topic is overwhelmed when for half an hour twice as many come as are answered', () => {
  const every = (minutes: number[], more: Partial<View<'question'>> = {}) =>
    minutes.map((minute) => question(`${minute}`, { askedAt: ago(minute), ...more }))
  const long = every([85, 75, 60, 45, 35, 20, 5])
  expect(figures(long)?.isOverwhelmed).toBe(true)
  expect(figures(every([25, 20, 15, 10, 5]))?.isOverwhelmed).toBe(false)
  const answered = [40, 30, 20, 10].map((minute) =>
    question(`done-${minute}`, { askedAt: ago(200), status: 'answered', statusAt: ago(minute) }),
  )
  expect(figures([...long, ...answered])?.isOverwhelmed).toBe(false)
})

test('the day’s figures: with and without an outcome, and the wait in the middle', () => {
  const waited = (minutes: number) =>
    question(`w${minutes}`, { status: 'answered', askedAt: ago(minutes), statusAt: NOW })
  expect(dayFigures([waited(5), waited(38), waited(200)], { asked: 10, open: 4 })).toEqual({
    withoutOutcome: 4,
    withOutcome: 6,
    medianWaitMs: 38 * MINUTE_MS,
  })
  expect(dayFigures([], { asked: 0, open: 0 }).medianWaitMs).toBeNull()
})

const facts = (more: Partial<NeedFacts> = {}): NeedFacts => ({
  session: { phase: 'live', held: false, closesAt: NOW + 60 * MINUTE_MS } as View<'session'>,
  received: [],
  items: [],
  topics: [],
  open: 3,
  now: NOW,
  since: () => undefined,
  ...more,
})
const kinds = (more: Partial<NeedFacts>) => needsNow(facts(more)).map(({ kind }) => kind)

test('a calm day needs nothing', () => {
  expect(kinds({ received: [question('a', { askedAt: ago(9) })], items: [item('a')] })).toEqual([])
})

test('each thing that is needed is found, with what it is about', () => {
  expect(
    kinds({ session: { phase: 'live', held: true, closesAt: NOW + 5 * MINUTE_MS } as View<'session'> }),
  ).toEqual(['held', 'closing'])
  expect(needsNow(facts({ received: [question('a', { askedAt: ago(14) })] }))).toEqual([
    { kind: 'inbox', questionId: 'a', number: 'FD2-a', waitMs: 14 * MINUTE_MS },
  ])
  const items = [
    item('far', { deadline: '2026-12-10' }),
    item('near', { deadline: '2026-11-20' }),
    item('taken', { deadline: '2026-11-20', status: 'claimed' }),
  ]
  expect(needsNow(facts({ items }))).toEqual([
    { kind: 'deadline', leadId: 'near', number: 'FD2-near', day: '2026-11-20' },
  ])
  const waiting = [item('a', { status: 'waiting' }), item('b', { status: 'waiting' })]
  const since = (leadId: string) => ago(leadId === 'a' ? 200 : 170)
  expect(needsNow(facts({ items: waiting, since }))).toEqual([{ kind: 'details', leadId: 'a', count: 1 }])
  const session = { phase: 'answersOnly', held: false, closesAt: ago(1) } as View<'session'>
  expect(kinds({ session, open: 0 })).toEqual(['canClose'])
})

test('at most five things are asked for, the most pressing first', () => {
  const items = Array.from({ length: 9 }, (_, place) => item(`${place}`, { deadline: '2026-11-19' }))
  const needs = kinds({ items, received: [question('old', { askedAt: ago(30) })] })
  expect(needs).toEqual(['inbox', 'deadline', 'deadline', 'deadline', 'deadline'])
})

test('a theme’s figures add up, its wait is the middle one, and it starves while more comes than is answered', () => {
  const row = (id: string, themeId: string, askedMin: number, answeredMin?: number) =>
    ({
      id,
      themeId,
      topicId: themeId,
      status: answeredMin === undefined ? 'published' : 'answered',
      askedAt: NOW - askedMin * MINUTE_MS,
      statusAt: NOW - (answeredMin ?? askedMin) * MINUTE_MS,
    }) as unknown as View<'question'>
  const questions = [
    ...[5, 10, 20, 35, 45, 55, 75, 85].map((ago) => row(`busy ${ago}`, 'T1', ago)),
    row('quick', 'T2', 50, 48),
    row('slow', 'T2', 100, 40),
    row('middle', 'T2', 60, 48),
  ]
  const counts = { T1: { asked: 9, answered: 0, open: 8 }, T2: { asked: 3, answered: 3, open: 0 } }
  const countsOf = (themeId: string) => counts[themeId as 'T1' | 'T2']
  const themes = themeFigures({ themeIds: ['T1', 'T2'], countsOf, questions, now: NOW })
  expect(themes).toEqual([
    {
      themeId: 'T1',
      asked: 9,
      answered: 0,
      otherwise: 1,
      waiting: 8,
      medianWaitMs: null,
      isStarving: true,
    },
    {
      themeId: 'T2',
      asked: 3,
      answered: 3,
      otherwise: 0,
      waiting: 0,
      medianWaitMs: 12 * MINUTE_MS,
      isStarving: false,
    },
  ])
  expect(wholeDay(themes, questions)).toEqual({
    asked: 12,
    answered: 3,
    otherwise: 1,
    waiting: 8,
    medianWaitMs: 12 * MINUTE_MS,
  })
})
