/** What the demo and the rehearsal look with: each fault is planted once and must be found, and latency is to the last screen. */
import { expect, test } from 'vitest'
import { checkOrder } from '../../scripts/simulation/compare.ts'
import { listLines, reasonFor } from '../../scripts/simulation/lines.ts'
import { Measures } from '../../scripts/simulation/measures.ts'
import { Watch, WatchedStore } from '../../scripts/simulation/watch.ts'
import { commandSchemas } from '../../server/contract/commands.ts'
import type { Frame, ViewChange } from '../../server/contract/socket.ts'
import type { View } from '../../server/domain/views.ts'

const view = (changedSeq: number, more: object = {}): View =>
  ({
    entity: 'question',
    id: 'q1',
    changedSeq,
    title: 'Un quesito',
    bodyName: null,
    ...more,
  }) as unknown as View

const frame = (from: number, to: number, changes: ViewChange[]): Frame => ({
  from,
  to,
  hash: '00000000',
  now: 0,
  changes,
})

function screenOf(as: 'participant' | 'expert' | 'feed', first: View[] = []) {
  const watch = new Watch()
  const store = new WatchedStore(watch, as)
  store.applySnapshotPart({ seq: 1, hash: '00000000', now: 0, part: 1, parts: 1, views: first })
  return { watch, store }
}

test('a screen that is sent what it should be has no fault', () => {
  const { watch, store } = screenOf('participant', [view(1)])
  store.applyFrame(frame(1, 3, [view(3)]))
  // What it had already, in a frame that covers more than it needs.
  store.applyFrame(frame(2, 5, [view(3), view(5)]))
  expect(watch.counts).toEqual({ missing: 0, repeated: 0, outOfOrder: 0, wrongRole: 0 })
  expect(store.find('question', 'q1')?.changedSeq).toBe(5)
})

test('the canary is found in whatever a participant or a wall is sent, and may be before an expert', () => {
  for (const as of ['participant', 'feed', 'expert'] as const) {
    const { watch, store } = screenOf(as)
    store.applyFrame(frame(1, 2, [view(2, { title: `Nota: ${watch.canary}` })]))
    expect(watch.counts.wrongRole).toBe(as === 'expert' ? 0 : 1)
  }
})

test('in a snapshot too, and on a page', () => {
  const { watch, store } = screenOf('participant')
  const views = [view(2, { title: watch.canary })]
  store.applySnapshotPart({ seq: 2, hash: '00000000', now: 0, part: 1, parts: 1, views })
  watch.words('a page', `<p>${watch.canary}</p>`)
  expect(watch.counts.wrongRole).toBe(2)
})

test.each([
  ['participant', view(2, { facts: null })],
  ['participant', { entity: 'note', id: 'n1', changedSeq: 2 } as View],
  ['participant', { entity: 'workItem', id: 'i1', changedSeq: 2 } as View],
  ['feed', view(2, { mine: true })],
  ['expert', view(2, { bodyName: 'Comune di Pianprova' })],
] as const)('a %s is not sent %o', (as, wrong) => {
  const { watch, store } = screenOf(as)
  store.applyFrame(frame(1, 2, [wrong]))
  expect(watch.counts.wrongRole).toBe(1)
})

test('a row that goes back, or comes from beyond its frame, is out of order', () => {
  const back = screenOf('participant', [view(1)])
  back.store.applyFrame(frame(1, 4, [view(4)]))
  back.store.applyFrame(frame(4, 5, [view(3)]))
  expect(back.watch.counts.outOfOrder).toBe(1)
  const beyond = screenOf('participant')
  beyond.store.applyFrame(frame(1, 2, [view(7)]))
  expect(beyond.watch.counts.outOfOrder).toBe(1)
})

test('questions stand in the log as they were acknowledged, and are numbered so', () => {
  const asked = (seq: number, number: number, askedAt: number, acknowledgedAt: number) => ({
    ...{ seq, askedAt, acknowledgedAt },
    number: `FD1-${number}`,
  })
  const faultsOf = (...list: ReturnType<typeof asked>[]) => {
    const watch = new Watch()
    checkOrder(watch, list)
    return watch.counts.outOfOrder
  }
  expect(faultsOf(asked(4, 2, 5, 9), asked(2, 1, 6, 8), asked(6, 10, 20, 21))).toBe(0)
  expect(faultsOf(asked(2, 2, 5, 9), asked(4, 1, 6, 8))).toBe(1)
  expect(faultsOf(asked(2, 1, 20, 21), asked(4, 2, 6, 8))).toBe(1)
})

test('the same view is kept once for all screens of a class, another of the same row beside it', () => {
  const watch = new Watch()
  const [one, two] = [new WatchedStore(watch, 'participant'), new WatchedStore(watch, 'participant')]
  for (const store of [one, two]) {
    store.applySnapshotPart({ seq: 1, hash: '00000000', now: 0, part: 1, parts: 1, views: [view(1)] })
    store.applyFrame(frame(1, 2, [view(2, { title: 'Un altro' })]))
  }
  expect(one.find('question', 'q1')).toBe(two.find('question', 'q1'))
  const own = view(2, { title: 'Un altro', mine: true })
  expect(watch.kept('participant', own)).toEqual(own)
})

test('latency is until the last screen that was there; one that goes away is waited for no more', () => {
  let now = 0
  const measures = new Measures(() => now)
  const [one, two, gone] = [{}, {}, {}]
  const wave = measures.begin('ask to last screen', [one, two, gone])
  now = 10
  measures.sighted(one, 'q1')
  // The answer that names the question comes after the first screen has it.
  now = 12
  wave.about('q1')
  measures.sighted({}, 'q1')
  now = 30
  measures.sighted(two, 'q1')
  expect(measures.summary()).toEqual({})
  now = 90
  measures.gone(gone)
  measures.sighted(two, 'q1')
  expect(measures.summary()).toEqual({ 'ask to last screen': { count: 1, p50Ms: 30, p99Ms: 30, mostMs: 30 } })
})

test('the content’s questions and answers are such as the contract takes, each repeat after what it repeats', () => {
  const lines = listLines()
  expect(lines).toHaveLength(60)
  const seen = new Set<string>()
  for (const { id, leadId, payload, answer, triage } of lines) {
    expect(commandSchemas['question:ask'].safeParse(payload).error, id).toBeUndefined()
    if (answer) {
      const publishing = { itemId: 'i1', words: answer, reach: 'all' }
      expect(commandSchemas['answer:publish'].safeParse(publishing).error, id).toBeUndefined()
    }
    if (leadId !== null) expect(seen, `${id} repeats ${leadId}`).toContain(leadId)
    if (/^(reject|redirect|moderate)/.test(triage)) expect(reasonFor(triage).text.length).toBeGreaterThan(20)
    seen.add(id)
  }
})
