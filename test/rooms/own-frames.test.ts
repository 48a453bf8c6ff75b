/** Frames of one's own beside those of the class: what one of them held is never covered by another that doesn't. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { askPayload, type Forum, makeForum, people, readerOf } from '../support/forum.ts'
import { Screen } from '../support/screen.ts'

let forum: Forum
beforeEach(async () => {
  forum = await makeForum({ admission: 'open' })
})
afterEach(() => forum.close())

async function asked(): Promise<string> {
  const ack = await forum.run('anna', 'question:ask', askPayload())
  forum.timers.run()
  await (await forum.room()).room.settle()
  return ack.ok ? String(ack.result.questionId) : ''
}

test.each(['a heartbeat', 'a frame of the class'])(
  'R1 R6: an own frame that was lost is missed by %s',
  async (how) => {
    const questionId = await asked()
    const { frames } = await forum.room()
    const carla = new Screen(readerOf(people.carla, 'participant'))
    const bruno = new Screen(readerOf(people.bruno, 'participant'))
    for (const screen of [carla, bruno]) await screen.enter(forum)
    await forum.run('carla', 'question:vote', { questionId, on: true })
    forum.clock.advance(1_000)
    const at = carla.cursor.seq
    const send = carla.send.bind(carla)
    carla.send = () => {}
    await forum.run('carla', 'question:vote', { questionId, on: false })
    const froms: number[] = []
    carla.send = (frame) => froms.push(frame.from)
    forum.clock.advance(1_000)
    if (how === 'a heartbeat') frames.beat()
    else await forum.run('moderator', 'session:announce', { text: 'Si chiude alle 16', minutes: 5 })
    expect(froms, 'one frame, which begins after what was lost').toEqual([at + 1])
    carla.send = send
    await carla.enter(forum, carla.cursor)
    await bruno.enter(forum, bruno.cursor)
    const fresh = new Screen(carla.reader)
    await fresh.enter(forum)
    expect(carla.picture()).toEqual(fresh.picture())
    expect(bruno.frames.every(({ from }) => from <= bruno.cursor.seq)).toBe(true)
  },
)

test('R1: who is named by what they are not shown gets the class’s range all the same', async () => {
  await asked()
  const carla = new Screen(readerOf(people.carla, 'participant'))
  await carla.enter(forum)
  await forum.run('moderator', 'participant:mute', { actorId: 'carla', minutes: 5 })
  await forum.run('moderator', 'session:announce', { text: 'Si chiude alle 16', minutes: 5 })
  forum.clock.advance(1_000)
  const { room, frames } = await forum.room()
  frames.beat()
  expect(carla.cursor.seq).toBe(room.history.head)
  expect(carla.cuts).toEqual([])
})
