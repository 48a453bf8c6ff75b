/** The view store against a model of the log: whatever the line does, it comes to show what a fresh snapshot shows. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Changed, Layer } from '../../../client/sync/layer.ts'
import { ViewStore } from '../../../client/sync/view-store.ts'
import type { Frame, ViewChange } from '../../../server/contract/socket.ts'
import type { View } from '../../../server/domain/views.ts'
import { ModelLog } from './sync-model.ts'
import { type Counts, Run, steps } from './sync-runs.ts'

const shownBy = (store: ViewStore) => new Map(store.rows('question'))

const noCounts = (): Counts => ({ gaps: 0, snapshots: 0, resumed: 0, between: 0, gone: 0 })

function converges(makeStore: () => ViewStore, counts: Counts, run: Parameters<Run['step']>[0][]) {
  const store = makeStore()
  const seen = new Map<string, View>()
  store.onChange((changes) => {
    for (const { id, view } of changes) view ? seen.set(id, view) : seen.delete(id)
  })
  const line = new Run(store, counts)
  for (const step of run) line.step(step)
  line.heal()
  expect(store.cursor).toEqual(line.log.cursorAt(line.log.head))
  expect(store.isComplete).toBe(true)
  expect(shownBy(store)).toEqual(line.log.fresh())
  // Who only listens has been told the same.
  expect(seen).toEqual(line.log.fresh())
}

const view = (id: string, changedSeq: number, title = `at ${changedSeq}`): View<'question'> =>
  ({ entity: 'question', id, changedSeq, title }) as View<'question'>
const gone = (id: string, changedSeq: number): ViewChange => ({
  entity: 'question',
  id,
  changedSeq,
  gone: true,
})
const hashAt = (seq: number) => (seq === 0 ? '' : String(seq).padStart(8, '0'))
const frame = (from: number, to: number, changes: ViewChange[] = []): Frame => ({
  from,
  to,
  hash: hashAt(to),
  now: 0,
  changes,
})
const part = (seq: number, place: number, parts: number, views: View[]) => ({
  seq,
  hash: hashAt(seq),
  now: 0,
  part: place,
  parts,
  views,
})
function storeAt(seq: number, views: View[] = []): ViewStore {
  const store = new ViewStore()
  store.applySnapshotPart(part(seq, 1, 1, views))
  return store
}
const titles = (store: ViewStore) => [...store.rows('question').values()].map((row) => row.title)

describe('against the model', () => {
  test('S1 R4 snapshot and frames over a bad line come to what a fresh snapshot shows', () => {
    const counts = noCounts()
    fc.assert(
      fc.property(steps, (run) => converges(() => new ViewStore(), counts, run)),
      { numRuns: 2_000 },
    )
    // Had nothing of this happened, nothing would have been tried.
    for (const [what, times] of Object.entries(counts)) expect(times, what).toBeGreaterThan(100)
  })

  test('S1 a client that was there and one that enters at the end show the same', () => {
    const log = new ModelLog()
    const early = new ViewStore()
    for (const snapshot of log.snapshot(2)) early.applySnapshotPart(snapshot)
    for (let place = 0; place < 30; place += 1) {
      log.change(`q${place % 7}`, place % 3 !== 0)
      early.applyFrame(log.frame(log.head - 1))
    }
    const late = new ViewStore()
    for (const snapshot of log.snapshot(2)) late.applySnapshotPart(snapshot)
    expect(shownBy(early)).toEqual(shownBy(late))
    expect(early.cursor).toEqual(late.cursor)
  })
})

describe('frames', () => {
  test('R1 a frame that begins beyond the cursor is not taken in, and the cursor stays', () => {
    const store = storeAt(5, [view('q1', 3)])
    expect(store.applyFrame(frame(6, 7, [view('q1', 7)]))).toBe('gap')
    expect(store.cursor?.seq).toBe(5)
    expect(titles(store)).toEqual(['at 3'])
  })

  test('R1 without a cursor nothing but a snapshot can be built on', () => {
    expect(new ViewStore().applyFrame(frame(0, 1, [view('q1', 1)]))).toBe('gap')
  })

  test('R1 while the answer is on its way, what does not fit waits instead of asking again', () => {
    const store = storeAt(5)
    expect(store.applyFrame(frame(6, 7, [view('q1', 7)]))).toBe('gap')
    store.asking()
    expect(store.applyFrame(frame(7, 8, [view('q2', 8)]))).toBe('held')
    store.answered('resumed')
    expect(store.applyFrame(frame(5, 8, [view('q1', 7), view('q2', 8)]))).toBe('applied')
    expect(titles(store)).toEqual(['at 7', 'at 8'])
  })

  test('R1 a frame between the answer and the first part of the snapshot is taken in after that part', () => {
    const store = new ViewStore()
    store.asking()
    store.applyFrame(frame(1, 4, [view('q9', 4)]))
    store.answered('snapshot')
    expect(store.applyFrame(frame(5, 6, [view('q1', 6)]))).toBe('held')
    store.applySnapshotPart(part(5, 1, 1, [view('q1', 2), view('q2', 1)]))
    expect(titles(store)).toEqual(['at 6', 'at 1'])
    expect(store.cursor?.seq).toBe(6)
  })

  test('R2 a frame that ends at or before the cursor is ignored', () => {
    const store = storeAt(5, [view('q1', 3)])
    expect(store.applyFrame(frame(2, 4, [view('q1', 4)]))).toBe('ignored')
    expect(store.applyFrame(frame(5, 5))).toBe('ignored')
    expect(titles(store)).toEqual(['at 3'])
  })

  test('R2 of an overlapping frame only what is newer is taken in', () => {
    const store = storeAt(5, [view('q1', 5), view('q2', 2)])
    expect(store.applyFrame(frame(3, 7, [view('q1', 4), view('q2', 7)]))).toBe('applied')
    expect(titles(store)).toEqual(['at 5', 'at 7'])
    expect(store.cursor?.seq).toBe(7)
  })

  test('R2 an older view does not bring back what is gone', () => {
    const store = storeAt(5, [view('q1', 5)])
    store.applyFrame(frame(5, 8, [gone('q1', 8)]))
    store.applyFrame(frame(4, 9, [view('q1', 6)]))
    expect(titles(store)).toEqual([])
    store.applyFrame(frame(9, 10, [view('q1', 10)]))
    expect(titles(store)).toEqual(['at 10'])
  })

  test('R6 an empty frame with a later head moves the cursor; one that begins later shows the loss', () => {
    const store = storeAt(5)
    expect(store.applyFrame(frame(5, 6))).toBe('applied')
    expect(store.cursor).toEqual({ seq: 6, hash: hashAt(6) })
    expect(store.applyFrame(frame(8, 8))).toBe('gap')
  })

  test('R5 the cursor’s own place with another hash is another history', () => {
    const store = storeAt(5)
    expect(store.applyFrame({ ...frame(5, 5), hash: 'ffffffff' })).toBe('gap')
    expect(store.cursor).toBeUndefined()
  })

  test('R5 frames that build on a snapshot that was given up are not taken in on what was there before', () => {
    const store = storeAt(5, [view('q1', 5)])
    store.asking()
    store.answered('snapshot')
    store.applySnapshotPart(part(5, 1, 2, [view('q1', 5, 'other')]))
    store.asking()
    expect(store.applyFrame(frame(5, 6, [view('q2', 6)]))).toBe('held')
    expect(titles(store)).toEqual(['at 5'])
  })
})

describe('snapshots', () => {
  test('R5 a snapshot of another history replaces newer rows, and what is gone may be there again', () => {
    const store = storeAt(5, [view('q1', 5), view('q2', 4)])
    store.applyFrame(frame(5, 9, [view('q1', 9), gone('q2', 8)]))
    store.asking()
    store.answered('snapshot')
    store.applySnapshotPart(part(6, 1, 1, [view('q1', 6, 'other'), view('q2', 3, 'back')]))
    expect(titles(store)).toEqual(['other', 'back'])
    expect(store.cursor?.seq).toBe(6)
  })

  test('S1 frames between the parts stay, whatever the later parts hold', () => {
    const store = new ViewStore()
    store.applySnapshotPart(part(5, 1, 2, [view('q1', 5), view('q3', 4)]))
    store.applyFrame(frame(5, 7, [view('q2', 6), view('q4', 7), gone('q3', 7)]))
    expect(store.isComplete).toBe(false)
    expect(store.cursor).toBeUndefined()
    expect(store.position).toBe(7)
    store.applySnapshotPart(part(5, 2, 2, [view('q2', 2), view('q3', 4)]))
    expect(new Set(titles(store))).toEqual(new Set(['at 5', 'at 6', 'at 7']))
    expect(store.cursor?.seq).toBe(7)
  })

  test('S1 what was shown stays until a later snapshot is whole, then what is not in it goes', () => {
    const store = storeAt(5, [view('q1', 5), view('q2', 4)])
    const told: (readonly Changed[])[] = []
    store.onChange((changes) => told.push(changes))
    store.asking()
    store.answered('snapshot')
    store.applySnapshotPart(part(9, 1, 2, [view('q3', 9)]))
    store.applyFrame(frame(9, 10, [view('q4', 10)]))
    expect(titles(store)).toEqual(['at 5', 'at 4'])
    expect(told).toEqual([])
    store.applySnapshotPart(part(9, 2, 2, [view('q1', 5)]))
    expect(new Set(titles(store))).toEqual(new Set(['at 9', 'at 10', 'at 5']))
    // The row that is the same is not told of.
    expect(told.flat().map((change) => change.id)).toEqual(expect.arrayContaining(['q2', 'q3', 'q4']))
    expect(told.flat()).toHaveLength(3)
  })

  test('S1 a snapshot cut half-way leaves the cursor where it was', () => {
    const store = storeAt(5, [view('q1', 5)])
    store.asking()
    store.answered('snapshot')
    store.applySnapshotPart(part(9, 1, 2, [view('q3', 9)]))
    store.lost()
    expect(store.cursor?.seq).toBe(5)
    expect(titles(store)).toEqual(['at 5'])
  })

  test('S1 a first snapshot shows as it comes, and its own rows win over their class’s', () => {
    const store = new ViewStore()
    store.applySnapshotPart(part(5, 1, 2, [view('q1', 5, 'for all')]))
    expect(titles(store)).toEqual(['for all'])
    store.applySnapshotPart(part(5, 2, 2, [view('q1', 5, 'for me')]))
    expect(titles(store)).toEqual(['for me'])
  })

  test('S1 a part that is missing is a gap', () => {
    const store = new ViewStore()
    store.applySnapshotPart(part(5, 1, 3, [view('q1', 5)]))
    expect(store.applySnapshotPart(part(5, 3, 3, []))).toBe('gap')
    expect(store.applySnapshotPart(part(6, 2, 3, []))).toBe('gap')
  })

  test('what may not be shown any more is cleared at once, and told', () => {
    const store = storeAt(5, [view('q1', 5)])
    const told: Changed[] = []
    store.onChange((changes) => told.push(...changes))
    store.clear()
    expect(store.cursor).toBeUndefined()
    expect(told).toEqual([{ entity: 'question', id: 'q1', view: undefined }])
  })
})

/** Each is a mistake that could be made in the store or its layer. */
const mutants: Record<string, () => { store: ViewStore; restore: () => void }> = {
  'an older view wins': () => withTake((take, layer, change) => takenAnyway(take, layer, change)),
  'what is gone is forgotten': () =>
    withTake((take, layer, change, tie) =>
      'gone' in change || layer.rows(change.entity).has(change.id)
        ? take.call(layer, change, tie)
        : takenAnyway(take, layer, change),
    ),
  'gone is not heard': () =>
    withTake((take, layer, change, tie) => ('gone' in change ? null : take.call(layer, change, tie))),
  'no gap check': () => {
    const store = new ViewStore()
    const apply = store.applyFrame.bind(store)
    store.applyFrame = (frame) => apply({ ...frame, from: 0 })
    return { store, restore: () => {} }
  },
  'parts of a snapshot need not be whole': () => {
    const store = new ViewStore()
    const apply = store.applySnapshotPart.bind(store)
    store.applySnapshotPart = (snapshot) => apply({ ...snapshot, parts: snapshot.part })
    return { store, restore: () => {} }
  },
  'the cursor moves before the content is in': () => {
    const store = new ViewStore()
    const apply = store.applyFrame.bind(store)
    store.applyFrame = (frame) =>
      apply(frame.from < (store.cursor?.seq ?? 0) ? { ...frame, changes: [] } : frame)
    return { store, restore: () => {} }
  },
  'frames between the parts are forgotten': () => {
    const store = new ViewStore()
    const apply = store.applyFrame.bind(store)
    store.applyFrame = (frame) => apply(store.isComplete ? frame : { ...frame, changes: [] })
    return { store, restore: () => {} }
  },
  'the hash of a cursor is not sent': () => {
    const store = new ViewStore()
    const model = new ModelLog()
    Object.defineProperty(store, 'cursor', {
      get() {
        const cursor = Object.getOwnPropertyDescriptor(ViewStore.prototype, 'cursor')?.get?.call(store)
        return cursor && { ...model.cursorAt(cursor.seq), seq: cursor.seq }
      },
    })
    return { store, restore: () => {} }
  },
}

type Take = Layer['take']

/** Whatever comes last is kept: places in the log are not compared. */
function takenAnyway(take: Take, layer: Layer, change: ViewChange): Changed | null {
  const taken = take.call(layer, { ...change, changedSeq: 1_000_000 }, 'replace')
  if (taken?.view) Object.assign(taken.view, { changedSeq: change.changedSeq })
  return taken
}

function withTake(
  wrong: (take: Take, layer: Layer, change: ViewChange, tie: 'keep' | 'replace') => Changed | null,
) {
  const right = Layer.prototype.take
  Layer.prototype.take = function (change, tie) {
    return wrong(right, this, change, tie)
  }
  const restore = () => {
    Layer.prototype.take = right
  }
  return { store: new ViewStore(), restore }
}

describe('planted faults are caught', () => {
  for (const [name, plant] of Object.entries(mutants)) {
    test(name, () => {
      const survives = () =>
        fc.assert(
          fc.property(steps, (run) => {
            const planted = plant()
            try {
              converges(() => planted.store, noCounts(), run)
            } finally {
              planted.restore()
            }
          }),
          { numRuns: 3_000, seed: 7, endOnFailure: true },
        )
      expect(survives).toThrow()
    })
  }
})
