/**
 * After any command: an old screen brought along by frames shows what a fresh one does, for everybody who may look; and
 * the log, folded, gives the rows; and the search index holds what the rows say.
 */
import { expect } from 'vitest'
import { verifyLog } from '../../db/verify.ts'
import { type Forum, people, readerOf } from './forum.ts'
import { Screen } from './screen.ts'
import { indexFault } from './search-index.ts'

export const READERS = {
  feed: readerOf(null, 'feed'),
  asker: readerOf(people.anna, 'participant'),
  colleague: readerOf(people.bruno, 'participant'),
  stranger: readerOf(people.carla, 'participant'),
  expert: readerOf(people.expert, 'expert'),
  moderator: readerOf(people.moderator, 'moderator'),
}

export async function watch(forum: Forum): Promise<Screen[]> {
  const screens = Object.values(READERS).map((reader) => new Screen(reader))
  for (const screen of screens) await screen.enter(forum)
  return screens
}

export async function verify(forum: Forum, screens: readonly Screen[]): Promise<void> {
  const { frames } = await forum.room()
  forum.timers.run()
  await forum.rooms.settle()
  frames.beat()
  for (const screen of screens) {
    const fresh = new Screen(screen.reader)
    await fresh.enter(forum)
    expect(screen.picture(), `S1 for ${screen.reader.as}`).toEqual(fresh.picture())
    expect(screen.cursor, `R4 for ${screen.reader.as}`).toEqual(fresh.cursor)
    frames.leave(fresh)
  }
  expect(await verifyLog(forum.store, forum.sessionId)).toMatchObject({ ok: true })
  expect(await indexFault(forum), 'the search index').toBeNull()
}
