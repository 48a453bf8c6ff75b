/** Carried to another session: the cluster goes lead first, arrives once, and comes back where it can't arrive. */
import { expect, it } from 'vitest'
import type { Payloads } from '../../server/domain/commands.ts'
import { answerWords, askWords, bodies, type Fixture, makeRoom, START } from '../support/room-fixture.ts'

const carried = (
  fromQuestionId: string,
  over: Partial<Payloads['question:receive']> = {},
): Payloads['question:receive'] => ({
  fromSessionId: 's0',
  fromQuestionId,
  row: {
    number: `FD1-${fromQuestionId}`,
    actorId: 'anna',
    body: bodies.poggio,
    askerRole: null,
    shown: 'body',
    topicId: 'T1.01',
    askedAt: START - 1_000_000,
    deadline: null,
  },
  words: askWords(),
  voters: [{ actorId: 'carla', bodyId: 'B2' }],
  followers: ['bruno'],
  ...over,
})

const receive = (room: Fixture, from: string, over: Partial<Payloads['question:receive']> = {}) =>
  room.ok('system', 'question:receive', carried(from, over)).questionId ?? ''

it('the whole cluster goes, the lead first, and its item is done', () => {
  const room = makeRoom()
  const [lead, other] = [room.admitted('anna'), room.admitted('carla')]
  room.ok('moderator', 'item:join', { itemId: lead.itemId, questionId: other.questionId })
  expect(
    room.no('moderator', 'question:carry', { questionId: lead.questionId, sessionId: room.state.session.id }),
  ).toBe('question/same-session')
  const decision = room.run('moderator', 'question:carry', { questionId: lead.questionId, sessionId: 's2' })
  const jobs = decision.ok ? (decision.jobs ?? []) : []
  const inOrder = [...jobs].sort((one, two) => (one.key < two.key ? -1 : 1))
  const job = { sourceId: 's1', targetId: 's2', leadId: lead.questionId }
  expect(inOrder.map((one) => one.payload)).toEqual([
    { ...job, questionId: lead.questionId },
    { ...job, questionId: other.questionId },
  ])
  for (const { questionId } of [lead, other])
    expect(room.question(questionId)).toMatchObject({ status: 'carried', step: 'done', carriedTo: 's2' })
  expect(room.item(lead.itemId)).toMatchObject({ status: 'done', outcome: 'carried' })
})

it('what could not arrive is back where it was, the joined ones too', () => {
  const room = makeRoom()
  const [lead, other] = [room.admitted('anna'), room.admitted('carla')]
  const { queuedAt } = room.item(lead.itemId)
  room.ok('moderator', 'item:join', { itemId: lead.itemId, questionId: other.questionId })
  room.ok('moderator', 'question:carry', { questionId: lead.questionId, sessionId: 's2' })
  for (const { questionId } of [lead, other]) room.ok('system', 'question:uncarry', { questionId })
  expect(room.question(lead.questionId)).toMatchObject({
    status: 'published',
    step: 'queued',
    carriedTo: null,
  })
  expect(room.question(other.questionId)).toMatchObject({ status: 'joined', step: 'queued', carriedTo: null })
  expect(room.item(lead.itemId)).toMatchObject({ status: 'queued', outcome: null, queuedAt })
  room.ok('expert', 'item:claim', { itemId: lead.itemId })
})

it('what nobody had admitted comes back unadmitted', () => {
  const room = makeRoom()
  const questionId = room.ask()
  room.ok('moderator', 'question:carry', { questionId, sessionId: 's2' })
  room.ok('system', 'question:uncarry', { questionId })
  expect(room.question(questionId)).toMatchObject({ status: 'received', step: 'new', admitted: false })
  room.ok('moderator', 'question:admit', { questionId })
})

it('arrives once, with its number, its instant, its votes and followers; its number counts for nothing here', () => {
  const room = makeRoom()
  const id = receive(room, 'q7')
  expect(receive(room, 'q7')).toBe(id)
  expect(room.question(id)).toMatchObject({
    number: 'FD1-q7',
    status: 'published',
    carriedFrom: 'q7',
    askedAt: START - 1_000_000,
  })
  room.ok('system', 'session:tally', {})
  expect(room.question(id)).toMatchObject({ bodies: 2, persons: 1, followers: 1 })
  expect(room.question(room.ask()).number).toBe('FD2-1')
})

it('arrives while answers go on, in a topic of the session', () => {
  const late = makeRoom({ phase: 'answersOnly' })
  receive(late, 'q7')
  for (const phase of ['closed', 'archived'] as const)
    expect(makeRoom({ phase }).no('system', 'question:receive', carried('q7'))).toBe('session/not-running')
  const row = { ...carried('q7').row, topicId: 'T9.01' }
  expect(late.no('system', 'question:receive', carried('q8', { row }))).toBe('topic/not-in-session')
})

it('joined in the source, it is joined where it arrives', () => {
  const room = makeRoom()
  const lead = receive(room, 'q1')
  const other = receive(room, 'q2', { joinedFrom: 'q1' })
  const itemId = room.question(lead).workItemId
  expect(room.question(other)).toMatchObject({
    status: 'joined',
    joinedTo: lead,
    joinedToNumber: 'FD1-q1',
    workItemId: itemId,
  })
  expect(room.item(itemId).questionIds).toEqual([lead, other])
  room.ok('expert', 'item:claim', { itemId })
  room.ok('expert', 'answer:publish', { itemId, words: answerWords(), reach: 'all' })
  expect(room.question(other).answerId).toBe(room.question(lead).answerId)
  room.ok('expert', 'item:unjoin', { questionId: other })
  expect(room.question(other)).toMatchObject({ status: 'published', step: 'queued' })
})

it('arriving late, it finds its lead held, answered, privately answered or gone', () => {
  const room = makeRoom()
  const lead = receive(room, 'q1')
  const itemId = room.question(lead).workItemId
  room.ok('expert', 'item:claim', { itemId })
  const second = receive(room, 'q2', { joinedFrom: 'q1' })
  expect(room.question(second)).toMatchObject({ status: 'joined', step: 'claimed', answerId: null })
  const { answerId } = room.ok('expert', 'answer:publish', { itemId, words: answerWords(), reach: 'all' })
  const third = receive(room, 'q3', { joinedFrom: 'q1' })
  expect(room.question(third)).toMatchObject({ status: 'joined', step: 'done', answerId })
  expect(room.answer(answerId ?? '').questionIds).toEqual([lead, second, third])

  const alone = { status: 'published', step: 'queued', joinedTo: null }
  const closed = receive(room, 'q4')
  const own = room.question(closed).workItemId
  room.ok('expert', 'item:claim', { itemId: own })
  room.ok('expert', 'answer:publish', { itemId: own, words: answerWords(), reach: 'body' })
  expect(room.question(receive(room, 'q5', { joinedFrom: 'q4' }))).toMatchObject(alone)

  const gone = receive(room, 'q6')
  room.ok('anna', 'question:withdraw', { questionId: gone })
  expect(room.question(receive(room, 'q7', { joinedFrom: 'q6' }))).toMatchObject(alone)
  expect(room.question(receive(room, 'q8', { joinedFrom: 'never came' }))).toMatchObject(alone)
})
