/** What the clock alone does: phases, leases, parked items, and questions carried from one day to the next. */
import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { createSession } from '../../server/commands/session.ts'
import { distrustClock, type SweepContext, sweep } from '../../server/commands/sweep.ts'
import type { CommandAck } from '../../server/contract/socket.ts'
import { limits } from '../../server/domain/limits.ts'
import { askPayload, type Forum, MINUTE_MS, makeForum, START } from '../support/forum.ts'
import type { Screen } from '../support/screen.ts'
import { verify, watch } from '../support/verify.ts'

let forum: Forum
let screens: Screen[]
let context: SweepContext
const bugs: unknown[] = []

beforeEach(async () => {
  forum = await makeForum()
  screens = await watch(forum)
  context = {
    store: forum.store,
    clock: forum.clock,
    rooms: forum.rooms,
    onBug: (error) => bugs.push(error),
  }
})
afterEach(async () => {
  expect(bugs).toEqual([])
  await verify(forum, screens)
  await forum.close()
})

const resultOf = (ack: CommandAck) => {
  expect(ack).toMatchObject({ ok: true })
  return (ack as Extract<CommandAck, { ok: true }>).result as Record<string, string>
}

const asked = async (who: string, title: string): Promise<{ questionId: string; itemId: string }> => {
  const { questionId = '' } = resultOf(await forum.run(who, 'question:ask', askPayload(title)))
  resultOf(await forum.run('moderator', 'question:admit', { questionId }))
  const { room } = await forum.room()
  return { questionId, itemId: room.state.get('question', questionId).workItemId }
}

const phase = async () => (await forum.room()).room.state.session.phase

test('W6 W7: the day closes at its instant, and a draft held before it has 60 seconds more', async () => {
  expect(await phase()).toBe('live')
  const draft = {
    draftId: 'draft-of-anna',
    kind: 'ask',
    rev: 1,
    content: { title: 'Mezza', text: '', tried: '', topicId: '', shown: 'body', deadline: '' },
  }
  resultOf(await forum.run('anna', 'draft:save', draft))
  forum.clock.advance(120 * MINUTE_MS)
  // The sweeper is late: the instant decides all the same.
  expect(await forum.run('carla', 'question:ask', askPayload())).toMatchObject({ code: 'session/closed' })
  await sweep(context)
  expect(await phase()).toBe('answersOnly')
  forum.clock.advance(limits.closingGraceMs - 1)
  resultOf(await forum.run('anna', 'question:ask', { ...askPayload(), draftId: draft.draftId }))
  forum.clock.advance(1)
  expect(await forum.run('bruno', 'question:ask', { ...askPayload(), draftId: draft.draftId })).toMatchObject(
    {
      code: 'session/closed',
    },
  )
})

test('a lease that runs out gives the item back; a parked item returns on its day', async () => {
  const { itemId } = await asked('anna', 'Una')
  resultOf(await forum.run('expert', 'item:claim', { itemId }))
  const parked = await asked('carla', 'Due')
  const until = START + 30 * MINUTE_MS
  resultOf(
    await forum.run('expert', 'item:park', { itemId: parked.itemId, until, reason: 'Serve il Ministero' }),
  )
  forum.clock.advance(limits.leaseMs - 1)
  await sweep(context)
  const { room } = await forum.room()
  expect(room.state.get('workItem', itemId).status).toBe('claimed')
  forum.clock.advance(1)
  await sweep(context)
  expect(room.state.get('workItem', itemId)).toMatchObject({ status: 'queued', holder: null })
  expect(room.state.get('workItem', parked.itemId).status).toBe('parked')
  forum.clock.advance(20 * MINUTE_MS)
  await sweep(context)
  expect(room.state.get('workItem', parked.itemId).status).toBe('queued')
})

test('a carried question arrives with number, votes and those joined to it; a target that is not there gives it back', async () => {
  const newId = () => randomBytes(12).toString('hex')
  const targetId = await createSession({ store: forum.store, clock: forum.clock, newId }, 'administrator', {
    editionId: 'e1',
    code: 'FD3',
    title: 'La giornata dopo',
    opensAt: START,
    liveAt: START,
    closesAt: START + 600 * MINUTE_MS,
    themeIds: ['T1', 'T2'],
  })
  const lead = await asked('anna', 'Dimora abituale')
  const other = await asked('carla', 'Rinnovo della dimora')
  resultOf(await forum.run('bruno', 'question:vote', { questionId: lead.questionId, on: true }))
  resultOf(await forum.run('moderator', 'item:join', { itemId: lead.itemId, questionId: other.questionId }))
  resultOf(
    await forum.run('moderator', 'question:carry', { questionId: lead.questionId, sessionId: targetId }),
  )
  await sweep(context)
  const target = (await forum.rooms.find(targetId))?.room.state
  const arrived = target?.list('question') ?? []
  expect(arrived.map((row) => [row.number, row.status])).toEqual([
    ['FD2-1', 'published'],
    ['FD2-2', 'joined'],
  ])
  expect(target?.listBy('votesByQuestion', arrived[0]?.id ?? '').map((vote) => vote.actorId)).toEqual([
    'bruno',
  ])
  await sweep(context)
  expect(target?.list('question')).toHaveLength(2)

  const lost = await asked('anna', 'Senza giornata')
  resultOf(
    await forum.run('moderator', 'question:carry', { questionId: lost.questionId, sessionId: 'no-such-day' }),
  )
  await sweep(context)
  const { room } = await forum.room()
  expect(room.state.get('question', lost.questionId)).toMatchObject({ status: 'published', step: 'queued' })
  expect(room.state.get('workItem', lost.itemId).status).toBe('queued')
})

test('a clock that jumps suspends the change of phase, never the check', async () => {
  const jumped = { ...context, clock: { ...forum.clock, jumpMs: () => 3_600_000 } }
  await distrustClock(jumped)
  forum.clock.advance(120 * MINUTE_MS)
  await sweep(context)
  expect(await phase()).toBe('live')
  expect(await forum.run('carla', 'question:ask', askPayload())).toMatchObject({ code: 'session/closed' })
})
