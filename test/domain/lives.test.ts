/** A question's life from asking to its answers, and what stands around it: follow-ups, quotas, mute, erasure. */
import { describe, expect, it } from 'vitest'
import { loggedFields } from '../../server/domain/decide.ts'
import { limits } from '../../server/domain/limits.ts'
import { answerWords, askWords, MINUTE_MS, makeRoom, type Who } from '../support/room-fixture.ts'

const words = answerWords()

describe('one question', () => {
  it('ask, admit, claim, publish, correct', () => {
    const room = makeRoom()
    const questionId = room.ask()
    expect(room.question(questionId)).toMatchObject({
      number: 'FD2-1',
      status: 'received',
      step: 'new',
      admitted: false,
      themeId: 'T1',
      bodies: 1,
      words: { title: askWords().title },
    })
    room.ok('expert', 'question:admit', { questionId })
    const { workItemId: itemId, askedAt } = room.question(questionId)
    expect(room.item(itemId)).toMatchObject({ status: 'queued', queuedAt: askedAt })
    room.ok('expert', 'item:claim', { itemId })
    expect(room.question(questionId)).toMatchObject({ status: 'beingAnswered', step: 'claimed' })
    const { answerId = '' } = room.ok('expert', 'answer:publish', { itemId, words, reach: 'all' })
    expect(room.item(itemId)).toMatchObject({ status: 'done', outcome: 'answered', holder: null, answerId })
    const publishedAt = room.at
    room.ok('second', 'answer:correct', { answerId, words: answerWords('No.'), reason: 'Nuova norma' })
    expect(room.answer(answerId)).toMatchObject({
      status: 'corrected',
      publishedRevs: [1, 2],
      textRev: 2,
      publishedAt,
      correctedAt: room.at,
      words: { inBrief: 'No.' },
    })
  })

  it('is published and queued at once where admission is open', () => {
    const room = makeRoom({ admission: 'open' })
    const questionId = room.ask()
    expect(room.question(questionId)).toMatchObject({ status: 'published', step: 'queued', admitted: true })
  })

  it('only of a topic of the session', () => {
    const room = makeRoom()
    for (const topicId of ['T9.01', 'nothing'])
      expect(room.no('anna', 'question:ask', { ...askWords(), topicId })).toBe('topic/not-in-session')
  })

  it('no word of anybody is in what the log keeps', () => {
    const room = makeRoom()
    const logged = (['anna', 'expert'] as Who[]).map((who) => {
      const decision =
        who === 'anna'
          ? room.run(who, 'question:ask', askWords('CANARY'))
          : room.run(who, 'answer:publish', {
              itemId: room.claimed().itemId,
              words: answerWords('CANARY'),
              reach: 'all',
            })
      return decision.ok ? decision.changes.map(loggedFields) : []
    })
    expect(logged.flat().length).toBeGreaterThan(3)
    expect(JSON.stringify(logged)).not.toContain('CANARY')
  })
})

describe('a second expert', () => {
  const inReview = () => {
    const room = makeRoom()
    const made = room.claimed('anna', { topicId: 'T2.01' })
    expect(room.no('expert', 'answer:publish', { itemId: made.itemId, words, reach: 'all' })).toBe(
      'answer/needs-review',
    )
    room.at += MINUTE_MS
    const { answerId = '' } = room.ok('expert', 'answer:send', { itemId: made.itemId, words, reach: 'all' })
    return { room, ...made, answerId }
  }

  it('approves what another wrote, and it is published', () => {
    const { room, questionId, itemId, answerId } = inReview()
    expect(room.no('expert', 'answer:approve', { itemId })).toBe('answer/own-answer')
    expect(room.no('expert', 'answer:return', { itemId, text: 'x' })).toBe('answer/own-answer')
    room.ok('second', 'answer:approve', { itemId })
    expect(room.answer(answerId)).toMatchObject({
      status: 'published',
      authorId: 'expert',
      reviewerId: 'second',
      pendingRev: null,
    })
    expect(room.question(questionId)).toMatchObject({ status: 'answered', answerId })
    expect(room.no('second', 'answer:correct', { answerId, words, reason: 'x' })).toBe('answer/needs-review')
  })

  it('review stops the lease’s clock, a return restarts it', () => {
    const { room, itemId, answerId } = inReview()
    const left = limits.leaseMs - MINUTE_MS - 2_000
    expect(room.item(itemId)).toMatchObject({ leaseUntil: null, leaseLeftMs: left })
    room.at += 60 * MINUTE_MS
    room.ok('second', 'answer:return', { itemId, text: 'Manca la norma' })
    expect(room.item(itemId)).toMatchObject({
      status: 'claimed',
      holder: 'expert',
      leaseUntil: room.at + left,
    })
    expect(room.answer(answerId)).toMatchObject({ status: 'returned', pendingRev: null })
    room.ok('expert', 'answer:send', { itemId, words: answerWords('Meglio.'), reach: 'all' })
    room.ok('second', 'answer:approve', { itemId })
    expect(room.answer(answerId)).toMatchObject({ publishedRevs: [2], words: { inBrief: 'Meglio.' } })
  })

  it('goes on with a new version while the old one is withdrawn', () => {
    const { room, questionId, itemId, answerId } = inReview()
    room.ok('second', 'answer:approve', { itemId })
    room.ok('second', 'answer:recheck', { answerId, reason: 'Nuova norma' })
    room.ok('expert', 'item:claim', { itemId })
    room.ok('expert', 'answer:send', { itemId, words: answerWords('Nuova.'), reach: 'all' })
    expect(room.answer(answerId)).toMatchObject({ status: 'toRecheck', words: { inBrief: words.inBrief } })
    room.ok('moderator', 'answer:withdraw', { answerId, reason: 'Sbagliata' })
    expect(room.question(questionId)).toMatchObject({
      status: 'beingAnswered',
      step: 'inReview',
      answerId: null,
    })
    room.ok('second', 'answer:approve', { itemId })
    expect(room.answer(answerId)).toMatchObject({ status: 'published', words: { inBrief: 'Nuova.' } })
    expect(room.question(questionId)).toMatchObject({ status: 'answered', step: 'done', answerId })
  })
})

it('what was private and withdrawn is no earlier version of what is published to all', () => {
  const room = makeRoom()
  const { itemId, answerId } = room.answered('anna', 'body')
  room.ok('expert', 'answer:correct', { answerId, words: answerWords('Solo a voi.'), reason: 'Refuso' })
  expect(room.answer(answerId).publishedRevs).toEqual([1, 2])
  room.ok('moderator', 'answer:withdraw', { answerId, reason: 'Sbagliata' })
  room.ok('expert', 'item:claim', { itemId })
  room.ok('expert', 'answer:publish', { itemId, words: answerWords('A tutti.'), reach: 'all' })
  expect(room.answer(answerId)).toMatchObject({ status: 'published', reach: 'all', publishedRevs: [3] })
})

describe('follow-ups', () => {
  it('three deep, each back to who answered', () => {
    const room = makeRoom()
    const { questionId, itemId } = room.answered()
    for (let depth = 1; depth <= limits.followUpDepth; depth++) {
      room.ok('anna', 'question:followUp', { questionId, text: 'E poi?' })
      expect(room.item(itemId)).toMatchObject({ status: 'queued', returnTo: 'expert', queuedAt: room.at })
      expect(room.question(questionId)).toMatchObject({ status: 'answered', followUps: depth })
      expect(room.no('anna', 'question:followUp', { questionId, text: 'E?' })).toBe(
        'question/not-allowed-now',
      )
      room.ok('expert', 'item:claim', { itemId })
      room.ok('expert', 'answer:publish', { itemId, words, reach: 'all' })
    }
    expect(room.no('anna', 'question:followUp', { questionId, text: 'E?' })).toBe('question/follow-ups-used')
  })

  it('of two askers at once, the second finds the item on its way', () => {
    const room = makeRoom()
    const { questionId, itemId } = room.answered()
    const other = room.admitted('carla').questionId
    room.ok('moderator', 'item:join', { itemId, questionId: other })
    room.ok('anna', 'question:followUp', { questionId, text: 'E poi?' })
    room.ok('expert', 'item:claim', { itemId })
    expect(room.question(other).step).toBe('done')
    room.ok('carla', 'question:followUp', { questionId: other, text: 'E per noi?' })
    expect(room.item(itemId)).toMatchObject({ status: 'claimed', holder: 'expert' })
    expect(room.question(other)).toMatchObject({ status: 'joined', step: 'claimed', followUps: 1 })
  })
})

it('quotas: of a person and of a body; what is withdrawn or split off does not count', () => {
  const room = makeRoom({ asksPerPerson: 2, asksPerBody: 3 })
  const [first = ''] = [room.ask('anna'), room.ask('anna')]
  expect(room.no('anna', 'question:ask', askWords())).toBe('question/quota-person')
  const part = { title: 'Parte', text: 'E dopo?', topicId: 'T1.01' }
  room.ok('moderator', 'question:split', { questionId: first, parts: [part, part] })
  room.ask('bruno')
  expect(room.no('bruno', 'question:ask', askWords())).toBe('question/quota-body')
  room.ask('carla')
  room.ok('anna', 'question:withdraw', { questionId: first })
  room.ask('bruno')
  const numbers = room.state.list('question').map((row) => row.number)
  expect(new Set(numbers).size).toBe(numbers.length)
})

it('mute: neither asks, edits nor follows up, until the instant or by hand; at most a day', () => {
  const room = makeRoom()
  const questionId = room.ask()
  expect(room.no('moderator', 'participant:mute', { actorId: 'nobody', minutes: 5 })).toBe(
    'participant/not-found',
  )
  room.ok('moderator', 'participant:mute', { actorId: 'anna', minutes: 5 })
  const until = room.at + 5 * MINUTE_MS
  expect(room.decide('anna', 'question:ask', askWords())).toMatchObject({
    code: 'participant/muted',
    details: { until },
  })
  expect(room.no('anna', 'question:edit', { questionId, title: 'T', text: 'T' })).toBe('participant/muted')
  expect(room.no('anna', 'question:inform', { questionId, text: 'T' })).toBe('participant/muted')
  room.ok('anna', 'question:withdraw', { questionId })
  room.at = until
  room.ask()
  room.ok('moderator', 'participant:mute', { actorId: 'anna', minutes: 99_999 })
  expect(room.state.get('mute', 'anna').until).toBe(room.at + limits.muteMs)
  room.ok('moderator', 'participant:unmute', { actorId: 'anna' })
  room.ask()
})

it('A2: erased, the words are gone and the facts stay', () => {
  const room = makeRoom()
  const { questionId, itemId, answerId } = room.answered()
  room.ok('expert', 'item:note', { itemId, text: 'Vedi la circolare' })
  const [note] = room.state.list('note')
  for (const [entity, id] of [
    ['question', questionId],
    ['answer', answerId],
    ['note', note?.id ?? ''],
  ] as const) {
    const decision = room.run('administrator', 'text:erase', { entity, id })
    expect(decision).toMatchObject({ ok: true, changes: [{ entity, id, erases: true }] })
  }
  expect(room.question(questionId)).toMatchObject({ words: null, number: 'FD2-1', status: 'answered' })
  expect(room.answer(answerId)).toMatchObject({ words: null, pendingWords: null, status: 'published' })
  expect(room.no('administrator', 'text:erase', { entity: 'note', id: 'none' })).toBe('text/not-found')
})
