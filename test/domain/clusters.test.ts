/** Joined questions: one answer for many, nothing destroyed, undone at any time; and carried to another session. */
import { describe, expect, it } from 'vitest'
import { audienceOf } from '../../server/domain/views.ts'
import { answerWords, type Fixture, MINUTE_MS, makeRoom, type Who } from '../support/room-fixture.ts'

const words = answerWords()

/** Anna's question held by the expert, with Carla's joined to it. */
const cluster = (room: Fixture, who: Who = 'carla') => {
  const lead = room.claimed('anna')
  const other = room.admitted(who)
  room.ok('expert', 'item:join', { itemId: lead.itemId, questionId: other.questionId })
  return { ...lead, other }
}

describe('join', () => {
  it('goes along with the lead, step by step, to the same answer', () => {
    const room = makeRoom()
    const { itemId, questionId, other } = cluster(room)
    const number = room.question(questionId).number
    expect(room.question(other.questionId)).toMatchObject({
      status: 'joined',
      step: 'claimed',
      joinedTo: questionId,
      joinedToNumber: number,
      workItemId: itemId,
      ownItemId: other.itemId,
    })
    expect(room.item(other.itemId)).toMatchObject({ status: 'done', outcome: 'joined' })
    const line = { questionId: other.questionId, text: 'Per voi vale anche…' }
    const { answerId } = room.ok('expert', 'answer:publish', { itemId, words, reach: 'all', lines: [line] })
    for (const [id, status] of [
      [questionId, 'answered'],
      [other.questionId, 'joined'],
    ] as const)
      expect(room.question(id)).toMatchObject({ status, step: 'done', answerId })
    expect(room.answer(answerId ?? '').questionIds).toEqual([questionId, other.questionId])
    expect(room.state.list('message')).toMatchObject([{ kind: 'line', toActorId: 'carla' }])
  })

  it('undone before and after publication, it returns to its place in the queue', () => {
    for (const isPublished of [false, true]) {
      const room = makeRoom()
      const { itemId, questionId, other } = cluster(room)
      if (isPublished) room.ok('expert', 'answer:publish', { itemId, words, reach: 'all' })
      room.ok('expert', 'item:unjoin', { questionId: other.questionId })
      const row = room.question(other.questionId)
      expect(row).toMatchObject({
        status: 'published',
        step: 'queued',
        joinedTo: null,
        joinedToNumber: null,
        answerId: null,
        workItemId: other.itemId,
      })
      expect(room.item(other.itemId)).toMatchObject({
        status: 'queued',
        queuedAt: row.askedAt,
        outcome: null,
      })
      expect(room.item(itemId).questionIds).toEqual([questionId])
      if (isPublished) expect(room.state.list('answer')).toMatchObject([{ questionIds: [questionId] }])
      room.ok('expert', 'item:claim', { itemId: other.itemId })
    }
  })

  it('joined to what is answered already, it is answered at once', () => {
    const room = makeRoom()
    const { itemId, answerId } = room.answered()
    const other = room.admitted('carla')
    room.ok('moderator', 'item:join', { itemId, questionId: other.questionId })
    expect(room.question(other.questionId)).toMatchObject({ status: 'joined', step: 'done', answerId })
    expect(room.answer(answerId).questionIds).toContain(other.questionId)
  })

  it('only by its holder, not to itself, not to what is over', () => {
    const room = makeRoom()
    const held = room.claimed('anna')
    const other = room.admitted('carla')
    const join = (who: Who, itemId: string, questionId: string) =>
      room.no(who, 'item:join', { itemId, questionId })
    expect(join('second', held.itemId, other.questionId)).toBe('workItem/taken')
    expect(join('moderator', other.itemId, held.questionId)).toBe('workItem/taken')
    expect(join('expert', held.itemId, held.questionId)).toBe('workItem/same-item')
    const refused = room.ask('bruno')
    room.ok('moderator', 'question:refuse', { questionId: refused, reason: 'out_of_scope', text: 'No' })
    expect(join('expert', room.question(refused).workItemId, other.questionId)).toBe(
      'workItem/not-allowed-now',
    )
  })

  it('an expert of one theme alone joins nothing of another', () => {
    const room = makeRoom()
    const lead = room.admitted('anna')
    const other = room.admitted('anna', { topicId: 'T2.01' })
    expect(room.no('local', 'item:join', { itemId: lead.itemId, questionId: other.questionId })).toBe(
      'permission/denied',
    )
    room.ok('expert', 'item:join', { itemId: lead.itemId, questionId: other.questionId })
  })

  it('has the earliest deadline, and its own again when it is undone', () => {
    const room = makeRoom()
    const lead = room.admitted('anna', { deadline: '2026-12-01' })
    const other = room.admitted('carla', { deadline: '2026-11-25' })
    room.ok('moderator', 'item:join', { itemId: lead.itemId, questionId: other.questionId })
    expect(room.item(lead.itemId).deadline).toBe('2026-11-25')
    room.ok('moderator', 'item:unjoin', { questionId: other.questionId })
    expect(room.item(lead.itemId).deadline).toBe('2026-12-01')
    expect(room.item(other.itemId).deadline).toBe('2026-11-25')
  })

  it('joined before either was admitted, it is admitted with its lead', () => {
    const room = makeRoom()
    const [lead, other] = [room.ask('anna'), room.ask('carla')]
    const itemId = room.question(lead).workItemId
    room.ok('moderator', 'item:join', { itemId, questionId: other })
    expect(audienceOf('question', room.question(other))).not.toContain('public')
    room.ok('moderator', 'question:admit', { questionId: lead })
    expect(room.question(other)).toMatchObject({ status: 'joined', step: 'queued', admitted: true })
  })

  it('undone before it was admitted, it is what it was', () => {
    const room = makeRoom()
    const [lead, other] = [room.ask('anna'), room.ask('carla')]
    const before = { question: room.question(other), item: room.item(room.question(other).workItemId) }
    room.ok('moderator', 'item:join', { itemId: room.question(lead).workItemId, questionId: other })
    room.ok('moderator', 'item:unjoin', { questionId: other })
    const { changedSeq: _one, statusAt: _two, ...facts } = before.question
    expect(room.question(other)).toMatchObject(facts)
    expect(room.item(before.item.id)).toMatchObject({ status: 'new', outcome: null, queuedAt: null })
    room.ok('moderator', 'question:admit', { questionId: other })
  })

  it('what readers see is not joined to what they don’t', () => {
    const room = makeRoom()
    const { questionId } = room.admitted('carla')
    const itemId = room.question(room.ask('anna')).workItemId
    expect(room.no('moderator', 'item:join', { itemId, questionId })).toBe('question/not-allowed-now')
  })

  it('where the lead is withdrawn, the next one leads on', () => {
    const room = makeRoom()
    const lead = room.admitted('anna')
    const [one, two] = [room.admitted('carla'), room.admitted('bruno')]
    for (const { questionId } of [one, two])
      room.ok('moderator', 'item:join', { itemId: lead.itemId, questionId })
    room.ok('anna', 'question:withdraw', { questionId: lead.questionId })
    const number = room.question(one.questionId).number
    expect(room.item(lead.itemId)).toMatchObject({
      status: 'queued',
      leadId: one.questionId,
      leadNumber: number,
      questionIds: [one.questionId, two.questionId],
    })
    expect(room.question(one.questionId)).toMatchObject({ status: 'published', joinedTo: null })
    expect(room.question(two.questionId)).toMatchObject({ joinedTo: one.questionId, joinedToNumber: number })
  })
})

describe('private answers', () => {
  const sendTo = (room: Fixture, itemId: string, reach: 'all' | 'body') =>
    room.run('expert', 'answer:publish', { itemId, words, reach })

  it('need all questions to be of one body', () => {
    const room = makeRoom()
    const { itemId, other } = cluster(room)
    expect(sendTo(room, itemId, 'body')).toMatchObject({ code: 'answer/several-bodies' })
    room.ok('expert', 'item:unjoin', { questionId: other.questionId })
    expect(sendTo(room, itemId, 'body')).toMatchObject({ ok: true })
    expect(audienceOf('answer', room.state.list('answer')[0] ?? room.answer(''))).toEqual([
      'body:B1',
      'experts',
      'moderators',
    ])
    expect(room.no('moderator', 'item:join', { itemId, questionId: other.questionId })).toBe('answer/private')
  })

  it('colleagues’ questions are of one body', () => {
    const room = makeRoom()
    expect(sendTo(room, cluster(room, 'bruno').itemId, 'body')).toMatchObject({ ok: true })
  })

  it('never reach further with a new version, not even one under review', () => {
    const room = makeRoom()
    const { itemId, answerId } = room.answered('anna', 'body')
    room.ok('expert', 'answer:recheck', { answerId, reason: 'Nuova norma' })
    room.ok('expert', 'item:claim', { itemId })
    expect(room.no('expert', 'answer:send', { itemId, words, reach: 'all' })).toBe('answer/private')
    expect(room.no('expert', 'answer:publish', { itemId, words, reach: 'all' })).toBe('answer/private')
    room.ok('expert', 'answer:send', { itemId, words, reach: 'body' })
    expect(audienceOf('answer', room.answer(answerId))).not.toContain('public')
    const open = room.answered('bruno')
    room.ok('expert', 'answer:recheck', { answerId: open.answerId, reason: 'Nuova norma' })
    room.ok('expert', 'item:claim', { itemId: open.itemId })
    expect(room.no('expert', 'answer:publish', { itemId: open.itemId, words, reach: 'body' })).toBe(
      'answer/not-allowed-now',
    )
  })
})

it('parked and joined, a question shows the date of the item it is in', () => {
  const room = makeRoom()
  const [parked, free] = [room.admitted('anna'), room.admitted('carla')]
  const until = room.at + 9 * MINUTE_MS
  room.ok('moderator', 'item:park', { itemId: parked.itemId, until, reason: 'Si attende' })
  room.ok('moderator', 'item:join', { itemId: free.itemId, questionId: parked.questionId })
  expect(room.question(parked.questionId)).toMatchObject({ step: 'queued', parkedUntil: null })
})
