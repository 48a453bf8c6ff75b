/** What a hand that slipped can take back: an admission, a refusal, a redirection, an answer sent to review. */
import { describe, expect, it } from 'vitest'
import { limits } from '../../server/domain/limits.ts'
import { answerWords, MINUTE_MS, makeRoom } from '../support/room-fixture.ts'

const refusal = { reason: 'out_of_scope', text: 'Fuori tema' }

describe('question:unadmit', () => {
  it('the question waits to be admitted again, and only its own see it', () => {
    const room = makeRoom()
    const { questionId, itemId } = room.admitted()
    room.ok('moderator', 'question:unadmit', { questionId })
    expect(room.question(questionId)).toMatchObject({ status: 'received', admitted: false, step: 'new' })
    expect(room.item(itemId)).toMatchObject({ status: 'new', queuedAt: null })
    expect(room.no('carla', 'question:vote', { questionId, on: true })).toBe('question/not-found')
    room.ok('moderator', 'question:admit', { questionId })
    expect(room.question(questionId).status).toBe('published')
  })

  it('not while others are joined to it', () => {
    const room = makeRoom()
    const lead = room.admitted()
    const other = room.admitted('carla')
    room.ok('moderator', 'item:join', { itemId: lead.itemId, questionId: other.questionId })
    expect(room.no('moderator', 'question:unadmit', { questionId: lead.questionId })).toBe(
      'question/not-allowed-now',
    )
  })
})

describe('question:restore', () => {
  it('one that was never admitted is received again, without a reason', () => {
    const room = makeRoom()
    const questionId = room.ask()
    room.ok('moderator', 'question:refuse', { questionId, ...refusal })
    room.ok('moderator', 'question:restore', { questionId })
    expect(room.question(questionId)).toMatchObject({ status: 'received', step: 'new', reason: null })
    expect(room.item(room.question(questionId).workItemId)).toMatchObject({ status: 'new', outcome: null })
    room.ok('moderator', 'question:admit', { questionId })
  })

  it('one that was published waits in the queue at the place of its asking', () => {
    const room = makeRoom()
    const { questionId, itemId } = room.admitted()
    const { queuedAt } = room.item(itemId)
    room.at += MINUTE_MS
    room.ok('moderator', 'question:redirect', { questionId, to: 'support', text: 'All’assistenza' })
    room.ok('moderator', 'question:restore', { questionId })
    expect(room.item(itemId)).toMatchObject({ status: 'queued', outcome: null, queuedAt })
  })

  it('where the item went on with those joined to it, it gets an item of its own', () => {
    const room = makeRoom()
    const lead = room.admitted()
    const heir = room.admitted('carla')
    room.ok('moderator', 'item:join', { itemId: lead.itemId, questionId: heir.questionId })
    room.ok('moderator', 'question:refuse', { questionId: lead.questionId, ...refusal })
    room.ok('moderator', 'question:restore', { questionId: lead.questionId })
    const { workItemId } = room.question(lead.questionId)
    expect(workItemId).not.toBe(lead.itemId)
    expect(room.item(workItemId)).toMatchObject({ status: 'queued', questionIds: [lead.questionId] })
    expect(room.item(lead.itemId)).toMatchObject({ status: 'queued', questionIds: [heir.questionId] })
    room.ok('expert', 'item:claim', { itemId: workItemId })
  })
})

describe('answer:recall', () => {
  it('the holder has it back with what was left of the lease, and nobody can approve it', () => {
    const room = makeRoom()
    const { itemId } = room.claimed()
    room.at += 2 * MINUTE_MS
    room.ok('expert', 'answer:send', { itemId, words: answerWords(), reach: 'all' })
    const left = room.item(itemId).leaseLeftMs ?? 0
    expect(left).toBeLessThanOrEqual(limits.leaseMs - 2 * MINUTE_MS)
    room.at += MINUTE_MS
    room.ok('expert', 'answer:recall', { itemId })
    expect(room.item(itemId)).toMatchObject({ status: 'claimed', leaseUntil: room.at + left })
    expect(room.no('second', 'answer:approve', { itemId })).toBe('workItem/not-allowed-now')
    room.ok('expert', 'answer:send', { itemId, words: answerWords('Nuovo testo'), reach: 'all' })
    room.ok('second', 'answer:approve', { itemId })
  })

  it('only what is under review, and only by its holder', () => {
    const room = makeRoom()
    const { itemId } = room.claimed()
    expect(room.no('expert', 'answer:recall', { itemId })).toBe('workItem/not-allowed-now')
    room.ok('expert', 'answer:send', { itemId, words: answerWords(), reach: 'all' })
    expect(room.no('second', 'answer:recall', { itemId })).toBe('workItem/lease-lost')
  })
})

it('an edit that changes the topic takes along the item that the question leads, whoever opened it', () => {
  const room = makeRoom()
  const lead = room.admitted()
  const heir = room.admitted('carla')
  room.ok('moderator', 'item:join', { itemId: lead.itemId, questionId: heir.questionId })
  room.ok('anna', 'question:withdraw', { questionId: lead.questionId })
  room.ok('carla', 'question:edit', {
    questionId: heir.questionId,
    title: 'Un altro argomento',
    text: 'Riguarda altro.',
    topicId: 'T2.01',
  })
  expect(room.item(lead.itemId).topicId).toBe('T2.01')
})
