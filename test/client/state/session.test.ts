/** A session's state: what pages derive from rows, and what is under way from this device. */
import { effect, signal } from '@preact/signals'
import { describe, expect, test } from 'vitest'
import { createClockState } from '../../../client/state/clock.ts'
import { createCommandsState } from '../../../client/state/commands.ts'
import { createSessionState } from '../../../client/state/session.ts'
import { Outbox } from '../../../client/sync/outbox.ts'
import { ServerClock } from '../../../client/sync/server-clock.ts'
import { ViewStore } from '../../../client/sync/view-store.ts'
import type { View } from '../../../server/domain/views.ts'
import { handContext, handLine, settled, stored } from '../sync/by-hand.ts'

const START = 1_000_000
let seq = 0
const view = <E extends View['entity']>(entity: E, id: string, fields: Partial<View<E>>): View => {
  seq += 1
  return { entity, id, changedSeq: seq, ...fields } as unknown as View
}
const question = (id: string, fields: Partial<View<'question'>> = {}) =>
  view('question', id, {
    status: 'published',
    themeId: 'T1',
    joinedTo: null,
    askedAt: START,
    statusAt: START,
    ...fields,
  })

function opened(views: View[] = []) {
  const context = handContext()
  const store = new ViewStore()
  const outbox = new Outbox(context)
  const line = handLine()
  outbox.lineUp('anna', line.send)
  const clock = createClockState(new ServerClock(context.now), context.timers)
  const commands = createCommandsState(outbox)
  const actorId = signal<string | null>('anna')
  const state = createSessionState({ sessionId: 's1', store, clock, commands, actorId })
  store.applySnapshotPart({ seq, hash: '00000000', now: 0, part: 1, parts: 1, views })
  const frame = (...changes: Parameters<typeof store.applyFrame>[0]['changes']) => {
    const from = store.position
    store.applyFrame({ from, to: seq, hash: '00000000', now: 0, changes })
  }
  return { context, store, outbox, line, state, frame, commands, clock }
}
const ids = (list: { value: readonly { id: string }[] }) => list.value.map(({ id }) => id)

describe('lists', () => {
  test('the stream: newest answer first; what is not public, joined or withdrawn is not in it', () => {
    const { state } = opened([
      question('old', { askedAt: START }),
      question('answered', { status: 'answered', askedAt: START - 50, statusAt: START + 60 }),
      question('new', { askedAt: START + 10 }),
      question('taken', { status: 'beingAnswered', askedAt: START + 5, statusAt: START + 90 }),
      question('other', { themeId: 'T2', askedAt: START + 20 }),
      question('mine', { status: 'received', mine: true }),
      question('joined', { status: 'joined' }),
      question('withdrawn', { status: 'withdrawn' }),
    ])
    expect(ids(state.stream('T1'))).toEqual(['answered', 'new', 'taken', 'old'])
    expect(ids(state.stream())).toEqual(['answered', 'other', 'new', 'taken', 'old'])
    expect(ids(state.mine)).toEqual(['mine'])
    expect(ids(state.received)).toEqual(['mine'])
  })

  test('one change draws one row anew', () => {
    const { state, frame } = opened([question('q1'), question('q2')])
    const drawn: string[] = []
    for (const id of ['q1', 'q2']) {
      effect(() => {
        drawn.push(`${id} ${state.question(id).value?.persons}`)
      })
    }
    drawn.length = 0
    frame(question('q1', { persons: 7 }))
    expect(drawn).toEqual(['q1 7'])
  })

  test('a row that comes, goes and comes back is told to whoever holds its signal', () => {
    const { state, frame } = opened([])
    const row = state.question('q1')
    expect(row.value).toBeUndefined()
    frame(question('q1', { title: 'Uno' }))
    expect(row.value?.title).toBe('Uno')
    seq += 1
    frame({ entity: 'question', id: 'q1', changedSeq: seq, gone: true })
    expect(row.value).toBeUndefined()
    expect(ids(state.stream())).toEqual([])
    frame(question('q1', { title: 'Di nuovo' }))
    expect(row.value?.title).toBe('Di nuovo')
    expect(ids(state.stream())).toEqual(['q1'])
  })

  test('the place in the queue is its theme’s; a joined question has its lead’s', () => {
    const { state } = opened([
      question('q1'),
      question('q2'),
      question('q3', { joinedTo: 'q2', status: 'joined' }),
      question('q4'),
      view('queue', 'T1', { order: ['q1', 'q2'], asked: 4, answered: 1, open: 3 }),
      view('queue', 'T2', { order: [], asked: 2, answered: 2, open: 0 }),
    ])
    expect(['q1', 'q2', 'q3', 'q4', 'nobody'].map(state.placeOf)).toEqual([1, 2, 2, null, null])
    expect(state.counts('T1').value).toEqual({ asked: 4, answered: 1, open: 3 })
    expect(state.counts().value).toEqual({ asked: 6, answered: 3, open: 3 })
  })

  test('the expert’s queue in its groups', () => {
    const item = (id: string, fields: Partial<View<'workItem'>>) =>
      view('workItem', id, { status: 'queued', leadId: `q-${id}`, holder: null, queuedAt: START, ...fields })
    const { state } = opened([
      item('later', {}),
      item('first', {}),
      item('unplaced', { queuedAt: START - 1 }),
      item('held', { status: 'claimed', holder: 'anna' }),
      item('taken', { status: 'claimed', holder: 'bruno' }),
      item('review', { status: 'inReview', holder: 'bruno' }),
      item('own-review', { status: 'inReview', holder: 'anna' }),
      item('parked', { status: 'parked' }),
      item('done', { status: 'done' }),
      view('queue', 'T1', { order: ['q-first', 'q-later'] }),
    ])
    expect(ids(state.work.free)).toEqual(['first', 'later', 'unplaced'])
    expect(ids(state.work.mine)).toEqual(['held'])
    expect(ids(state.work.takenByOthers)).toEqual(['taken'])
    expect(ids(state.work.toReview)).toEqual(['review'])
    expect(ids(state.work.waiting)).toEqual(['parked'])
  })

  test('the announcement is the newest in force, and goes by the server’s clock', () => {
    const { state, context, clock } = opened([
      view('announcement', 'a1', { on: true, at: START, until: START + 600_000, text: 'Uno' }),
      view('announcement', 'a2', { on: true, at: START + 1, until: START + 5_000, text: 'Due' }),
      view('announcement', 'a3', { on: false, at: START + 2, until: START + 5_000, text: null }),
    ])
    const shown: (string | null | undefined)[] = []
    const stop = effect(() => {
      shown.push(state.announcement.value?.text)
    })
    expect(shown).toEqual(['Due'])
    context.time.advance(10_000)
    expect(clock.second.value).toBe(START + 10_000)
    expect(shown.at(-1)).toBeUndefined()
    stop()
    expect(context.time.waiting()).toBe(0)
  })
})

describe('what is under way', () => {
  test('an own question shows until its row is there, with no moment between', async () => {
    const { state, outbox, line, frame } = opened([])
    const shown: number[] = []
    effect(() => {
      shown.push(state.underWay.value.length + state.stream().value.length)
    })
    const payload = { title: 'Uno', text: 'Testo', topicId: 'T1.01', shown: 'body' as const }
    const answer = outbox.call('s1', { type: 'question:ask', payload })
    expect(state.underWay.value).toMatchObject([{ type: 'question:ask', payload }])
    const row = question('q1', { mine: true })
    line.sent[0]?.answer(stored(seq))
    await answer
    expect(state.underWay.value).toHaveLength(1)
    frame(row)
    expect(state.underWay.value).toEqual([])
    expect(shown).not.toContain(2)
    expect(shown.slice(1)).not.toContain(0)
  })

  test('a vote shows at once, and is taken back where it is refused', async () => {
    const { state, outbox, line } = opened([
      question('q1'),
      view('vote', 'v2', { questionId: 'q2', on: true }),
    ])
    expect([state.isVoted('q1'), state.isVoted('q2'), state.isFollowed('q2')]).toEqual([false, true, false])
    const vote = (questionId: string, on: boolean) =>
      outbox.call('s1', { type: 'question:vote', payload: { questionId, on } })
    const answers = [vote('q1', true), vote('q2', false), vote('q2', true), vote('q2', false)]
    expect([state.isVoted('q1'), state.isVoted('q2')]).toEqual([true, false])
    line.sent[0]?.answer({ ok: false, code: 'vote/own-question' })
    await answers[0]
    expect(state.isVoted('q1')).toBe(false)
  })

  test('another session’s commands are not shown here', () => {
    const { state, outbox } = opened([])
    void outbox.call('s2', { type: 'question:vote', payload: { questionId: 'q1', on: true } })
    expect(state.underWay.value).toEqual([])
  })

  test('a refusal that comes after a reload waits to be heard', async () => {
    const first = opened([])
    void first.outbox.call('s1', { type: 'question:withdraw', payload: { questionId: 'q1' } })
    const outbox = new Outbox(handContext({ storage: first.context.storage }))
    const commands = createCommandsState(outbox)
    const line = handLine()
    outbox.lineUp('anna', line.send)
    await settled()
    line.sent[0]?.answer({ ok: false, code: 'question/not-allowed-now' })
    await settled()
    expect(commands.unheard.value).toMatchObject([{ answer: { code: 'question/not-allowed-now' } }])
    commands.dismiss(commands.unheard.value[0]?.command.key ?? '')
    expect(commands.unheard.value).toEqual([])
  })
})
