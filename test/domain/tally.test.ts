/** What hangs on other rows: votes and followers of a cluster, and each theme's queue by instants. */
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { priorityInstant, queueOrder } from '../../server/domain/decide/priority.ts'
import { countsOf, queueOf, tallyOf } from '../../server/domain/decide/tally.ts'
import { limits } from '../../server/domain/limits.ts'
import type { WorkItemRow } from '../../server/domain/rows.ts'
import { type Fixture, MINUTE_MS, makeRoom, people } from '../support/room-fixture.ts'

const tally = (room: Fixture) => room.ok('system', 'session:tally', {})
const queue = (room: Fixture, themeId = 'T1') => room.state.get('queue', themeId)

describe('votes', () => {
  it('are counted by bodies and by persons, once each, and can be taken back', () => {
    const room = makeRoom()
    const { questionId } = room.admitted('anna')
    const vote = (who: 'bruno' | 'carla', on: boolean) => room.ok(who, 'question:vote', { questionId, on })
    vote('bruno', true)
    vote('carla', true)
    expect(room.decide('carla', 'question:vote', { questionId, on: true })).toMatchObject({ changes: [] })
    tally(room)
    expect(room.question(questionId)).toMatchObject({ bodies: 2, persons: 2 })
    vote('carla', false)
    tally(room)
    expect(room.question(questionId)).toMatchObject({ bodies: 1, persons: 1 })
    expect(room.no('anna', 'question:vote', { questionId, on: true })).toBe('vote/own-question')
  })

  it('go on until the session is closed, on what readers see', () => {
    const room = makeRoom()
    const { questionId } = room.admitted('anna')
    const unseen = { questionId: room.ask('carla'), on: true }
    room.ok('moderator', 'session:stop', {})
    room.ok('carla', 'question:vote', { questionId, on: true })
    expect(room.no('bruno', 'question:vote', unseen)).toBe('question/not-found')
    room.ok('moderator', 'session:close', {})
    expect(room.no('bruno', 'question:vote', { questionId, on: true })).toBe('session/not-running')
  })

  it('of joined ones are counted at the lead, with their askers as followers, and go back when undone', () => {
    const room = makeRoom()
    const [lead, other] = [room.admitted('anna'), room.admitted('carla')]
    room.ok('bruno', 'question:vote', { questionId: other.questionId, on: true })
    room.ok('bruno', 'question:follow', { questionId: lead.questionId, on: true })
    room.ok('moderator', 'item:join', { itemId: lead.itemId, questionId: other.questionId })
    tally(room)
    expect(room.question(lead.questionId)).toMatchObject({ bodies: 2, persons: 1, followers: 2 })
    expect(room.question(other.questionId)).toMatchObject({ bodies: 2, persons: 1, followers: 0 })
    room.ok('moderator', 'item:unjoin', { questionId: other.questionId })
    tally(room)
    expect(room.question(lead.questionId)).toMatchObject({ bodies: 1, persons: 0, followers: 1 })
  })

  it('somebody who votes for both of two joined questions is one person', () => {
    const room = makeRoom()
    const [lead, other] = [room.admitted('anna'), room.admitted('anna')]
    for (const { questionId } of [lead, other]) room.ok('carla', 'question:vote', { questionId, on: true })
    room.ok('moderator', 'item:join', { itemId: lead.itemId, questionId: other.questionId })
    expect(countsOf(room.state, room.question(lead.questionId))).toEqual({
      bodies: 2,
      persons: 1,
      followers: 1,
    })
  })
})

describe('the tally', () => {
  it('writes nothing where nothing counts differently', () => {
    const room = makeRoom()
    room.admitted('anna')
    tally(room)
    expect(room.decide('system', 'session:tally', {})).toMatchObject({ ok: true, changes: [] })
  })

  it('of what may have changed alone gives the same rows as of everything', () => {
    const room = makeRoom()
    const [one, two] = [room.admitted('anna'), room.admitted('anna')]
    tally(room)
    room.ok('carla', 'question:vote', { questionId: two.questionId, on: true })
    room.at += 10
    const context = {
      state: room.state,
      actor: people.system,
      at: room.at,
      newId: () => 'x',
      topics: new Map(),
      actorOf: () => undefined,
    }
    const some = tallyOf({ questions: new Set([two.questionId]), themes: new Set() })(context)
    const all = room.decide('system', 'session:tally', {})
    expect(all).toEqual(some)
    expect(some.changes.map((change) => change.entity)).toEqual(['question', 'queue'])
    tally(room)
    expect(queue(room).order).toEqual([two.questionId, one.questionId])
  })

  it('counts asked, answered, open', () => {
    const room = makeRoom()
    room.ask('anna')
    room.admitted('anna')
    room.claimed('anna')
    const { itemId } = room.answered('anna')
    const joined = room.admitted('carla')
    room.ok('moderator', 'item:join', { itemId, questionId: joined.questionId })
    const gone = room.ask('anna')
    room.ok('anna', 'question:withdraw', { questionId: gone })
    const refused = room.ask('anna')
    room.ok('moderator', 'question:refuse', { questionId: refused, reason: 'out_of_scope', text: 'No' })
    room.admitted('anna', { topicId: 'T2.01' })
    tally(room)
    expect(queue(room)).toMatchObject({ asked: 6, answered: 2, open: 3 })
    expect(queue(room, 'T2')).toMatchObject({ asked: 1, answered: 0, open: 1 })
  })
})

describe('the order', () => {
  it('by instants: a further body is five minutes, a deadline an hour', () => {
    const item = { queuedAt: 1_000 * MINUTE_MS, deadline: null } as WorkItemRow
    expect(priorityInstant(item, 1)).toBe(1_000 * MINUTE_MS)
    expect(priorityInstant(item, 0)).toBe(1_000 * MINUTE_MS)
    expect(priorityInstant(item, 3)).toBe(990 * MINUTE_MS)
    expect(priorityInstant({ ...item, deadline: '2026-12-01' }, 2)).toBe(935 * MINUTE_MS)
  })

  it('holds the first fifty of the queued, by their leads', () => {
    const room = makeRoom()
    const ids = Array.from({ length: 53 }, () => room.admitted('anna'))
    room.ok('expert', 'item:claim', { itemId: ids[0]?.itemId ?? '' })
    tally(room)
    const leads = ids.map((made) => made.questionId)
    expect(queue(room).order).toEqual(leads.slice(1, 1 + limits.queuePlaces))
    expect(queue(room).open).toBe(53)
    room.ok('carla', 'question:vote', { questionId: leads[52] ?? '', on: true })
    tally(room)
    expect(queue(room).order[0]).toBe(leads[52])
    room.ok('expert', 'item:release', { itemId: ids[0]?.itemId ?? '' })
    tally(room)
    expect(queue(room).order.slice(0, 2)).toEqual([leads[52], leads[0]])
  })

  it('is the same whatever the order of the rows', () => {
    const items = fc.array(
      fc.record({ at: fc.integer({ min: 0, max: 3 }), deadline: fc.constantFrom(null, '2026-12-01') }),
      { maxLength: 12 },
    )
    fc.assert(
      fc.property(items, fc.infiniteStream(fc.nat()), (made, randoms) => {
        const rows = made.map(
          ({ at, deadline }, place) =>
            ({
              id: `i${place}`,
              leadNumber: `N-${place}`,
              status: 'queued',
              queuedAt: at,
              deadline,
            }) as WorkItemRow,
        )
        const shuffled = rows
          .map((row) => ({ row, key: randoms.next().value as number }))
          .sort((one, two) => one.key - two.key)
          .map(({ row }) => row)
        expect(queueOrder(shuffled, () => 1)).toEqual(queueOrder(rows, () => 1))
      }),
    )
  })

  it('of a theme alone, also after a question changed its topic', () => {
    const room = makeRoom()
    const { questionId } = room.admitted('anna')
    room.ok('moderator', 'question:classify', { questionId, topicId: 'T2.01' })
    expect(queueOf(room.state, 'T1')).toMatchObject({ order: [], asked: 0 })
    expect(queueOf(room.state, 'T2')).toMatchObject({ order: [questionId], asked: 1 })
  })
})
