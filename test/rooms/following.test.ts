/** Two processes on one database: each follows what the other writes, whether or not a wake-up comes. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { appendEntries, listEntries, listHeads, lockLog } from '../../db/log-store.ts'
import { sweep } from '../../server/commands/sweep.ts'
import { must } from '../../server/domain/assert.ts'
import type { Command } from '../../server/domain/commands.ts'
import { limits } from '../../server/domain/limits.ts'
import { type Followed, Following } from '../../server/rooms/following.ts'
import type { Open, Rooms } from '../../server/rooms/rooms.ts'
import {
  askPayload,
  type Forum,
  handTimers,
  MINUTE_MS,
  makeForum,
  newKey,
  people,
  readerOf,
} from '../support/forum.ts'
import { Screen } from '../support/screen.ts'
import { verify, watch } from '../support/verify.ts'

let forum: Forum
let other: ReturnType<typeof startOther>
beforeEach(async () => {
  forum = await makeForum({ admission: 'open' }, { isShared: true })
  other = startOther()
})
afterEach(() => forum.close())

function startOther() {
  const timers = handTimers()
  const unknown: string[] = []
  const woken: string[] = []
  const rooms: Rooms = forum.beside({
    timers,
    isShared: true,
    wake: (logId) => woken.push(logId),
    onUnknown: ({ entity }) => unknown.push(entity),
  })
  const faults: unknown[] = []
  const found: number[] = []
  const following = new Following({
    findHeads: (ids) => listHeads(forum.store.read, ids),
    pollEveryMs: () => limits.pollMs,
    timers,
    onFound: () => found.push(1),
    onFault: (error) => faults.push(error),
  })
  following.add(() => [...rooms.loaded()].map(({ room }) => room))
  return { rooms, timers, following, faults, found, unknown, woken }
}

const openOther = async (): Promise<Open> => must(await other.rooms.find(forum.sessionId))

/** A reader on the other process. */
async function enterOther(as = readerOf(people.carla, 'participant')): Promise<Screen> {
  const { frames } = await openOther()
  const screen = new Screen(as)
  await screen.enter({ ...forum, room: openOther })
  expect([...frames.connections()]).toContain(screen)
  return screen
}

async function runOther(actorId: string, type: Command['type'], payload: unknown) {
  const { room } = await openOther()
  return room.submit({ actorId, key: newKey(), command: { type, payload } as Command })
}

async function asked(): Promise<string> {
  const ack = await forum.run('anna', 'question:ask', askPayload())
  expect(ack).toMatchObject({ ok: true })
  return ack.ok ? String(ack.result.questionId) : ''
}

const kindsOf = async () => {
  const entries = await listEntries(forum.store.read, forum.sessionId, { after: 0, limit: 1_000 })
  return entries.map(({ kind, at }) => ({ kind, at }))
}

describe('a log that another process has moved', () => {
  test('is found by the poll where no wake-up came, and read without a gap', async () => {
    const screen = await enterOther()
    const { room } = await openOther()
    for (const title of ['Prima domanda', 'Seconda domanda'])
      await forum.run('anna', 'question:ask', askPayload(title))
    expect(screen.frames).toEqual([])
    await other.following.poll()
    await forum.run('anna', 'question:ask', askPayload('Terza domanda'))
    await other.following.poll()
    other.timers.run()
    expect(screen.frames.length).toBeGreaterThan(0)
    for (const [place, frame] of screen.frames.entries())
      expect(frame.from).toBe(place === 0 ? frame.from : must(screen.frames[place - 1]).to)
    expect(JSON.stringify(screen.picture())).toContain('Terza domanda')
    expect(screen.cursor).toEqual({ seq: room.history.head, hash: room.history.headHash })
    expect((await forum.room()).room.head).toBe(room.head)
    expect(other.found).toHaveLength(2)
    await other.following.poll()
    expect(other.found).toHaveLength(2)
  })

  test('is found at a wake-up; the same one twice, or one for a log that nobody has here, does no harm', async () => {
    const screen = await enterOther()
    await forum.run('anna', 'question:ask', askPayload('Svegliata'))
    for (const id of [forum.sessionId, forum.sessionId, 'nobody-has-this', '']) other.following.wake(id)
    const { room } = await openOther()
    const { room: here } = await forum.room()
    await expect.poll(() => room.head).toBe(here.head)
    expect(JSON.stringify(screen.picture())).toContain('Svegliata')
    expect(screen.frames).toHaveLength(1)
    expect(other.faults).toEqual([])
    // A poll that comes while it is followed, or just afterwards, has found nothing by itself.
    await forum.run('anna', 'question:ask', askPayload('Ancora'))
    other.following.wake(forum.sessionId)
    await other.following.poll()
    expect(other.found).toEqual([])
  })

  test('wakes the others only where something was written', async () => {
    await enterOther()
    expect(other.woken).toEqual([])
    await runOther('nobody', 'question:ask', askPayload())
    expect(other.woken).toEqual([])
    await runOther('anna', 'question:ask', askPayload())
    expect(other.woken).toEqual([forum.sessionId])
    await other.following.poll()
    expect(other.woken).toEqual([forum.sessionId])
  })

  test('shows both processes the same, whoever wrote', async () => {
    const screens = await watch(forum)
    const screen = await enterOther(readerOf(people.expert, 'expert'))
    const questionId = await asked()
    await runOther('carla', 'question:vote', { questionId, on: true })
    await forum.run('bruno', 'question:vote', { questionId, on: true })
    const { room } = await forum.room()
    await room.follow()
    await verify(forum, screens)
    await other.following.poll()
    other.timers.run()
    const { frames } = await openOther()
    frames.beat()
    const fresh = new Screen(screen.reader)
    await fresh.enter(forum)
    expect(screen.picture()).toEqual(fresh.picture())
  })

  test('F22 entries of what only a newer version knows are counted, shown to nobody, and the rest goes on', async () => {
    const screen = await enterOther(readerOf(people.moderator, 'moderator'))
    await forum.store.transaction(async (tx) => {
      const log = await lockLog(tx, forum.sessionId)
      const entry = {
        entity: 'poll',
        entityId: 'p1',
        data: { on: true },
        audience: ['moderators'],
        actorId: 'anna',
      }
      await appendEntries(tx, log, { at: forum.clock.now(), entries: [{ ...entry, kind: 'poll opened' }] })
    })
    await forum.run('anna', 'question:ask', askPayload('Dopo'))
    await other.following.poll()
    expect(other.unknown).toEqual(['poll'])
    expect(JSON.stringify(screen.picture())).toContain('Dopo')
    expect(JSON.stringify(screen.frames)).not.toContain('poll')
    const again = forum.beside()
    const open = must(await again.find(forum.sessionId))
    expect(open.frames.enter(new Screen(screen.reader), { seq: 1, hash: '' }).snapshot).not.toBeNull()
    const { room } = await openOther()
    expect(open.room.head).toBe(room.head)
  })
})

describe('the poll', () => {
  const log = (id: string, over: Partial<Followed> = {}): Followed => ({
    id,
    head: 0,
    follow: async () => {},
    ...over,
  })

  function makeFollowing(
    logs: Followed[],
    findHeads: (ids: readonly string[]) => Promise<ReadonlyMap<string, number>>,
  ) {
    const timers = handTimers()
    const faults: unknown[] = []
    const following = new Following({
      timers,
      findHeads,
      pollEveryMs: () => 1_000,
      onFault: (error) => faults.push(error),
    })
    following.add(() => logs)
    return { following, timers, faults }
  }

  const turn = () => new Promise((resolve) => setImmediate(resolve))

  test('that hangs has no other beside it; once it answers, it goes on', async () => {
    let asked = 0
    let answer = (_heads: ReadonlyMap<string, number>) => {}
    const { following, timers } = makeFollowing([log('a')], () => {
      asked += 1
      return new Promise((resolve) => {
        answer = resolve
      })
    })
    following.start()
    for (let n = 0; n < 5; n += 1) {
      timers.run()
      following.hurry()
      await turn()
    }
    expect(asked).toBe(1)
    answer(new Map([['a', 0]]))
    await turn()
    timers.run()
    expect(asked).toBe(2)
  })

  test('looks at every log, also while one of them is slow to follow', async () => {
    const followed: string[] = []
    const slow = log('slow', { follow: () => new Promise(() => followed.push('slow')) })
    const quick = log('quick', {
      follow: async () => {
        followed.push('quick')
      },
    })
    const { following, timers } = makeFollowing(
      [slow, quick],
      async (ids) => new Map(ids.map((id) => [id, 1])),
    )
    following.start()
    for (let n = 0; n < 4; n += 1) {
      timers.run()
      await turn()
    }
    expect(followed.filter((id) => id === 'slow')).toHaveLength(1)
    expect(followed.filter((id) => id === 'quick').length).toBeGreaterThan(1)
  })

  test('that fails says so once, and goes on until it works again', async () => {
    let isAway = true
    const { following, timers, faults } = makeFollowing([log('a')], async () => {
      if (isAway) throw new Error('away')
      return new Map([['a', 0]])
    })
    following.start()
    const run = async (times: number) => {
      for (let n = 0; n < times; n += 1) {
        timers.run()
        await turn()
      }
    }
    await run(3)
    expect(faults).toHaveLength(1)
    isAway = false
    await run(2)
    isAway = true
    await run(2)
    expect(faults).toHaveLength(2)
    await following.stop()
    expect(timers.size()).toBe(0)
  })

  test('many wake-ups are one look, and one more after a rest', async () => {
    let followed = 0
    const woken = log('a', {
      follow: async () => {
        followed += 1
      },
    })
    const { following, timers } = makeFollowing([woken], async () => new Map())
    for (let n = 0; n < 50; n += 1) following.wake('a')
    await turn()
    expect(followed).toBe(1)
    for (let n = 0; n < 50; n += 1) following.wake('a')
    await turn()
    expect(followed).toBe(1)
    timers.run()
    await turn()
    expect(followed).toBe(2)
    timers.run()
    timers.run()
    expect(timers.size()).toBe(0)
  })
})

describe('what every process does', () => {
  test('a tally is written by one of them, at most twice a second; what it counted nobody counts again', async () => {
    const questionId = await asked()
    const { room: there } = await openOther()
    const vote = { questionId, on: true }
    await forum.run('carla', 'question:vote', vote)
    await forum.rooms.settle()
    const { room: here } = await forum.room()
    await here.follow()
    const isTally = ({ kind }: { kind: string }) => kind === 'tally'
    forum.timers.run()
    await here.settle()
    const counted = (await kindsOf()).filter(isTally).length
    expect(counted).toBeGreaterThan(0)

    // The other's time has come too, whether or not it has seen that it is done.
    await runOther('bruno', 'question:vote', vote)
    other.timers.run()
    await there.settle()
    expect((await kindsOf()).filter(isTally)).toHaveLength(counted)
    await here.follow()
    expect(here.state.get('question', questionId).persons).toBe(1)

    forum.clock.advance(limits.tallyAfterMs)
    other.timers.run()
    await there.settle()
    await here.follow()
    for (const room of [here, there]) expect(room.state.get('question', questionId).persons).toBe(2)
    const after = (await kindsOf()).length
    forum.clock.advance(limits.tallyAfterMs)
    for (const timers of [forum.timers, other.timers]) timers.run()
    for (const room of [here, there]) await room.settle()
    expect(await kindsOf()).toHaveLength(after)
    const times = new Set((await kindsOf()).filter(isTally).map(({ at }) => at))
    const sorted = [...times].sort((one, two) => one - two)
    for (const [place, at] of sorted.entries())
      if (place > 0) expect(at - must(sorted[place - 1])).toBeGreaterThanOrEqual(limits.tallyAfterMs)
  })

  test('they sweep at the same moment: the first one wins, the others do nothing and say nothing', async () => {
    await openOther()
    forum.clock.advance(121 * MINUTE_MS)
    const bugs: unknown[] = []
    const context = { store: forum.store, clock: forum.clock, onBug: (error: unknown) => bugs.push(error) }
    await Promise.all([forum.rooms, other.rooms].map((rooms) => sweep({ ...context, rooms })))
    expect(bugs).toEqual([])
    expect(forum.faults).toEqual([])
    const closings = (await kindsOf()).filter(({ kind }) =>
      /closed|session (answering|closing|moved)/.test(kind),
    )
    expect(closings).toHaveLength(1)
  })
})

describe('what is not in the log', () => {
  const draft = (rev: number, title = 'Bozza') => ({
    draftId: 'draft-of-anna',
    kind: 'ask',
    rev,
    content: { ...askPayload(title), tried: '', deadline: '' },
  })

  test('W7 a draft that another process stored before the end is good for the minute after it, once', async () => {
    await openOther()
    expect(await forum.run('anna', 'draft:save', draft(1))).toMatchObject({ ok: true })
    forum.clock.advance(120 * MINUTE_MS + 1_000)
    const ask = { ...askPayload('Nel minuto'), draftId: 'draft-of-anna' }
    expect(await runOther('anna', 'question:ask', ask)).toMatchObject({ ok: true })
    // It is spent, as the first process finds when it is asked.
    expect(await forum.run('anna', 'question:ask', ask)).toMatchObject({ ok: false, code: 'session/closed' })
  })

  test('revisions of a draft count over all processes, and so does how many somebody keeps', async () => {
    await openOther()
    expect(await forum.run('anna', 'draft:save', draft(1))).toMatchObject({ ok: true })
    expect(await runOther('anna', 'draft:save', draft(2))).toMatchObject({ ok: true })
    expect(await forum.run('anna', 'draft:save', draft(2, 'Altra'))).toMatchObject({ code: 'draft/stale' })
    expect(await forum.run('anna', 'draft:save', draft(3))).toMatchObject({ ok: true })
    for (let n = 1; n < limits.draftsPerActor; n += 1)
      expect(await runOther('anna', 'draft:save', { ...draft(1), draftId: `another-${n}` })).toMatchObject({
        ok: true,
      })
    const oneMore = { ...draft(1), draftId: 'one-more' }
    expect(await forum.run('anna', 'draft:save', oneMore)).toMatchObject({ code: 'draft/too-many' })
    expect(await runOther('anna', 'draft:discard', { draftId: 'draft-of-anna' })).toMatchObject({ ok: true })
    expect(await forum.run('anna', 'draft:save', oneMore)).toMatchObject({ ok: true })
  })
})
