/** What the live edge owes to people who come from another process, and what it says when the database is away. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import WebSocket from 'ws'
import type { Snapshot } from '../../server/contract/socket.ts'
import { askPayload } from '../support/forum.ts'
import { call, enter, type Running, startLive, until } from '../support/live-server.ts'

let running: Running

beforeEach(async () => {
  running = await startLive({}, { isShared: true })
})
afterEach(() => running.close())

/** Another process on the same database has stored something, and this one was not woken. */
async function storedElsewhere() {
  const { forum } = running
  await enter(running, running.client('carla'))
  forum.restart()
  const ack = await forum.run('anna', 'question:ask', askPayload())
  if (!ack.ok) throw new Error(ack.code)
  return ack.seq
}

test('R2: who was told by another process that it is stored finds it stored here', async () => {
  const seq = await storedElsewhere()
  const anna = running.client('anna')
  const snapshots: Snapshot[] = []
  anna.on('snapshot', (snapshot) => snapshots.push(snapshot))
  await enter(running, anna)
  await until('a snapshot', () => snapshots.length > 0)
  expect(snapshots[0]?.seq).toBe(seq)
  expect(running.bugs).toEqual([])
})

test('R2: a cursor from another process is one that the log holds', async () => {
  await storedElsewhere()
  const { room } = await running.forum.room()
  const cursor = { seq: room.history.head, hash: room.history.headHash }
  expect(await enter(running, running.client('anna'), { cursor })).toMatchObject({ ok: true, resumed: true })
})

test('R2: the feed begins where the log is, too', async () => {
  const seq = await storedElsewhere()
  const { url, forum } = running
  const line = new WebSocket(`${url.replace('http', 'ws')}/feed/v1/sessions/${forum.sessionId}`, {
    headers: { cookie: 'pass=wall' },
  })
  const first = await new Promise<Snapshot>((resolve) =>
    line.once('message', (text) => resolve(JSON.parse(String(text)))),
  )
  line.close()
  expect(first.seq).toBe(seq)
})

test('while the database says nothing, who enters or writes is told to try again', async () => {
  const { forum, rooms, bugs } = running
  rooms.drop(forum.sessionId)
  const client = running.client('anna')
  const away = vi.spyOn(forum.store, 'snapshot').mockRejectedValue(new Error('no connection'))
  expect(await enter(running, client)).toEqual({ ok: false, code: 'service/unavailable' })
  expect(await call(running, client, 'question:ask', askPayload())).toEqual({
    ok: false,
    code: 'service/unavailable',
  })
  away.mockRestore()
  expect(bugs).toHaveLength(2)
  expect(await enter(running, client)).toMatchObject({ ok: true })
})
