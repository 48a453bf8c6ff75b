/** Every question status and every move: the command leads where the table says, or is refused and changes nothing. */
import { expect, it } from 'vitest'
import type { Decision } from '../../server/domain/decide/decision.ts'
import {
  hasOutcome,
  QUESTION_STATUSES,
  type QuestionMove,
  type QuestionStatus,
  questionCan,
  questionMoves,
} from '../../server/domain/machines.ts'
import { answerWords, askWords, type Fixture, makeRoom } from '../support/room-fixture.ts'

type Made = { questionId: string; itemId: string; answerId?: string; leadItemId?: string }

const bare = (room: Fixture): Made => {
  const questionId = room.ask()
  return { questionId, itemId: room.question(questionId).workItemId }
}

/** The way to each status, by commands alone. */
const ways: Record<QuestionStatus, (room: Fixture) => Made> = {
  received: bare,
  published: (room) => room.admitted(),
  beingAnswered: (room) => room.claimed(),
  answered: (room) => room.answered(),
  notAccepted: (room) => {
    const made = room.admitted()
    room.ok('moderator', 'question:refuse', { ...made, reason: 'out_of_scope', text: 'Fuori tema' })
    return made
  },
  redirected: (room) => {
    const made = room.admitted()
    room.ok('moderator', 'question:redirect', { ...made, to: 'support', text: 'All’assistenza' })
    return made
  },
  joined: (room) => {
    const made = room.admitted()
    const lead = room.admitted('carla')
    room.ok('moderator', 'item:join', { itemId: lead.itemId, questionId: made.questionId })
    return { questionId: made.questionId, itemId: lead.itemId }
  },
  withdrawn: (room) => {
    const made = bare(room)
    room.ok('anna', 'question:withdraw', made)
    return made
  },
  carried: (room) => {
    const made = room.admitted()
    room.ok('moderator', 'question:carry', { questionId: made.questionId, sessionId: 's2' })
    return made
  },
}

const words = answerWords()
const part = { title: 'Parte', text: 'E dopo?', topicId: 'T1.01' }

/** The command that makes each move, by who may give it. */
const moves: Record<QuestionMove, (room: Fixture, made: Made) => Decision> = {
  admit: (room, { questionId }) => room.run('moderator', 'question:admit', { questionId }),
  unadmit: (room, { questionId }) => room.run('moderator', 'question:unadmit', { questionId }),
  restore: (room, { questionId }) => room.run('moderator', 'question:restore', { questionId }),
  edit: (room, { questionId }) => room.run('anna', 'question:edit', { questionId, ...askWords('Altro') }),
  withdraw: (room, { questionId }) => room.run('anna', 'question:withdraw', { questionId }),
  refuse: (room, { questionId }) =>
    room.run('moderator', 'question:refuse', { questionId, reason: 'out_of_scope', text: 'Fuori tema' }),
  redirect: (room, { questionId }) =>
    room.run('moderator', 'question:redirect', { questionId, to: 'secretariat', text: 'Altrove' }),
  classify: (room, { questionId }) =>
    room.run('moderator', 'question:classify', { questionId, topicId: 'T2.01' }),
  rewrite: (room, { questionId }) =>
    room.run('moderator', 'question:rewrite', { questionId, title: 'Chiaro', text: 'Più chiaro' }),
  split: (room, { questionId }) =>
    room.run('moderator', 'question:split', { questionId, parts: [part, part] }),
  inform: (room, { questionId }) => room.run('anna', 'question:inform', { questionId, text: 'Da maggio' }),
  join: (room, { questionId, leadItemId = '' }) =>
    room.run('expert', 'item:join', { itemId: leadItemId, questionId }),
  unjoin: (room, { questionId }) => room.run('expert', 'item:unjoin', { questionId }),
  claim: (room, { itemId }) => room.run('second', 'item:claim', { itemId }),
  release: (room, { itemId }) => room.run('expert', 'item:release', { itemId }),
  answer: (room, { itemId }) => room.run('expert', 'answer:publish', { itemId, words, reach: 'all' }),
  followUp: (room, { questionId }) => room.run('anna', 'question:followUp', { questionId, text: 'E poi?' }),
  reopen: (room, { answerId = 'none' }) =>
    room.run('moderator', 'answer:withdraw', { answerId, reason: 'Superata' }),
  carry: (room, { questionId }) => room.run('moderator', 'question:carry', { questionId, sessionId: 's2' }),
  uncarry: (room, { questionId }) => room.run('system', 'question:uncarry', { questionId }),
}

/** What is said to a move that the table does not allow, where it is not the question's own code. */
const codes: Partial<Record<QuestionMove, string>> = {
  claim: 'workItem/not-allowed-now',
  release: 'workItem/lease-lost',
  answer: 'workItem/lease-lost',
  reopen: 'answer/not-found',
}
/** Where a command does, or says, something else; `done` leaves the question's status as it is. */
const others: Record<string, string> = {
  // A joined question goes with its lead's item, may be reworded and may be told more of.
  'claim joined': 'done',
  'rewrite joined': 'done',
  'inform joined': 'done',
  'claim beingAnswered': 'workItem/taken',
  // Only what is held is answered; a published question of a held item is one that was joined there.
  'answer published': 'workItem/lease-lost',
  // The job that undoes a carry may come twice.
  ...Object.fromEntries(
    QUESTION_STATUSES.filter((status) => status !== 'carried').map((status) => [`uncarry ${status}`, 'done']),
  ),
}

const cases = (Object.keys(questionMoves) as QuestionMove[]).flatMap((move) =>
  QUESTION_STATUSES.map((status) => ({ move, status })),
)

it.each(cases)('a question that is $status: $move', ({ move, status }) => {
  const room = makeRoom()
  const made = ways[status](room)
  expect(room.question(made.questionId).status).toBe(status)
  const lead = move === 'join' ? room.admitted('carla') : undefined
  const before = { question: room.question(made.questionId), item: room.item(made.itemId) }
  const decision = moves[move](room, { ...made, ...(lead ? { leadItemId: lead.itemId } : {}) })
  const other = others[`${move} ${status}`]
  const after = room.question(made.questionId)
  if (other === 'done' || (other === undefined && questionCan(move, status))) {
    expect(decision).toMatchObject({ ok: true })
    const to = other ? 'same' : questionMoves[move].to
    expect(after.status).toBe(to === 'same' ? status : to)
    if (after.status !== status) expect(after.statusAt).toBe(room.at)
  } else {
    expect(decision).toMatchObject({ ok: false, code: other ?? codes[move] ?? 'question/not-allowed-now' })
    expect({ question: after, item: room.item(made.itemId) }).toEqual(before)
  }
})

it('every status but the first three is an outcome', () => {
  expect(QUESTION_STATUSES.filter((status) => !hasOutcome(status))).toEqual([
    'received',
    'published',
    'beingAnswered',
  ])
})

it('the table never leads to a status that no way leads to', () => {
  const led = new Set(Object.values(questionMoves).flatMap((move) => (move.to === 'same' ? [] : [move.to])))
  for (const to of led) expect(QUESTION_STATUSES).toContain(to)
  expect(QUESTION_STATUSES.filter((status) => status !== 'received' && !led.has(status))).toEqual([])
})
