/** The live edge over real sockets: commands, frames, roles, bad input. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import WebSocket from 'ws'
import type { CommandAck, Frame, Snapshot } from '../../server/contract/socket.ts'
import { answerWords, askPayload, newKey } from '../support/forum.ts'
import { call, enter, type LiveClient, type Running, startLive, until } from '../support/live-server.ts'

let running: Running

beforeEach(async () => {
  running = await startLive()
})
afterEach(async () => {
  expect(running.bugs).toEqual([])
  await running.close()
})

function watched(client: LiveClient) {
  const frames: Frame[] = []
  const snapshots: Snapshot[] = []
  client.on('frame', (frame) => frames.push(frame))
  client.on('snapshot', (snapshot) => {
    snapshots.push(snapshot)
    client.emit('cursor', { seq: snapshot.seq })
  })
  return { frames, snapshots }
}

const resultOf = (ack: CommandAck) => {
  expect(ack).toMatchObject({ ok: true })
  return (ack as Extract<CommandAck, { ok: true }>).result as Record<string, string>
}

test('W1 W2: a question goes in, its answer reaches every screen, the same key gives the same result', async () => {
  const anna = running.client('anna')
  const carla = running.client('carla')
  const expert = running.client('expert')
  const seen = { anna: watched(anna), carla: watched(carla), expert: watched(expert) }
  expect(await enter(running, anna)).toMatchObject({ ok: true, actorId: 'anna', bodyId: 'b1' })
  await enter(running, carla)
  await enter(running, expert, { as: 'expert' })
  await until('snapshots', () => Object.values(seen).every(({ snapshots }) => snapshots.length > 0))
  const key = newKey()
  const first = await call(running, anna, 'question:ask', askPayload(), key)
  expect(await call(running, anna, 'question:ask', askPayload(), key)).toEqual(first)
  expect(await call(running, anna, 'question:ask', askPayload('Altro titolo'), key)).toMatchObject({
    code: 'command/key-conflict',
  })
  const { questionId } = resultOf(first)
  await call(running, expert, 'question:admit', { questionId })
  const { room } = await running.forum.room()
  const itemId = room.state.get('question', questionId ?? '').workItemId
  resultOf(await call(running, expert, 'item:claim', { itemId }))
  resultOf(await call(running, expert, 'item:note', { itemId, text: 'canarino-interno' }))
  resultOf(
    await call(running, expert, 'answer:publish', {
      itemId,
      words: answerWords('Risposta a tutti'),
      reach: 'all',
    }),
  )
  const said = (frames: Frame[]) => JSON.stringify(frames)
  await until('the answer reaches a stranger', () => {
    running.forum.timers.run()
    return said(seen.carla.frames).includes('Risposta a tutti')
  })
  expect(said(seen.carla.frames)).not.toContain('"note"')
  expect(said(seen.expert.frames)).toContain('"note"')
})

test('a question that is not admitted is seen by its asker and the staff alone', async () => {
  const anna = running.client('anna')
  const carla = running.client('carla')
  const seen = watched(carla)
  await enter(running, anna)
  await enter(running, carla)
  resultOf(await call(running, anna, 'question:ask', askPayload('canarino-non-ammesso')))
  resultOf(await call(running, carla, 'question:ask', askPayload('di Carla')))
  await until('her own question', () => {
    running.forum.timers.run()
    return JSON.stringify(seen.frames).includes('di Carla')
  })
  expect(JSON.stringify(seen)).not.toContain('canarino-non-ammesso')
})

test('R5: a cursor resumes; one that the log does not hold gets a snapshot', async () => {
  const anna = running.client('anna')
  const seen = watched(anna)
  await enter(running, anna)
  await until('a snapshot', () => seen.snapshots.length > 0)
  const cursor = { seq: seen.snapshots[0]?.seq ?? 0, hash: seen.snapshots[0]?.hash ?? '' }
  await running.forum.run('carla', 'question:ask', askPayload())
  expect(await enter(running, anna, { cursor })).toMatchObject({ resumed: true })
  expect(await enter(running, anna, { cursor: { seq: 1, hash: 'ffffffff' } })).toMatchObject({
    resumed: false,
  })
})

test('roles: nobody enters a class they are not granted, and nobody writes without an account', async () => {
  expect(await enter(running, running.client('anna'), { as: 'expert' })).toMatchObject({
    code: 'permission/denied',
  })
  expect(await enter(running, running.client('expert'), { as: 'moderator' })).toMatchObject({
    code: 'permission/denied',
  })
  const guest = running.client(null)
  expect(await enter(running, guest)).toMatchObject({ code: 'login/needed' })
  expect(await call(running, guest, 'question:ask', askPayload())).toMatchObject({ code: 'login/needed' })
})

test.each([
  ['an unknown key', { ...askPayload(), role: 'moderator' }, 'command/invalid'],
  ['a wrong type', { ...askPayload(), title: ['a'] }, 'command/invalid'],
  ['NUL', { ...askPayload(), title: 'a\u0000b' }, 'text/invalid'],
  ['a lone surrogate', { ...askPayload(), text: 'a\ud800b' }, 'text/invalid'],
  ['an empty title', { ...askPayload(), title: '\u202e  ' }, 'text/empty'],
  ['too long a title', { ...askPayload(), title: 'à'.repeat(121) }, 'text/too-long'],
  ['a prototype', JSON.parse('{"__proto__":{"polluted":true},"title":"a"}'), 'command/invalid'],
  ['no such topic', { ...askPayload(), topicId: 'T9.99' }, 'topic/not-in-session'],
])('bad input: %s is answered with its code and stores nothing', async (_what, payload, code) => {
  const { room } = await running.forum.room()
  const { head } = room.history
  expect(await call(running, running.client('anna'), 'question:ask', payload)).toMatchObject({
    ok: false,
    code,
  })
  expect(room.history.head).toBe(head)
  expect(({} as Record<string, unknown>).polluted).toBeUndefined()
})

test('bad input: unknown events, strange envelopes and no acknowledgement leave the process alive', async () => {
  const anna = running.client('anna')
  const emit = (name: string, ...args: unknown[]) =>
    (anna as unknown as { emit(n: string, ...a: unknown[]): void }).emit(name, ...args)
  const ask = (name: string, ...args: unknown[]) =>
    new Promise((answer) => {
      emit(name, ...args, answer)
    })
  expect(await ask('question:destroy', {})).toMatchObject({ code: 'command/invalid' })
  expect(await ask('constructor', {})).toMatchObject({ code: 'command/invalid' })
  expect(await ask('question:ask')).toMatchObject({ code: 'command/invalid' })
  expect(await ask('question:ask', { key: 'x', sessionId: '../..', payload: null })).toMatchObject({
    code: 'command/invalid',
  })
  emit('question:ask', 7)
  emit('cursor', { seq: 'no' })
  expect(await enter(running, anna)).toMatchObject({ ok: true })
})

test('a flood is refused per account, and then its line is closed', async () => {
  const anna = running.client('anna')
  await enter(running, anna)
  const acks = await Promise.all(
    Array.from({ length: 8 }, (_, n) => call(running, anna, 'question:ask', askPayload(`n. ${n}`))),
  )
  expect(acks.filter((ack) => ack.ok)).toHaveLength(3)
  expect(acks.filter((ack) => !ack.ok && ack.code === 'command/too-many')).toHaveLength(5)
  const closed = new Promise((resolve) => anna.once('disconnect', resolve))
  for (let n = 0; n < 400; n++) anna.emit('cursor', { seq: n })
  await closed
})

test('the feed: the public view, read only, resumed by its cursor', async () => {
  const url = `${running.url.replace('http', 'ws')}/feed/v1/sessions/${running.forum.sessionId}`
  const open = (address: string, headers: Record<string, string> = {}) => {
    const line = new WebSocket(address, { headers })
    const messages: string[] = []
    line.on('message', (data) => messages.push(String(data)))
    const closed = new Promise<number>((resolve) => line.on('close', resolve))
    return { line, messages, closed }
  }
  expect(await open(url).closed).toBe(1008)
  const wall = open(url, { cookie: 'pass=wall' })
  await until('the snapshot', () => wall.messages.length > 0)
  await running.forum.run('anna', 'question:ask', askPayload('canarino-non-ammesso'))
  await running.forum.run('moderator', 'session:announce', { text: 'Si comincia', minutes: 5 })
  await until('the announcement', () => {
    running.forum.timers.run()
    return wall.messages.join().includes('Si comincia')
  })
  expect(wall.messages.join()).not.toContain('canarino')
  const { to, hash } = JSON.parse(wall.messages.at(-1) ?? '{}')
  const again = open(`${url}?cursor=${to}.${hash}`, { cookie: 'pass=wall' })
  await until('a frame, not a snapshot', () => again.messages.length > 0)
  expect(again.messages[0]).toContain('"type":"frame"')
  wall.line.send('hello')
  expect(await wall.closed).toBe(1008)
  again.line.close()
  await again.closed
})
