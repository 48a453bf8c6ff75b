/** What is worth a notice is written down with the fact it follows from, in the same transaction; whom it is for. */
import { afterEach, expect, test } from 'vitest'
import { job } from '../../db/schema/log.ts'
import { limits } from '../../server/domain/limits.ts'
import { isFact, keyOf, type Notice, recipientsOf } from '../../server/domain/notices.ts'
import { answerWords, askPayload, type Forum, makeForum, START } from '../support/forum.ts'

let forum: Forum
afterEach(() => forum.close())

const start = async (plan = {}) => {
  forum = await makeForum(plan)
}
const noticesWritten = async () =>
  (await forum.store.read.select().from(job))
    .filter(({ kind }) => kind === 'notice')
    .map(({ payload: { fact, id = '', rev } }) => {
      if (!isFact(fact)) throw new Error('no such fact')
      return { fact, id, rev: Number(rev) } satisfies Notice
    })
const whom = async (notice: Notice | undefined) => {
  if (!notice) throw new Error('there must be one')
  return recipientsOf((await forum.room()).room.state, notice, forum.actors.values()).sort()
}
const run = async (...given: Parameters<Forum['run']>): Promise<Record<string, string>> => {
  const ack = await forum.run(...given)
  if (!ack.ok) throw new Error(`${given[1]}: ${ack.code}`)
  return ack.result as Record<string, string>
}

const ask = async (who: string, topicId = 'T1.01') => {
  const { questionId = '' } = await run(who, 'question:ask', { ...askPayload(), topicId })
  await run('moderator', 'question:admit', { questionId })
  const { state } = (await forum.room()).room
  return { questionId, itemId: state.get('question', questionId).workItemId }
}
const publish = async (itemId: string) => {
  await run('expert', 'item:claim', { itemId })
  return run('expert', 'answer:publish', { itemId, words: answerWords(), reach: 'all' })
}

test('an answer is for its askers and followers, once each; its correction too', async () => {
  await start()
  const one = await ask('anna')
  const two = await ask('bruno')
  await run('moderator', 'item:join', { itemId: one.itemId, questionId: two.questionId })
  await run('carla', 'question:follow', { questionId: one.questionId, on: true })
  await run('anna', 'question:follow', { questionId: two.questionId, on: true })
  const { answerId = '' } = await publish(one.itemId)
  await run('expert', 'answer:correct', { answerId, words: answerWords('Altro.'), reason: 'Nuova circolare' })
  const written = await noticesWritten()
  expect(written).toEqual([
    { fact: 'answered', id: answerId, rev: 1 },
    { fact: 'corrected', id: answerId, rev: 2 },
  ])
  expect(await whom(written[0])).toEqual(['anna', 'bruno', 'carla'])
  expect(keyOf({ fact: 'answered', id: 'a', rev: 2 }, 'anna')).toBe(
    keyOf({ fact: 'corrected', id: 'a', rev: 2 }, 'anna'),
  )
  await run('moderator', 'answer:withdraw', { answerId, reason: 'Sbagliata' })
  const withdrawn = (await noticesWritten()).at(-1)
  expect(withdrawn).toEqual({ fact: 'withdrawn', id: answerId, rev: 2 })
  expect(await whom(withdrawn)).toEqual(['anna', 'bruno', 'carla'])
})

test('whoever is joined to an answered question hears of its answer', async () => {
  await start()
  const one = await ask('anna')
  const { answerId } = await publish(one.itemId)
  const two = await ask('carla')
  await run('moderator', 'item:join', { itemId: one.itemId, questionId: two.questionId })
  const written = await noticesWritten()
  expect(written).toEqual([
    { fact: 'answered', id: answerId, rev: 1 },
    { fact: 'answered', id: answerId, rev: 1 },
  ])
  expect(await whom(written[1])).toEqual(['anna', 'carla'])
})

test('somebody is needed: the asker for more, an expert handed over to, mentioned, asked to review', async () => {
  await start()
  const one = await ask('anna', 'T2.01')
  const { itemId } = one
  await run('expert', 'item:claim', { itemId })
  await run('expert', 'item:handOver', { itemId, toActorId: 'second', known: 'a', missing: 'b' })
  await run('expert', 'item:note', { itemId, text: 'Guardi?', mentions: ['second', 'expert'] })
  await run('expert', 'item:note', { itemId, text: 'Senza nessuno' })
  await run('second', 'answer:send', { itemId, words: answerWords(), reach: 'all' })
  await run('expert', 'answer:return', { itemId, text: 'Manca la circolare' })
  await run('second', 'item:askMore', { itemId, text: 'Quanti abitanti?' })
  const written = await noticesWritten()
  expect(written.map(({ fact }) => fact)).toEqual([
    'handedOver',
    'mentioned',
    'review',
    'returned',
    'infoRequest',
  ])
  expect(await Promise.all(written.map(whom))).toEqual([
    ['second'],
    ['second'],
    ['expert'],
    ['second'],
    ['anna'],
  ])
})

test('a day is summed up a while after it was closed, for who took part; reopened meanwhile, for nobody', async () => {
  await start()
  const { questionId } = await ask('anna')
  await run('carla', 'question:vote', { questionId, on: true })
  await run('moderator', 'session:stop', {})
  await run('moderator', 'session:close', {})
  const [day] = await noticesWritten()
  expect(day).toMatchObject({ fact: 'dayEnded', id: forum.sessionId })
  const [row] = await forum.store.read.select().from(job)
  expect(row?.runAt).toBe(START + limits.digestAfterMs)
  expect(await whom(day)).toEqual(['anna', 'carla'])
  await run('moderator', 'session:reopen', { minutes: 10 })
  expect(await whom(day)).toEqual([])
  // At the same instant: the second closing is a row of its own.
  await run('moderator', 'session:stop', {})
  await run('moderator', 'session:close', {})
  expect(await noticesWritten()).toHaveLength(2)
})

test('of a rehearsal nobody hears, nor of what was refused', async () => {
  await start({ rehearsal: true })
  const one = await ask('anna')
  await publish(one.itemId)
  expect((await forum.run('anna', 'session:close', {})).ok).toBe(false)
  expect(await noticesWritten()).toEqual([])
})
