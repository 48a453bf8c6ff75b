/** Every status of work items and of answers, and every move: led where the table says, or refused without a change. */
import { expect, it } from 'vitest'
import type { Decision } from '../../server/domain/decide/decision.ts'
import {
  ANSWER_STATUSES,
  type AnswerMove,
  type AnswerStatus,
  answerCan,
  answerMoves,
  WORK_ITEM_STATUSES,
  type WorkItemMove,
  type WorkItemStatus,
  workItemCan,
  workItemMoves,
} from '../../server/domain/machines.ts'
import { answerWords, type Fixture, MINUTE_MS, makeRoom } from '../support/room-fixture.ts'

type Made = { questionId: string; itemId: string; answerId?: string }

const words = answerWords()
const reach = 'all' as const

const sent = (room: Fixture): Made => {
  const made = room.claimed()
  const { answerId = '' } = room.ok('expert', 'answer:send', { itemId: made.itemId, words, reach })
  return { ...made, answerId }
}

const itemWays: Record<WorkItemStatus, (room: Fixture) => Made> = {
  new: (room) => {
    const questionId = room.ask()
    return { questionId, itemId: room.question(questionId).workItemId }
  },
  queued: (room) => room.admitted(),
  claimed: (room) => room.claimed(),
  waiting: (room) => {
    const made = room.claimed()
    room.ok('expert', 'item:askMore', { itemId: made.itemId, text: 'Da quando?' })
    return made
  },
  inReview: sent,
  parked: (room) => {
    const made = room.admitted()
    room.ok('expert', 'item:park', { itemId: made.itemId, until: room.at + MINUTE_MS, reason: 'Si attende' })
    return made
  },
  // Answered aloud: nothing leads there yet.
  live: (room) => {
    const made = room.admitted()
    room.state.put('workItem', { ...room.item(made.itemId), status: 'live' })
    room.state.put('question', { ...room.question(made.questionId), step: 'live' })
    return made
  },
  done: (room) => room.answered(),
}

const itemCommands: Record<WorkItemMove, (room: Fixture, made: Made) => Decision> = {
  queue: (room, { questionId }) => room.run('moderator', 'question:admit', { questionId }),
  unqueue: (room, { questionId }) => room.run('moderator', 'question:unadmit', { questionId }),
  claim: (room, { itemId }) => room.run('second', 'item:claim', { itemId }),
  renew: (room, { itemId }) => room.run('expert', 'item:renew', { itemId }),
  release: (room, { itemId }) => room.run('expert', 'item:release', { itemId }),
  expire: (room, { itemId }) => {
    room.at += 11 * MINUTE_MS
    return room.run('system', 'item:expire', { itemId })
  },
  handOver: (room, { itemId }) =>
    room.run('expert', 'item:handOver', { itemId, toActorId: 'second', known: 'Tutto', missing: 'Nulla' }),
  takeOver: (room, { itemId }) => room.run('second', 'item:takeOver', { itemId, reason: 'Malattia' }),
  askMore: (room, { itemId }) => room.run('expert', 'item:askMore', { itemId, text: 'Da quando?' }),
  hear: (room, { questionId }) => room.run('anna', 'question:inform', { questionId, text: 'Da maggio' }),
  review: (room, { itemId }) => room.run('expert', 'answer:send', { itemId, words, reach }),
  return: (room, { itemId }) => room.run('second', 'answer:return', { itemId, text: 'Manca la norma' }),
  park: (room, { itemId }) =>
    room.run('expert', 'item:park', { itemId, until: room.at + MINUTE_MS, reason: 'Si attende' }),
  unpark: (room, { itemId }) => room.run('expert', 'item:unpark', { itemId }),
  answer: (room, { itemId }) =>
    room.item(itemId).status === 'inReview'
      ? room.run('second', 'answer:approve', { itemId })
      : room.run('expert', 'answer:publish', { itemId, words, reach }),
  finish: (room, { questionId }) => {
    const lead = room.admitted('carla')
    return room.run('expert', 'item:join', { itemId: lead.itemId, questionId })
  },
  requeue: (room, { questionId }) => room.run('anna', 'question:followUp', { questionId, text: 'E poi?' }),
}

const HOLDER = 'workItem/lease-lost'
const itemCodes: Partial<Record<WorkItemMove, string>> = {
  ...{ renew: HOLDER, release: HOLDER, handOver: HOLDER, askMore: HOLDER, review: HOLDER, answer: HOLDER },
  queue: 'question/not-allowed-now',
  unqueue: 'question/not-allowed-now',
  requeue: 'question/not-allowed-now',
}
const itemOthers: Record<string, string> = {
  'claim claimed': 'workItem/taken',
  // An item that is done by an answer has a question that is answered.
  'hear done': 'question/not-allowed-now',
  'finish done': 'question/not-allowed-now',
  // Told more without being asked: a message, and the item stays where it is.
  ...Object.fromEntries(
    WORK_ITEM_STATUSES.filter((status) => status !== 'waiting' && status !== 'done').map((status) => [
      `hear ${status}`,
      'done',
    ]),
  ),
  // A sweep that comes late finds nothing to do.
  ...Object.fromEntries(
    WORK_ITEM_STATUSES.filter((status) => status !== 'claimed').map((status) => [`expire ${status}`, 'done']),
  ),
}

const itemCases = (Object.keys(workItemMoves) as WorkItemMove[]).flatMap((move) =>
  WORK_ITEM_STATUSES.map((status) => ({ move, status })),
)

it.each(itemCases)('an item that is $status: $move', ({ move, status }) => {
  const room = makeRoom()
  const made = itemWays[status](room)
  const before = room.item(made.itemId)
  expect(before.status).toBe(status)
  const decision = itemCommands[move](room, made)
  const other = itemOthers[`${move} ${status}`]
  const after = room.item(made.itemId)
  if (other === 'done' || (other === undefined && workItemCan(move, status))) {
    expect(decision).toMatchObject({ ok: true })
    expect(after.status).toBe(other ? status : workItemMoves[move].to)
    const own = room.question(made.questionId)
    if (after.id === own.workItemId) expect(own.step, 'the asker sees the same step').toBe(after.status)
    if (after.status !== 'claimed') expect(after.leaseUntil).toBeNull()
  } else {
    expect(decision).toMatchObject({
      ok: false,
      code: other ?? itemCodes[move] ?? 'workItem/not-allowed-now',
    })
    expect(after).toEqual(before)
  }
})

const published = (room: Fixture): Made => room.answered()
const after =
  (type: 'answer:recheck' | 'answer:withdraw') =>
  (room: Fixture): Made => {
    const made = room.answered()
    room.ok('expert', type, { answerId: made.answerId, reason: 'Nuova norma' })
    return made
  }

const answerWays: Record<AnswerStatus, (room: Fixture) => Made> = {
  inReview: sent,
  returned: (room) => {
    const made = sent(room)
    room.ok('second', 'answer:return', { itemId: made.itemId, text: 'Manca la norma' })
    return made
  },
  published,
  corrected: (room) => {
    const made = room.answered()
    room.ok('expert', 'answer:correct', { answerId: made.answerId, words, reason: 'Completata' })
    return made
  },
  superseded: (room) => {
    const made = room.answered()
    room.ok('expert', 'answer:supersede', {
      answerId: made.answerId,
      byAnswerId: room.answered('carla').answerId,
    })
    return made
  },
  toRecheck: after('answer:recheck'),
  withdrawn: after('answer:withdraw'),
}

/** Gives the item to the expert again, where it waits in the queue for a new version. */
const held = (room: Fixture, { itemId }: Made) => {
  if (room.item(itemId).status === 'queued') room.ok('expert', 'item:claim', { itemId })
}

const answerCommands: Record<AnswerMove, (room: Fixture, made: Made) => Decision> = {
  send: (room, { itemId }) => room.run('expert', 'answer:send', { itemId, words, reach }),
  return: (room, { itemId }) => room.run('second', 'answer:return', { itemId, text: 'Manca la norma' }),
  publish: (room, made) => {
    if (room.item(made.itemId).status === 'inReview')
      return room.run('second', 'answer:approve', { itemId: made.itemId })
    if (room.answer(made.answerId ?? '').status === 'withdrawn') held(room, made)
    return room.run('expert', 'answer:publish', { itemId: made.itemId, words, reach })
  },
  correct: (room, { answerId = '' }) =>
    room.run('second', 'answer:correct', { answerId, words, reason: 'Completata' }),
  supersede: (room, { answerId = '' }) =>
    room.run('second', 'answer:supersede', { answerId, byAnswerId: room.answered('carla').answerId }),
  recheck: (room, { answerId = '' }) => room.run('second', 'answer:recheck', { answerId, reason: 'Legge' }),
  withdraw: (room, { answerId = '' }) => room.run('moderator', 'answer:withdraw', { answerId, reason: 'No' }),
}

const answerCodes: Partial<Record<AnswerMove, string>> = {
  send: HOLDER,
  publish: HOLDER,
  return: 'workItem/not-allowed-now',
}

const answerCases = (Object.keys(answerMoves) as AnswerMove[]).flatMap((move) =>
  ANSWER_STATUSES.map((status) => ({ move, status })),
)

it.each(answerCases)('an answer that is $status: $move', ({ move, status }) => {
  const room = makeRoom()
  const made = answerWays[status](room)
  const { answerId = '' } = made
  const before = room.answer(answerId)
  expect(before.status).toBe(status)
  const decision = answerCommands[move](room, made)
  if (answerCan(move, status)) {
    expect(decision).toMatchObject({ ok: true })
    expect(room.answer(answerId).status).toBe(answerMoves[move].to)
  } else {
    expect(decision).toMatchObject({ ok: false, code: answerCodes[move] ?? 'answer/not-allowed-now' })
    expect(room.answer(answerId)).toEqual(before)
  }
})
