/** A database that is put back while processes run: what they have in memory is worth nothing, and none of it is written. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { restoreBackup, takeBackup } from '../../db/backup.ts'
import { findBodies } from '../../db/body-store.ts'
import { listEntries, listHeads } from '../../db/log-store.ts'
import { openStore, type Store } from '../../db/open.ts'
import { verifyLog } from '../../db/verify.ts'
import { newId } from '../../server/adapters/ids.ts'
import { type Edition, openEdition } from '../../server/commands/edition.ts'
import { grantRole } from '../../server/commands/grant.ts'
import { must } from '../../server/domain/assert.ts'
import { SYSTEM } from '../../server/domain/permissions.ts'
import { Directory } from '../../server/rooms/directory.ts'
import type { Rooms } from '../../server/rooms/rooms.ts'
import { freshDatabase } from '../support/database/fresh-database.ts'
import { askPayload, type Forum, makeForum, newKey, people, readerOf } from '../support/forum.ts'
import { Screen } from '../support/screen.ts'

let forum: Forum
let rooms: Rooms
let current: Store
let restored: Store | null
let putBack: () => Promise<void>
const undo: (() => Promise<void>)[] = []

beforeEach(async () => {
  forum = await makeForum({ admission: 'open' })
  const store: Store = new Proxy(forum.store, { get: (_target, name) => Reflect.get(current, name) })
  current = forum.store
  restored = null
  rooms = forum.beside({ store, isShared: true })
  const folder = mkdtempSync(join(tmpdir(), 'quesiti-astray-'))
  const database = await freshDatabase()
  undo.push(async () => {
    await restored?.close()
    await database.remove()
    await forum.close()
    rmSync(folder, { recursive: true, force: true })
  })
  const file = join(folder, 'backup.db')
  putBack = async () => {
    await restoreBackup({ file, url: database.url, replace: false, now: 0, remember: () => {} })
    restored = await openStore(database.url)
    current = restored
  }
  await ask('Prima del backup')
  await takeBackup({ url: forum.url, file })
})
afterEach(async () => {
  for (const one of undo.splice(0)) await one()
})

const open = async () => must(await rooms.find(forum.sessionId))

async function ask(title: string) {
  const { room } = await open()
  return room.submit({
    actorId: 'anna',
    key: newKey(),
    command: { type: 'question:ask', payload: askPayload(title) },
  })
}

async function enter(): Promise<Screen> {
  const screen = new Screen(readerOf(people.carla, 'participant'))
  await screen.enter({ ...forum, room: open })
  return screen
}

test('F21 R5 readers are sent off with cursors that nobody holds, and get a snapshot', async () => {
  await ask('Dopo il backup')
  const screen = await enter()
  expect(JSON.stringify(screen.picture())).toContain('Dopo il backup')
  await putBack()
  const { room } = await open()
  await expect(room.follow()).rejects.toThrow('another log')
  expect(screen.cuts).toEqual(['behind'])
  expect((await open()).room).not.toBe(room)
  expect(await screen.enter({ ...forum, room: open }, screen.cursor)).toBe('snapshot')
  expect(JSON.stringify(screen.picture())).toContain('Prima del backup')
  expect(JSON.stringify(screen.picture())).not.toContain('Dopo il backup')
})

test('nothing is decided on a log that is gone: commands wait for the room that is read anew', async () => {
  await ask('Dopo il backup')
  await putBack()
  expect(await ask('Sul vecchio')).toEqual({ ok: false, code: 'command/retry' })
  expect(await ask('Sul nuovo')).toMatchObject({ ok: true })
  expect(await verifyLog(must(restored), forum.sessionId)).toMatchObject({ ok: true })
})

test('a log that has grown past where the room was is known by its hashes', async () => {
  await ask('Dopo il backup')
  const before = (await open()).room.head
  await putBack()
  const other = forum.beside({ store: must(restored) })
  const { room } = must(await other.find(forum.sessionId))
  for (const title of ['Altra', 'Ancora un’altra'])
    await room.submit({
      actorId: 'anna',
      key: newKey(),
      command: { type: 'question:ask', payload: askPayload(title) },
    })
  expect(room.head).toBeGreaterThan(before)
  await expect((await open()).room.follow()).rejects.toThrow('another log')
  expect((await open()).room.head).toBe(room.head)
  const heads = await listHeads(must(restored).read, [forum.sessionId])
  expect(heads.get(forum.sessionId)).toBe(room.head)
  expect(await listEntries(must(restored).read, forum.sessionId, { after: 0, limit: 1_000 })).toHaveLength(
    room.head,
  )
})

test('the people that act are read anew too', async () => {
  const { clock } = forum
  const store: Store = new Proxy(forum.store, { get: (_target, name) => Reflect.get(current, name) })
  const { id } = await openEdition({ store, clock, newId })
  const directory = await Directory.load({ store, editionId: id, findBodies })
  const edition: Edition = { id, store, clock, newId, actors: directory }
  const file = join(mkdtempSync(join(tmpdir(), 'quesiti-astray-')), 'edition.db')
  await grantRole(edition, SYSTEM.id, { email: 'uno@example.it', role: 'expert', scope: 'edition' })
  await takeBackup({ url: forum.url, file })
  await grantRole(edition, SYSTEM.id, { email: 'due@example.it', role: 'expert', scope: 'edition' })
  expect([...directory.list()]).toHaveLength(2)
  const changed: string[] = []
  directory.onChanged(({ actorIds }) => changed.push(...actorIds))
  const database = await freshDatabase()
  await restoreBackup({ file, url: database.url, replace: false, now: 0, remember: () => {} })
  current = await openStore(database.url)
  try {
    await directory.follow()
    expect([...directory.list()]).toHaveLength(1)
    await expect.poll(() => new Set(changed).size).toBe(2)
  } finally {
    await current.close()
    await database.remove()
  }
})

test.each([
  ['ends earlier', 0],
  ['ends where it did', 1],
  ['has grown past it', 2],
])('people are read anew by what decides, where their log %s', async (_where, grown) => {
  const { clock } = forum
  const store: Store = new Proxy(forum.store, { get: (_target, name) => Reflect.get(current, name) })
  const { id } = await openEdition({ store, clock, newId })
  const faults: Error[] = []
  const onAstray = (error: Error) => void faults.push(error)
  const directory = await Directory.load({ store, editionId: id, findBodies, onAstray })
  const grant = (actors: Directory, name: string) =>
    grantRole({ id, store, clock, newId, actors }, SYSTEM.id, {
      email: `${name}@example.it`,
      role: 'expert',
      scope: 'edition',
    })
  const folder = mkdtempSync(join(tmpdir(), 'quesiti-astray-'))
  const database = await freshDatabase()
  try {
    const file = join(folder, 'edition.db')
    await takeBackup({ url: forum.url, file })
    const { actorId: lost } = await grant(directory, 'lost')
    await restoreBackup({ file, url: database.url, replace: false, now: 0, remember: () => {} })
    current = await openStore(database.url)
    const other = await Directory.load({ store, editionId: id, findBodies })
    for (let n = 0; n < grown; n += 1) await grant(other, `new-${n}`)
    expect(Math.sign(other.head - directory.head)).toBe(grown - 1)
    await current.transaction((tx) => directory.refresh(tx))
    expect(directory.actorOf(lost)).toBeUndefined()
    expect(new Set([...directory.list()].map((actor) => actor.id))).toEqual(
      new Set([...other.list()].map((actor) => actor.id)),
    )
    expect(faults.map(({ message }) => message)).toEqual(['the database holds another log than was read'])
  } finally {
    await current.close()
    await database.remove()
    rmSync(folder, { recursive: true, force: true })
  }
})
