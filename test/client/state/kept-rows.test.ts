/** A participant's rows on the device: put back, kept while they change, and never shown to somebody else. */
import { expect, test } from 'vitest'
import type { NetStatus } from '../../../client/net.ts'
import { keepRows, newestOf } from '../../../client/state/kept-rows.ts'
import type { Kept, KeptStorage } from '../../../client/sync/kept-storage.ts'
import { ViewStore } from '../../../client/sync/view-store.ts'
import type { View } from '../../../server/domain/views.ts'
import { handTime } from '../sync/by-hand.ts'

const view = (id: string, given: Partial<View<'question'>> = {}): View<'question'> =>
  ({ entity: 'question', id, changedSeq: 1, statusAt: 1, answerId: null, ...given }) as View<'question'>
const answer = (id: string): View => ({ entity: 'answer', id, changedSeq: 1 }) as View

const snapshot = (seq: number, views: View[]) => ({
  seq,
  hash: String(seq).padStart(8, '0'),
  now: 0,
  part: 1,
  parts: 1,
  views,
})

function device(): KeptStorage & { records: Map<string, Kept> } {
  const records = new Map<string, Kept>()
  return {
    records,
    read: async (name) => records.get(name),
    write: async (name, kept) => void records.set(name, structuredClone(kept)),
    belongsTo: () => {},
  }
}

const statusOf = (given: Partial<NetStatus>) => () =>
  ({ actorId: 'anna', bodyId: 'b1', asOf: 5_000, ...given }) as NetStatus

function keeping(kept: KeptStorage, given: Partial<NetStatus> = {}) {
  const store = new ViewStore()
  const time = handTime()
  const rows = keepRows({ sessionId: 's1', store, kept, timers: time, status: statusOf(given) })
  return { store, time, rows, ids: () => [...store.rows('question').keys()] }
}

test('what was there is there again, with its time, until the server says what is', async () => {
  const kept = device()
  const before = keeping(kept)
  before.store.applySnapshotPart(snapshot(1, [view('q1'), view('q2')]))
  expect(kept.records.size).toBe(0)
  before.time.advance(3_000)
  expect(kept.records.get('session s1')?.at).toBe(5_000)

  const after = keeping(kept, { actorId: undefined as never, asOf: null })
  await Promise.resolve()
  await Promise.resolve()
  expect(after.ids()).toEqual(['q1', 'q2'])
  expect(after.rows.keptAt.value).toBe(5_000)
  expect(after.store.cursor).toBeUndefined()
  after.store.applySnapshotPart(snapshot(2, [view('q3')]))
  expect(after.ids()).toEqual(['q3'])
  expect(after.rows.keptAt.value).toBeNull()
})

test('somebody else at the line is shown nothing of it', async () => {
  const kept = device()
  const before = keeping(kept)
  before.store.applySnapshotPart(snapshot(1, [view('q1')]))
  before.rows.save()
  const after = keeping(kept, { actorId: 'berta' })
  await Promise.resolve()
  await Promise.resolve()
  expect(after.ids()).toEqual([])
  expect(after.rows.keptAt.value).toBeNull()
})

test('half a snapshot, and rows of nobody knows whom, are not kept', () => {
  const kept = device()
  const half = keeping(kept)
  half.store.applySnapshotPart({ ...snapshot(1, [view('q1')]), parts: 2 })
  half.rows.save()
  const unknown = keeping(kept, { actorId: undefined as never })
  unknown.store.applySnapshotPart(snapshot(1, [view('q1')]))
  unknown.rows.save()
  expect(kept.records.size).toBe(0)
})

test('of a large day the newest and one’s own are kept, each with its answer', () => {
  const store = new ViewStore()
  const many = Array.from({ length: 1_000 }, (_, at) => view(`q${at}`, { statusAt: at, answerId: `a${at}` }))
  const own = view('own', { statusAt: 0, mine: true })
  store.applySnapshotPart(snapshot(1, [...many, own, ...many.map((_, at) => answer(`a${at}`))]))
  const views = newestOf(store)
  const ids = views.map(({ id }) => id)
  expect(views.filter(({ entity }) => entity === 'question')).toHaveLength(400)
  expect(ids).toEqual(expect.arrayContaining(['own', 'q999', 'a999']))
  expect(ids).not.toContain('q1')
  expect(ids).not.toContain('a1')
})
