/**
 * One hard day for the engine: a commit that is lost, one whose outcome is unknown, retries, a clock that steps back, a
 * closing instant while commands wait, lost frames, a revoked role, a restart. Says which rules did not hold.
 */
import { verifyLog } from '../../db/verify.ts'
import {
  answerWords,
  askPayload,
  type Forum,
  MINUTE_MS,
  makeForum,
  newKey,
  people,
  readerOf,
} from './forum.ts'
import { Screen } from './screen.ts'

type Check = (rule: string, holds: boolean) => void

export async function scenario(): Promise<string[]> {
  const broken = new Set<string>()
  const check: Check = (rule, holds) => {
    if (!holds) broken.add(rule)
  }
  for (const [rule, part] of Object.entries(PARTS)) {
    const forum = await makeForum({ admission: 'open' })
    try {
      await part(forum, check)
      check('A1 S2', (await verifyLog(forum.store, forum.sessionId)).ok)
    } catch (error) {
      broken.add(`${rule} ${error instanceof Error ? error.message.split('\n')[0] : error}`)
    } finally {
      await forum.close()
    }
  }
  return [...broken]
}

const questions = async (forum: Forum) => (await forum.room()).room.state.list('question')

/** The next transaction's body runs, and then its COMMIT fails: before it reached the disk, or only on the way back. */
function failCommit(forum: Forum, how: 'lost' | 'unknown'): void {
  const store = forum.store as { transaction: typeof forum.store.transaction }
  const { transaction } = store
  store.transaction = async (body) => {
    store.transaction = transaction
    const failure = new Error('the disk is full')
    if (how === 'lost') {
      return transaction(async (tx) => {
        await body(tx)
        throw failure
      })
    }
    await transaction(body)
    throw failure
  }
}

const PARTS: Record<string, (forum: Forum, check: Check) => Promise<void>> = {
  async W1(forum, check) {
    const key = newKey()
    failCommit(forum, 'lost')
    const lost = await forum.run('anna', 'question:ask', askPayload(), key)
    check('W1', !lost.ok && lost.code === 'command/retry' && (await questions(forum)).length === 0)
    check('W1', (await forum.run('anna', 'question:ask', askPayload(), key)).ok)
    check('W1', (await questions(forum)).length === 1)
    forum.restart()
    check('W1', (await questions(forum)).length === 1)
  },

  async W2(forum, check) {
    const key = newKey()
    failCommit(forum, 'unknown')
    check('W2', !(await forum.run('anna', 'question:ask', askPayload(), key)).ok)
    check('W2', (await forum.run('anna', 'question:ask', askPayload(), key)).ok)
    check('W2', (await questions(forum)).length === 1)
    const twice = newKey()
    const [one, two] = await Promise.all([
      forum.run('anna', 'question:ask', askPayload('Due volte'), twice),
      forum.run('anna', 'question:ask', askPayload('Due volte'), twice),
    ])
    check('W2', one.ok && JSON.stringify(one) === JSON.stringify(two))
    check('W2', (await questions(forum)).length === 2)
    const other = await forum.run('anna', 'question:ask', askPayload('Un altro titolo'), key)
    check('W3', !other.ok && other.code === 'command/key-conflict')
  },

  async W5(forum, check) {
    await forum.run('anna', 'question:ask', askPayload())
    forum.clock.advance(-120 * MINUTE_MS)
    check('W5', (await forum.run('carla', 'question:ask', askPayload())).ok)
  },

  async W7(forum, check) {
    forum.clock.advance(120 * MINUTE_MS - 1)
    const { room } = await forum.room()
    const waiting = room.submit({
      actorId: 'anna',
      key: newKey(),
      command: { type: 'question:ask', payload: askPayload() },
    })
    forum.clock.advance(1)
    const late = await waiting
    check('W7', !late.ok && late.code === 'session/closed')
  },

  async W8(forum, check) {
    await forum.run('moderator', 'session:stop', {})
    const key = newKey()
    check('W8', !(await forum.run('anna', 'question:ask', askPayload(), key)).ok)
    await forum.run('moderator', 'session:reopen', { minutes: 5 })
    check('W8', !(await forum.run('anna', 'question:ask', askPayload(), key)).ok)
    check('W8', (await forum.run('anna', 'question:ask', askPayload())).ok)
  },

  async R3(forum, check) {
    const outside = [new Screen(readerOf(people.carla, 'participant')), new Screen(readerOf(null, 'feed'))]
    for (const screen of outside) await screen.enter(forum)
    await forum.run('anna', 'question:ask', askPayload())
    const [question] = await questions(forum)
    const itemId = question?.workItemId ?? ''
    await forum.run('expert', 'item:claim', { itemId })
    await forum.run('expert', 'item:note', { itemId, text: 'riservato' })
    await forum.run('expert', 'answer:send', {
      itemId,
      words: answerWords('ancora in verifica'),
      reach: 'all',
    })
    forum.timers.run()
    const seen = JSON.stringify(outside.map((screen) => screen.frames))
    check('R3', !/"entity":"(note|workItem|answer|message)"/.test(seen) && seen.includes('"question"'))
  },

  async R6(forum, check) {
    const screen = new Screen(readerOf(people.carla, 'participant'))
    await screen.enter(forum)
    const { room, frames } = await forum.room()
    const { send } = Screen.prototype
    screen.send = () => {}
    await forum.run('anna', 'question:ask', askPayload())
    // Everything that was on its way is lost with it, so that only the heartbeat can tell.
    while (forum.timers.size() > 0) {
      forum.timers.run()
      await room.settle()
    }
    let noticed = false
    screen.send = (frame) => {
      noticed = frame.from > screen.cursor.seq
    }
    frames.beat()
    check('R6', noticed)
    screen.send = send
    await screen.enter(forum, screen.cursor)
    check('R4', screen.cursor.seq === room.history.head && JSON.stringify(screen.picture()).includes('FD2-1'))
  },

  async roles(forum, check) {
    check('roles', (await forum.run('anna', 'question:ask', askPayload())).ok)
    forum.actors.set('anna', { ...people.anna, grants: [] })
    const refused = await forum.run('anna', 'question:ask', askPayload())
    check('roles', !refused.ok && refused.code === 'permission/denied')
  },

  async claims(forum, check) {
    await forum.run('anna', 'question:ask', askPayload())
    const itemId = (await questions(forum))[0]?.workItemId ?? ''
    const acks = await Promise.all(
      ['expert', 'second'].map((who) => forum.run(who, 'item:claim', { itemId })),
    )
    check('claims', acks.filter((ack) => ack.ok).length === 1)
    check(
      'claims',
      acks.some((ack) => !ack.ok && ack.code === 'workItem/taken'),
    )
  },

  async tally(forum, check) {
    await forum.run('anna', 'question:ask', askPayload())
    const questionId = (await questions(forum))[0]?.id ?? ''
    await Promise.all(
      ['carla', 'bruno'].map((who) => forum.run(who, 'question:vote', { questionId, on: true })),
    )
    forum.restart()
    const { room } = await forum.room()
    forum.timers.run()
    await room.settle()
    await room.settle()
    check('tally', room.state.get('question', questionId).persons === 2)
  },
}
