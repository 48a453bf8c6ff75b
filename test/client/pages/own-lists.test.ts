/** Own questions, day by day: the newest day and the newest change first. */
import { expect, test } from 'vitest'
import { type OwnQuestion, ownDays } from '../../../client/pages/mine/own-lists.ts'
import type { View } from '../../../server/domain/views.ts'

const question = (id: string, sessionId: string, statusAt: number): OwnQuestion =>
  ({ sessionId, sessionCode: sessionId.toUpperCase(), view: { id, statusAt, askedAt: 1 } }) as OwnQuestion
const session = (id: string, liveAt: number) => ({ id, liveAt, title: id }) as View<'session'>

const ids = (days: ReturnType<typeof ownDays>) =>
  days.map(({ sessionCode, questions }) => [sessionCode, questions.map(({ id }) => id)])

test('days go by their date, questions by their last change', () => {
  const own = [question('a', 'fd1', 10), question('b', 'fd2', 5), question('c', 'fd1', 20)]
  const days = ownDays(own, [session('fd1', 100), session('fd2', 200)])
  expect(ids(days)).toEqual([
    ['FD2', ['b']],
    ['FD1', ['c', 'a']],
  ])
  expect(days[0]?.session?.title).toBe('fd2')
})

test('two changes of the same moment keep one order, whatever order they come in', () => {
  const own = [question('b', 'fd1', 7), question('a', 'fd1', 7)]
  expect(ids(ownDays(own, []))).toEqual(ids(ownDays([...own].reverse(), [])))
})

test('a day that is not in the catalogue is still listed, by its code', () => {
  expect(ids(ownDays([question('a', 'old', 1)], []))).toEqual([['OLD', ['a']]])
  expect(ownDays([question('a', 'old', 1)], [])[0]?.session).toBeUndefined()
})
