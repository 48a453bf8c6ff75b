// @vitest-environment node
/** The whole engine against the real live server: people ask, vote and answer over lines that are cut all the time. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createEngine, type Engine } from '../../../client/state/engine.ts'
import { memoryStorage, randomKey } from '../../../client/sync/browser.ts'
import type { Answer } from '../../../client/sync/command-types.ts'
import type { DeviceStorage, Timers } from '../../../client/sync/surroundings.ts'
import { viewFor } from '../../../server/domain/views.ts'
import { answerWords, people, readerOf } from '../../support/forum.ts'
import { type Running, startLive } from '../../support/live-server.ts'
import { openTabs } from '../sync/by-hand.ts'

let running: Running
const engines: Engine[] = []

beforeEach(async () => {
  running = await startLive()
})
afterEach(async () => {
  for (const engine of engines.splice(0)) engine.close()
  await running.close()
  expect(running.bugs).toEqual([])
})

/** The client waits a fiftieth of what it would, so that nothing sleeps. */
const timers: Timers = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms / 50)
    return () => clearTimeout(timer)
  },
}

function engineOf(actorId: keyof typeof people, storage: DeviceStorage = memoryStorage(), tabs = openTabs()) {
  const engine = createEngine({
    url: running.url,
    token: actorId,
    storage,
    timers,
    random: Math.random,
    tabs: tabs.tab(randomKey()),
    newKey: randomKey,
    now: () => performance.now(),
    onWake: () => () => {},
    // Accounts are another test's matter: here the token says who it is.
    fetching: () => Promise.reject(new TypeError('no HTTP in this test')),
    onOtherTab: () => () => {},
    onLeaving: () => () => {},
  })
  engines.push(engine)
  const { state } = engine.openSession(
    running.forum.sessionId,
    actorId === 'expert' ? 'expert' : 'participant',
  )
  return { engine, state }
}

/** The server's own timers run by hand, heartbeats too. */
async function until(what: string, holds: () => boolean): Promise<void> {
  const end = performance.now() + 10_000
  while (!holds()) {
    if (performance.now() > end) throw new Error(`never happened: ${what}`)
    running.forum.timers.run()
    running.forum.clock.advance(1_000)
    for (const { frames } of running.rooms.loaded()) frames.beat()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

/** Waits for it while the server's time goes on. */
async function inTime<T>(what: string, promise: Promise<T>): Promise<T> {
  let isSettled = false
  const settling = promise.finally(() => {
    isSettled = true
  })
  await until(what, () => isSettled)
  return settling
}

const live = (...them: { engine: Engine }[]) =>
  until('all are live', () => them.every(({ engine }) => engine.line.value.line === 'live'))

const ask = (engine: Engine, title: string): Promise<Answer> =>
  engine.call('question:ask', { title, text: 'Testo', topicId: 'T1.01', shown: 'body' })

const cutAll = () => {
  for (const socket of running.io.sockets.sockets.values()) socket.conn.close()
}

test('S1 R4 W2 a day over lines that are cut: everything once, and all see what they would see anew', {
  timeout: 40_000,
}, async () => {
  const anna = engineOf('anna')
  const carla = engineOf('carla')
  const expert = engineOf('expert')
  await live(anna, carla, expert)
  const answers: Promise<Answer>[] = []
  for (let round = 0; round < 12; round += 1) {
    answers.push(ask(anna.engine, `Di Anna ${round}`), ask(carla.engine, `Di Carla ${round}`))
    if (round % 2 === 0) cutAll()
    await until('a question more is stored', () => expert.state.received.value.length > round)
    if (round % 3 === 0) cutAll()
  }
  const acks = await inTime('all are acknowledged', Promise.all(answers))
  expect(acks.every(({ ok }) => ok)).toBe(true)
  await until('all are there', () => expert.state.received.value.length === 24)
  const first = expert.state.received.value.find(({ title }) => title === 'Di Anna 0')
  const questionId = first?.id ?? ''
  expect(await inTime('decided', expert.engine.call('question:admit', { questionId }))).toMatchObject({
    ok: true,
  })
  await until('it is public', () => carla.state.stream().value.length === 1)
  cutAll()
  void carla.engine.call('question:vote', { questionId, on: true })
  expect(carla.state.isVoted(questionId)).toBe(true)
  await until('the expert sees it free', () => expert.state.work.free.value.length === 1)
  const itemId = expert.state.work.free.value[0]?.id ?? ''
  expect(await inTime('decided', expert.engine.call('item:claim', { itemId }))).toMatchObject({ ok: true })
  await until('it is the expert’s', () => expert.state.work.mine.value.length === 1)
  cutAll()
  const published = expert.engine.call('answer:publish', {
    itemId,
    words: answerWords('Sì, insieme.'),
    reach: 'all',
  })
  await until('it is answered', () => carla.state.question(questionId).value?.status === 'answered')
  expect(await inTime('published', published)).toMatchObject({ ok: true })
  const answerId = carla.state.question(questionId).value?.answerId ?? ''
  await until('its answer is there', () => carla.state.answer(answerId).value?.inBrief === 'Sì, insieme.')
  await until('the vote is counted', () => carla.state.question(questionId).value?.persons === 1)

  const { room } = await running.forum.room()
  for (const [actorId, as, { state }] of [
    ['anna', 'participant', anna],
    ['carla', 'participant', carla],
    ['expert', 'expert', expert],
  ] as const) {
    const reader = readerOf(people[actorId], as)
    const fresh = [...room.state.list('question')].flatMap((row) => viewFor(reader, 'question', row) ?? [])
    await until('even', () =>
      fresh.every(({ id, changedSeq }) => state.question(id).value?.changedSeq === changedSeq),
    )
    const shown = fresh.map(({ id }) => state.question(id).value)
    expect(shown).toEqual(fresh)
    const titles = fresh.map(({ title }) => title)
    expect(new Set(titles).size).toBe(titles.length)
  }
  expect(anna.state.mine.value).toHaveLength(12)
  expect(anna.state.underWay.value).toEqual([])
  expect(carla.state.isVoted(questionId)).toBe(true)
})

test('F13 W2 reloaded between sending and answer, the question is stored once and the next page shows it', async () => {
  const storage = memoryStorage()
  const tabs = openTabs()
  const before = engineOf('anna', storage, tabs)
  await live(before)
  // The line is cut in the moment of sending; the page goes away before it is back.
  void ask(before.engine, 'Una sola volta')
  cutAll()
  before.engine.close()
  const after = engineOf('anna', storage, openTabs())
  await until('it is there', () => after.state.mine.value.length === 1)
  await until('nothing is under way', () => after.state.underWay.value.length === 0)
  expect(storage.length).toBe(0)
  const { room } = await running.forum.room()
  expect([...room.state.list('question')]).toHaveLength(1)
})

test('a draft is on the server under its lease, and a question that names it is taken', async () => {
  const { engine, state } = engineOf('anna')
  await live({ engine })
  const empty = { title: '', text: '', tried: '', topicId: '', shown: 'body' as const, deadline: '' }
  const draft = engine.openAskDraft(running.forum.sessionId, { empty })
  draft.write({ title: 'Da bozza', text: 'Testo', topicId: 'T1.01' })
  draft.retry()
  await until('saved', () => draft.saved.value === 'saved')
  expect(engine.listDrafts()).toHaveLength(1)
  const { title, text, topicId, shown } = draft.content.value
  const asking = engine.call('question:ask', { title, text, topicId, shown, draftId: draft.draftId })
  const answer = await inTime('asked', asking)
  expect(answer).toMatchObject({ ok: true })
  draft.drop()
  expect(engine.listDrafts()).toEqual([])
  await until('it is mine', () => state.mine.value[0]?.title === 'Da bozza')
})

test('a question keeps its draft until it is taken: refused, its writer finds it; meanwhile another is begun', async () => {
  const { engine } = engineOf('anna')
  await live({ engine })
  const { sessionId } = running.forum
  const empty = { title: '', text: '', tried: '', topicId: '', shown: 'body' as const, deadline: '' }
  const draft = engine.openAskDraft(sessionId, { empty })
  draft.write({ title: 'Con bozza', text: 'Testo', topicId: 'T9.99' })
  draft.keep()
  const send = (topicId: string) =>
    engine.call('question:ask', { title: 'Con bozza', text: 'Testo', topicId, shown: 'body', draftId })
  const { draftId } = draft
  const begun = () => engine.openAskDraft(sessionId, { empty }).draftId
  expect(await inTime('refused', send('T9.99'))).toMatchObject({ ok: false, code: 'topic/not-in-session' })
  expect(begun()).toBe(draftId)
  const sending = send('T1.01')
  expect(begun()).not.toBe(draftId)
  expect(await inTime('taken', sending)).toMatchObject({ ok: true })
  expect(engine.listDrafts()).toEqual([])
})
