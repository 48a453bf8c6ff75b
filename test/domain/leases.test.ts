/** An expert's hold on an item: ten minutes renewed by work, three at once, never of one's own body. */
import { describe, expect, it } from 'vitest'
import { limits } from '../../server/domain/limits.ts'
import { type Fixture, MINUTE_MS, makeRoom } from '../support/room-fixture.ts'

const note = { known: 'Tutto', missing: 'La data' }

describe('claim', () => {
  it('W2: the holder gets the same lease again, another is told who has it', () => {
    const room = makeRoom()
    const { itemId } = room.admitted()
    const { leaseUntil } = room.ok('expert', 'item:claim', { itemId })
    expect(leaseUntil).toBe(room.at + limits.leaseMs)
    expect(room.decide('expert', 'item:claim', { itemId })).toMatchObject({
      changes: [],
      result: { leaseUntil },
    })
    expect(room.decide('second', 'item:claim', { itemId })).toMatchObject({
      code: 'workItem/taken',
      details: { holder: 'expert', until: leaseUntil },
    })
  })

  it('runs out to the millisecond, and is as good as given back before it is swept', () => {
    const room = makeRoom()
    const { itemId } = room.claimed()
    const until = room.item(itemId).leaseUntil ?? 0
    room.at = until - 1
    expect(room.decide('second', 'item:claim', { itemId })).toMatchObject({ code: 'workItem/taken' })
    expect(room.decide('system', 'item:expire', { itemId })).toMatchObject({ ok: true, changes: [] })
    expect(room.decide('expert', 'item:renew', { itemId })).toMatchObject({ ok: true })
    room.at = until
    expect(room.decide('expert', 'item:renew', { itemId })).toMatchObject({ code: 'workItem/lease-lost' })
    room.ok('second', 'item:claim', { itemId })
    expect(room.item(itemId)).toMatchObject({ holder: 'second', status: 'claimed' })
  })

  it('expires back to its place in the queue', () => {
    const room = makeRoom()
    const { questionId, itemId } = room.admitted()
    const { queuedAt } = room.item(itemId)
    room.ok('expert', 'item:claim', { itemId })
    room.at += limits.leaseMs
    room.ok('system', 'item:expire', { itemId })
    expect(room.item(itemId)).toMatchObject({ status: 'queued', holder: null, leaseUntil: null, queuedAt })
    expect(room.question(questionId)).toMatchObject({ status: 'published', step: 'queued' })
  })

  it('three live ones at most; one that ran out counts no more', () => {
    const room = makeRoom()
    const items = [1, 2, 3, 4].map(() => room.admitted().itemId)
    for (const itemId of items.slice(0, 3)) room.ok('expert', 'item:claim', { itemId })
    const [first = '', , , fourth = ''] = items
    expect(room.no('expert', 'item:claim', { itemId: fourth })).toBe('workItem/too-many-claims')
    expect(room.no('expert', 'item:takeOver', { itemId: fourth, reason: 'x' })).toBe(
      'workItem/not-allowed-now',
    )
    room.at = room.item(first).leaseUntil ?? 0
    room.ok('expert', 'item:claim', { itemId: fourth })
  })

  it('never of the own body, not even by way of a question that is joined', () => {
    const room = makeRoom()
    const own = room.admitted('carla')
    expect(room.no('local', 'item:claim', { itemId: own.itemId })).toBe('workItem/own-body')
    const other = room.admitted('anna')
    room.ok('moderator', 'item:join', { itemId: other.itemId, questionId: own.questionId })
    expect(room.no('local', 'item:claim', { itemId: other.itemId })).toBe('workItem/own-body')
    room.ok('expert', 'item:claim', { itemId: other.itemId })
    expect(room.no('expert', 'item:handOver', { itemId: other.itemId, toActorId: 'local', ...note })).toBe(
      'workItem/own-body',
    )
    expect(room.no('local', 'item:takeOver', { itemId: other.itemId, reason: 'Malattia' })).toBe(
      'workItem/own-body',
    )
  })

  it('renews at most once a minute', () => {
    const room = makeRoom()
    const { itemId } = room.claimed()
    expect(room.decide('expert', 'item:renew', { itemId })).toMatchObject({ ok: true, changes: [] })
    room.at += MINUTE_MS
    room.ok('expert', 'item:renew', { itemId })
    expect(room.item(itemId).leaseUntil).toBe(room.at + limits.leaseMs)
  })
})

describe('hand over and take over', () => {
  it('a handed over item is the other one’s, with a note that names them', () => {
    const room = makeRoom()
    const { itemId } = room.claimed()
    room.ok('expert', 'item:handOver', { itemId, toActorId: 'second', ...note })
    expect(room.item(itemId)).toMatchObject({
      status: 'claimed',
      holder: 'second',
      notes: 1,
      leaseUntil: room.at + limits.leaseMs,
    })
    expect(room.state.list('note')).toMatchObject([{ kind: 'handOver', mentions: ['second'] }])
    expect(room.no('expert', 'item:release', { itemId })).toBe('workItem/lease-lost')
    room.ok('second', 'item:release', { itemId })
  })

  it('only to an expert of the topic who has a hand free', () => {
    const room = makeRoom()
    const { itemId } = room.claimed()
    for (const toActorId of ['anna', 'elsewhere', 'nobody'])
      expect(room.no('expert', 'item:handOver', { itemId, toActorId, ...note })).toBe(
        'workItem/not-an-expert',
      )
    for (const _ of [1, 2, 3]) room.ok('second', 'item:claim', { itemId: room.admitted().itemId })
    expect(room.no('expert', 'item:handOver', { itemId, toActorId: 'second', ...note })).toBe(
      'workItem/too-many-claims',
    )
  })

  it('taken over with a reason that names who had it; of one’s own, a lease that still runs stays', () => {
    const room = makeRoom()
    const { itemId } = room.claimed()
    room.ok('second', 'item:takeOver', { itemId, reason: 'Malattia' })
    expect(room.item(itemId)).toMatchObject({ holder: 'second', notes: 1 })
    expect(room.state.list('note')).toMatchObject([{ kind: 'takeOver', mentions: ['expert'] }])
    expect(room.decide('second', 'item:takeOver', { itemId, reason: 'x' })).toMatchObject({ changes: [] })
  })

  it('taking over what one lost oneself gives a lease that runs', () => {
    const room = makeRoom()
    const { itemId } = room.claimed()
    room.at += limits.leaseMs
    const { leaseUntil } = room.ok('expert', 'item:takeOver', { itemId, reason: 'Riprendo' })
    expect(leaseUntil).toBe(room.at + limits.leaseMs)
    room.ok('expert', 'item:release', { itemId })
  })
})

describe('waiting for the asker', () => {
  const waiting = (room: Fixture) => {
    const made = room.admitted()
    const { queuedAt } = room.item(made.itemId)
    room.ok('expert', 'item:claim', { itemId: made.itemId })
    room.ok('expert', 'item:askMore', { itemId: made.itemId, text: 'Da quando?' })
    return { ...made, queuedAt }
  }

  it('asked more, it keeps its place and returns to the same expert', () => {
    const room = makeRoom()
    const { questionId, itemId, queuedAt } = waiting(room)
    expect(room.item(itemId)).toMatchObject({ status: 'waiting', holder: null, returnTo: 'expert' })
    expect(room.question(questionId)).toMatchObject({ status: 'beingAnswered', step: 'waiting' })
    room.ok('anna', 'question:inform', { questionId, text: 'Da maggio' })
    expect(room.item(itemId)).toMatchObject({ status: 'queued', returnTo: 'expert', queuedAt })
    expect(room.question(questionId)).toMatchObject({ status: 'published', step: 'queued' })
    expect(room.state.list('message').map((message) => message.kind)).toEqual(['infoRequest', 'infoReply'])
    room.ok('expert', 'item:claim', { itemId })
    expect(room.item(itemId).returnTo).toBeNull()
  })

  it('is asked of any of the item’s questions, and of no other', () => {
    const room = makeRoom()
    const { itemId } = room.claimed()
    const other = room.admitted('carla')
    const about = { itemId, questionId: other.questionId, text: 'Da quando?' }
    expect(room.no('expert', 'item:askMore', about)).toBe('question/not-found')
    room.ok('expert', 'item:join', about)
    room.ok('expert', 'item:askMore', about)
    expect(room.state.list('message')).toMatchObject([{ toActorId: 'carla', toBodyId: 'B2' }])
  })
})

describe('park', () => {
  it('until a day within sixty; back in its place, by hand or by the clock', () => {
    const room = makeRoom()
    const { questionId, itemId } = room.claimed()
    const { queuedAt } = room.item(itemId)
    const park = (until: number) =>
      room.decide('expert', 'item:park', { itemId, until, reason: 'Si attende' })
    expect(park(room.at)).toMatchObject({ code: 'workItem/bad-date' })
    expect(park(room.at + limits.parkMs + 1)).toMatchObject({ code: 'workItem/bad-date' })
    expect(park(room.at + limits.parkMs)).toMatchObject({ ok: true })
    const until = room.at + 5 * MINUTE_MS
    room.ok('expert', 'item:park', { itemId, until, reason: 'Si attende' })
    expect(room.item(itemId)).toMatchObject({ status: 'parked', holder: null, parkedUntil: until })
    expect(room.question(questionId)).toMatchObject({ status: 'published', parkedUntil: until })
    expect(room.no('anna', 'question:edit', { questionId, title: 'T', text: 'T' })).toBe(
      'question/not-allowed-now',
    )
    room.ok('system', 'item:unpark', { itemId })
    expect(room.item(itemId)).toMatchObject({ status: 'queued', parkedUntil: null, queuedAt })
    expect(room.question(questionId).parkedUntil).toBeNull()
  })

  it('what another holds can not be parked', () => {
    const room = makeRoom()
    const { itemId } = room.claimed()
    const until = room.at + 5 * MINUTE_MS
    expect(room.no('moderator', 'item:park', { itemId, until, reason: 'x' })).toBe('workItem/taken')
  })
})
