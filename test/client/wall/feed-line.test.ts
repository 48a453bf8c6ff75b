// @vitest-environment node
/** A wall's line over the real feed: a snapshot, frames, the cursor after a cut, a pass that is missing or taken back. */
import { afterEach, beforeEach, expect, test } from 'vitest'
import { type FeedContext, FeedLine, type FeedSocket } from '../../../client/sync/feed-line.ts'
import { ServerClock } from '../../../client/sync/server-clock.ts'
import { ViewStore } from '../../../client/sync/view-store.ts'
import { must } from '../../../server/domain/assert.ts'
import { type Running, startLive } from '../../support/live-server.ts'

let running: Running
let lines: FeedLine[]
let asked: string[]
let sockets: WebSocket[]

beforeEach(() => {
  lines = []
  asked = []
  sockets = []
})
afterEach(async () => {
  for (const line of lines) line.close()
  // A server that ends waits for the farewells of lines that are still being made.
  await until('all lines have ended', () =>
    sockets.every(({ readyState }) => readyState === WebSocket.CLOSED),
  )
  await running.close()
  expect(running.bugs).toEqual([])
})

/** Waits are a twentieth of what they would be, so that nothing sleeps. */
const timers: FeedContext['timers'] = {
  after: (ms, run) => {
    const timer = setTimeout(run, ms / 20)
    return () => clearTimeout(timer)
  },
}

function opened(url: string, cookie = ''): FeedSocket {
  asked.push(url)
  const socket = new WebSocket(url, { headers: { cookie } } as never)
  sockets.push(socket)
  return socket as FeedSocket
}

function wall(change: Partial<FeedContext> = {}) {
  const store = new ViewStore()
  const line = new FeedLine({
    url: running.url,
    sessionId: running.forum.sessionId,
    store,
    clock: new ServerClock(() => performance.now()),
    timers,
    random: () => 0.5,
    onWake: () => () => {},
    connect: (url) => opened(url),
    ...change,
  })
  lines.push(line)
  return { line, store, titles: () => [...store.rows('question').values()].map(({ title }) => title) }
}

async function until(what: string, holds: () => boolean): Promise<void> {
  const end = performance.now() + 8_000
  while (!holds()) {
    if (performance.now() > end) throw new Error(`never happened: ${what}`)
    running.forum.timers.run()
    for (const { frames } of running.rooms.loaded()) frames.beat()
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

async function ask(title: string): Promise<void> {
  const payload = { title, text: 'Testo', topicId: 'T1.01', shown: 'body' }
  const ack = await running.forum.run('anna', 'question:ask', payload)
  const questionId = ack.ok ? String(ack.result.questionId) : ''
  await running.forum.run('moderator', 'question:admit', { questionId })
}

test('S1 a wall of a public session shows what is there, and what comes', async () => {
  running = await startLive({ visibility: 'public' })
  await ask('La prima')
  const { line, titles } = wall()
  await until('the snapshot is there', () => titles().length === 1)
  expect(line.status).toMatchObject({ isLive: true, refused: null, isDegraded: false })
  await ask('La seconda')
  await until('the frame is there', () => titles().includes('La seconda'))
  expect(asked).toHaveLength(1)
  expect(asked[0]).not.toContain('cursor')
})

test('a server that can store nothing is told from a line that is lost, and it passes by itself', async () => {
  let isDegraded = false
  running = await startLive({ visibility: 'public' }, { isDegraded: () => isDegraded })
  const { line } = wall()
  await until('it is live', () => line.status.isLive)
  expect(line.status.isDegraded).toBe(false)
  isDegraded = true
  await until('it is degraded', () => line.status.isDegraded)
  expect(line.status).toMatchObject({ isLive: true, refused: null })
  isDegraded = false
  await until('it is over', () => !line.status.isDegraded)
  expect(asked).toHaveLength(1)
})

test('how many take part is known once the feed says so, and not any more when the line is lost', async () => {
  running = await startLive({ visibility: 'public' })
  const { line } = wall()
  await until('it is live', () => line.status.isLive)
  const people = { participant: 120, expert: 2, moderator: 1, feed: 1 }
  running.feed.present(running.forum.sessionId, people)
  await until('it is told', () => line.status.participants === 120)
  sockets[0]?.close()
  await until('it is lost', () => !line.status.isLive)
  expect(line.status.participants).toBeNull()
})

test('R1 R4 after a cut it comes back with its cursor, and misses nothing', async () => {
  running = await startLive({ visibility: 'public' })
  await ask('La prima')
  const { line, store, titles } = wall()
  await until('it is live', () => line.status.isLive && store.isComplete)
  const { seq, hash } = must(store.cursor)
  sockets[0]?.close()
  await ask('Nel frattempo')
  await until('it came back', () => asked.length === 2 && line.status.isLive)
  expect(asked[1]).toContain(`cursor=${seq}.${hash}`)
  await until('what it missed is there', () => titles().includes('Nel frattempo'))
  const { room } = await running.forum.room()
  await until('its cursor is the head', () => store.cursor?.seq === room.history.head)
})

test('R6 a line that says nothing for two heartbeats is given up and made anew', async () => {
  running = await startLive({ visibility: 'public' })
  const { line, store } = wall()
  await until('it is live', () => line.status.isLive && store.isComplete)
  const waited = asked.length
  // From here on nobody beats: the line is silent, though it stands.
  const end = performance.now() + 8_000
  while (asked.length === waited && performance.now() < end)
    await new Promise((resolve) => setTimeout(resolve, 5))
  expect(asked.length).toBeGreaterThan(waited)
  await until('it is live again', () => line.status.isLive)
})

test('without a pass it is refused with the code, and shows nothing', async () => {
  running = await startLive()
  const { line, store } = wall()
  await until('it is refused', () => line.status.refused === 'login/needed')
  expect(store.isEmpty).toBe(true)
})

test('a pass that is taken back takes what is shown along', async () => {
  running = await startLive()
  await ask('La prima')
  const { line, store, titles } = wall({ connect: (url) => opened(url, 'pass=wall') })
  await until('the snapshot is there', () => titles().length === 1)
  running.feed.endPasses(new Set(['wall']))
  await until('it is refused', () => line.status.refused === 'pass/not-valid')
  expect(store.isEmpty).toBe(true)
})

test('R5 a cursor of another history is answered with everything, once', async () => {
  running = await startLive({ visibility: 'public' })
  await ask('La prima')
  const { line, store, titles } = wall()
  await until('it is live', () => line.status.isLive && store.isComplete)
  store.applyFrame({ from: store.position, to: 90, hash: 'ffffffff', now: 0, changes: [] })
  sockets[0]?.close()
  await until('it came back', () => asked.length >= 2 && line.status.isLive)
  await until('the cursor is of this log', () => store.cursor?.hash !== 'ffffffff')
  expect(titles()).toEqual(['La prima'])
})
