/** The stream as its page shows it: nothing moves, what is new waits, filters and tombstones keep their places. */
import { signal } from '@preact/signals'
import { act, cleanup, renderHook } from '@testing-library/preact'
import { afterEach, expect, test, vi } from 'vitest'
import { type Stream, useStream } from '../../../client/pages/session/use-stream.ts'
import { createClockState } from '../../../client/state/clock.ts'
import { createCommandsState } from '../../../client/state/commands.ts'
import { createSessionState } from '../../../client/state/session.ts'
import { Outbox } from '../../../client/sync/outbox.ts'
import { ServerClock } from '../../../client/sync/server-clock.ts'
import { ViewStore } from '../../../client/sync/view-store.ts'
import type { View } from '../../../server/domain/views.ts'
import { handContext } from '../sync/by-hand.ts'

afterEach(cleanup)

const START = 1_000_000
let seq = 0
const question = (id: string, fields: Partial<View<'question'>> = {}): View => {
  seq += 1
  return {
    entity: 'question',
    id,
    changedSeq: seq,
    status: 'published',
    themeId: 'T1',
    topicId: 'T1.01',
    joinedTo: null,
    answerId: null,
    askedAt: START,
    statusAt: START,
    ...fields,
  } as unknown as View
}
const answered = (id: string, at: number) =>
  question(id, { status: 'answered', statusAt: START + at, askedAt: START })

function opened(views: View[]) {
  const context = handContext()
  const store = new ViewStore()
  const outbox = new Outbox(context)
  const state = createSessionState({
    sessionId: 's1',
    store,
    clock: createClockState(new ServerClock(context.now), context.timers),
    commands: createCommandsState(outbox),
    actorId: signal<string | null>('anna'),
  })
  store.applySnapshotPart({ seq, hash: '00000000', now: 0, part: 1, parts: 1, views })
  const { result } = renderHook(() => useStream(state, 'topic'))
  const frame = (...changes: View[]) =>
    act(() => {
      store.applyFrame({ from: store.position, to: seq, hash: '00000000', now: 0, changes })
    })
  return { stream: () => result.current, frame }
}

const shown = ({ rows }: Stream) => rows.map(({ id, isGone }) => (isGone ? `(${id})` : id))

test('new questions and answers wait; shown, they are at their places and the first of them is given to be focused', () => {
  const { stream, frame } = opened([
    question('a', { askedAt: START + 2 }),
    question('b', { askedAt: START + 1 }),
  ])
  frame(question('c', { askedAt: START + 3 }), answered('b', 9))
  expect(shown(stream())).toEqual(['a', 'b'])
  expect([...stream().waiting].sort()).toEqual(['b', 'c'])
  expect([stream().isWaiting('b'), stream().isWaiting('a')]).toEqual([true, false])
  let first: string | undefined
  act(() => {
    first = stream().showNews()
  })
  expect(first).toBe('b')
  expect(shown(stream())).toEqual(['b', 'c', 'a'])
  expect(stream().waiting).toEqual([])
  expect([stream().isFresh('c'), stream().isFresh('a')]).toEqual([true, false])
})

test('the reader’s own question doesn’t wait; one that is withdrawn leaves its place marked', () => {
  const { stream, frame } = opened([question('a'), question('b')])
  frame(question('own', { mine: true, askedAt: START + 5 }), question('a', { status: 'withdrawn' }))
  expect(shown(stream())).toEqual(['own', '(a)', 'b'])
  expect(stream().countOf('')).toBe(2)
})

test('a topic shows its own and counts them; one that is moved elsewhere stays until the new order is asked for', () => {
  const { stream, frame } = opened([question('a'), question('b', { topicId: 'T1.02' })])
  expect([stream().countOf(''), stream().countOf('T1.01'), stream().countOf('T1.02')]).toEqual([2, 1, 1])
  act(() => stream().select('T1.01'))
  expect(shown(stream())).toEqual(['a'])
  frame(question('a', { topicId: 'T1.02' }), question('c', { topicId: 'T1.02' }))
  expect(shown(stream())).toEqual(['a'])
  expect(stream().waiting).toEqual([])
  act(() => void stream().showNews())
  expect(shown(stream())).toEqual([])
})

test('thirty rows, then thirty more, some with each frame', async () => {
  const { stream } = opened(Array.from({ length: 70 }, (_, place) => question(`q${place}`)))
  expect([stream().rows.length, stream().more]).toEqual([30, 40])
  act(() => stream().showMore())
  expect(stream().more).toBe(10)
  expect(stream().rows.length).toBeLessThan(60)
  await vi.waitFor(() => expect(stream().rows).toHaveLength(60))
  act(() => stream().showMore())
  await vi.waitFor(() => expect(stream().rows).toHaveLength(70))
  expect(stream().more).toBe(0)
})
