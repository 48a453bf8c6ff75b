/** A forum day through the room: every command is followed by S1 for six readers and S2 for the log. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { CommandAck } from '../../server/contract/socket.ts'
import { answerWords, askPayload, type Forum, MINUTE_MS, makeForum } from '../support/forum.ts'
import type { Screen } from '../support/screen.ts'
import { verify, watch } from '../support/verify.ts'

let forum: Forum
let screens: Screen[]

beforeEach(async () => {
  forum = await makeForum()
  screens = await watch(forum)
})
afterEach(() => forum.close())

async function ok(actorId: string, type: Parameters<Forum['run']>[1], payload: unknown) {
  const ack = await forum.run(actorId, type, payload)
  expect(ack, type).toMatchObject({ ok: true })
  await verify(forum, screens)
  return (ack as Extract<CommandAck, { ok: true }>).result as Record<string, string>
}

const item = async (questionId: string) => {
  const { room } = await forum.room()
  return room.state.get('workItem', room.state.get('question', questionId).workItemId)
}

test('S1 S2 W4 W5: ask, admit, vote, claim, publish, follow up, correct', async () => {
  const { questionId = '' } = await ok('anna', 'question:ask', askPayload())
  await ok('moderator', 'question:admit', { questionId })
  await ok('carla', 'question:vote', { questionId, on: true })
  await ok('carla', 'question:follow', { questionId, on: true })
  const { id: itemId } = await item(questionId)
  await ok('expert', 'item:claim', { itemId })
  await ok('expert', 'item:note', { itemId, text: 'Vedi la circolare' })
  const { answerId } = await ok('expert', 'answer:publish', { itemId, words: answerWords(), reach: 'all' })
  const { room } = await forum.room()
  expect(room.state.get('question', questionId)).toMatchObject({
    status: 'answered',
    answerId,
    bodies: 2,
    persons: 1,
  })
  await ok('anna', 'question:followUp', { questionId, text: 'E per le Unioni?' })
  await ok('expert', 'answer:correct', {
    answerId,
    words: answerWords('Sì, anche per le Unioni.'),
    reason: 'Completata',
  })
  await ok('administrator', 'text:erase', { entity: 'question', id: questionId })
  expect(room.state.get('question', questionId).words).toBeNull()
})

test('S1 S2: refuse, redirect, split, join, undo a join, park, hand over, carry', async () => {
  const ask = async (who: string, title: string) => {
    const { questionId = '' } = await ok(who, 'question:ask', askPayload(title))
    return questionId
  }
  const refused = await ask('anna', 'Il bando delle mense')
  await ok('moderator', 'question:refuse', {
    questionId: refused,
    reason: 'out_of_scope',
    text: 'Fuori dai temi.',
  })
  const redirected = await ask('anna', 'Non riesco a entrare')
  await ok('moderator', 'question:redirect', {
    questionId: redirected,
    to: 'support',
    text: 'Scrivi all’assistenza.',
  })
  const lead = await ask('anna', 'Dimora abituale')
  const other = await ask('carla', 'Rinnovo della dimora')
  await ok('moderator', 'question:admit', { questionId: lead })
  await ok('moderator', 'question:admit', { questionId: other })
  await ok('moderator', 'question:split', {
    questionId: lead,
    parts: [{ title: 'Seconda parte', text: 'E dopo?', topicId: 'T2.01' }],
  })
  const { id: itemId } = await item(lead)
  await ok('expert', 'item:claim', { itemId })
  await ok('expert', 'item:join', { itemId, questionId: other })
  await ok('expert', 'item:handOver', { itemId, toActorId: 'second', known: 'Tutto', missing: 'La data' })
  await ok('second', 'item:unjoin', { questionId: other })
  await ok('second', 'item:askMore', { itemId, text: 'Da quando?' })
  await ok('anna', 'question:inform', { questionId: lead, text: 'Da maggio' })
  await ok('second', 'item:park', {
    itemId,
    until: forum.clock.now() + MINUTE_MS,
    reason: 'Serve il Ministero',
  })
  await ok('second', 'item:unpark', { itemId })
  await ok('moderator', 'question:carry', { questionId: other, sessionId: 'another-day' })
})

test('S1 S2: a second expert reviews, returns, approves; a private answer reaches one body', async () => {
  const { questionId = '' } = await ok('anna', 'question:ask', { ...askPayload(), topicId: 'T2.01' })
  await ok('second', 'question:admit', { questionId })
  const { id: itemId } = await item(questionId)
  await ok('expert', 'item:claim', { itemId })
  const words = answerWords()
  expect(await forum.run('expert', 'answer:publish', { itemId, words, reach: 'all' })).toMatchObject({
    code: 'answer/needs-review',
  })
  await ok('expert', 'answer:send', { itemId, words, reach: 'body' })
  expect(await forum.run('expert', 'answer:approve', { itemId })).toMatchObject({ code: 'answer/own-answer' })
  await ok('second', 'answer:return', { itemId, text: 'Manca la norma' })
  await ok('expert', 'answer:send', { itemId, words: answerWords('Con la norma.'), reach: 'body' })
  await ok('second', 'answer:approve', { itemId })
  const seen = screens.map((screen) => JSON.stringify(screen.picture()).includes('Con la norma.'))
  expect(seen, 'feed, asker, colleague, stranger, expert, moderator').toEqual([
    false,
    true,
    true,
    false,
    true,
    true,
  ])
})

test('S1 S2: the session is paused, extended, announced, stopped, reopened, closed; somebody is muted', async () => {
  await ok('moderator', 'session:pause', { on: true })
  await ok('moderator', 'session:extend', { minutes: 15 })
  const { announcementId } = await ok('moderator', 'session:announce', {
    text: 'Si riprende alle 14:30',
    minutes: 10,
  })
  await ok('moderator', 'session:unannounce', { announcementId })
  await ok('moderator', 'participant:mute', { actorId: 'anna', minutes: 5 })
  expect(await forum.run('anna', 'question:ask', askPayload())).toMatchObject({ code: 'participant/muted' })
  await ok('moderator', 'participant:unmute', { actorId: 'anna' })
  await ok('moderator', 'session:stop', {})
  expect(await forum.run('anna', 'question:ask', askPayload())).toMatchObject({ code: 'session/closed' })
  await ok('moderator', 'session:reopen', { minutes: 5 })
  await ok('anna', 'question:ask', askPayload())
  await ok('moderator', 'session:stop', {})
  await ok('moderator', 'session:close', {})
  await ok('administrator', 'session:archive', {})
})
