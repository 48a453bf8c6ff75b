/** The fan-out: one frame to many, in each line's own order, whatever that line is doing; who doesn't read is cut. */
import { createServer } from 'node:http'
import type { AddressInfo, Socket as TcpSocket } from 'node:net'
import { Server, type ServerOptions, type Socket } from 'socket.io'
import type { Socket as ClientSocket, ManagerOptions } from 'socket.io-client'
import { afterEach, describe, expect, test } from 'vitest'
import { must } from '../../server/domain/assert.ts'
import { bufferedBytes, cutLine, directAdapter } from '../../server/rooms/direct-adapter.ts'
import { clientOf, connected, until } from '../support/sockets.ts'

const SLOW_READER_BYTES = 256 * 1_024

type Cut = { id: string; bytes: number }
type Fanout = { io: Server; url: string; cuts: Cut[] }

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function listen(options: Partial<ServerOptions> = {}): Promise<Fanout> {
  const http = createServer()
  const cuts: Cut[] = []
  const adapter = directAdapter({
    slowReaderBytes: SLOW_READER_BYTES,
    onCut: (socket, bytes) => cuts.push({ id: socket.id, bytes }),
  })
  const io = new Server(http, { adapter, perMessageDeflate: false, httpCompression: false, ...options })
  await new Promise<void>((resolve) => {
    http.listen(0, '127.0.0.1', resolve)
  })
  closing.push(() => io.close())
  return { io, cuts, url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` }
}

type Ear = { client: ClientSocket; socket: Socket; heard: unknown[]; ordinary: () => number }

/** A client, its socket on the server, what it heard, and how many packets went to it by Socket.IO's ordinary path. */
async function join({ io, url }: Fanout, options: Partial<ManagerOptions> = { transports: ['websocket'] }) {
  const client = clientOf(url, options)
  closing.push(() => client.close())
  const heard: unknown[] = []
  client.on('n', (n: unknown) => heard.push(n))
  await connected(client)
  const socket = must(io.sockets.sockets.get(must(client.id)))
  let ordinary = 0
  socket.conn.on('packetCreate', () => {
    ordinary++
  })
  return { client, socket, heard, ordinary: () => ordinary } satisfies Ear
}

const upTo = (count: number) => Array.from({ length: count }, (_, n) => n)
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))

/** The client's TCP connection, to stop reading from it as a phone in a tunnel does. */
function lineOf(client: ClientSocket): TcpSocket {
  return (client.io.engine.transport as unknown as { ws: { _socket: TcpSocket } }).ws._socket
}

describe('each line keeps its own order', () => {
  test('when broadcasts and single sends of all sizes interleave', async () => {
    const fanout = await listen()
    const ears = [await join(fanout), await join(fanout), await join(fanout, { transports: ['polling'] })]
    const count = 600
    for (let n = 0; n < count; n++) {
      if (n % 3 === 0) fanout.io.emit('n', n)
      else for (const { socket } of ears) socket.emit('n', n, 'x'.repeat(n % 7 === 0 ? 60_000 : 10))
      if (n % 5 === 0) await nextTurn()
    }
    for (const { heard } of ears) await until('everything', () => heard.length >= count)
    for (const { heard } of ears) expect(heard).toEqual(upTo(count))
    const [first] = ears
    expect(first?.ordinary()).toBeGreaterThanOrEqual(400)
    expect(first?.ordinary(), 'idle lines take the direct path').toBeLessThan(count)
  })

  test('while it is being upgraded from polling to WebSocket', async () => {
    const fanout = await listen()
    let sent = 0
    const ears = await Promise.all(upTo(5).map(() => join(fanout, { transports: ['polling', 'websocket'] })))
    while (ears.some(({ client }) => client.io.engine.transport.name !== 'websocket')) {
      fanout.io.emit('n', sent++)
      await nextTurn()
    }
    for (let more = 0; more < 20; more++) fanout.io.emit('n', sent++)
    for (const { heard } of ears) await until('everything', () => heard.length >= sent)
    for (const { heard } of ears) expect(heard).toEqual(upTo(sent))
  })

  test('when its reader stops for a while and goes on', async () => {
    const fanout = await listen()
    const ear = await join(fanout)
    const line = lineOf(ear.client)
    line.pause()
    let sent = 0
    while (bufferedBytes(ear.socket) < SLOW_READER_BYTES / 2) {
      if (sent % 2 === 0) fanout.io.emit('n', sent++, 'x'.repeat(16_000))
      else ear.socket.emit('n', sent++)
      await nextTurn()
    }
    line.resume()
    await until('everything', () => ear.heard.length === sent)
    expect(ear.heard).toEqual(upTo(sent))
    expect(fanout.cuts).toEqual([])
  })

  test('when a compressing extension holds frames back', async () => {
    const fanout = await listen({ perMessageDeflate: { threshold: 0 } })
    const ear = await join(fanout)
    for (let n = 0; n < 100; n++) {
      if (n % 2 === 0) ear.socket.emit('n', n, 'x'.repeat(2_000))
      else fanout.io.emit('n', n)
    }
    await until('everything', () => ear.heard.length === 100)
    expect(ear.heard).toEqual(upTo(100))
  })

  test('when an answer is asked for between broadcasts, of one and of all', async () => {
    const fanout = await listen()
    const ear = await join(fanout)
    const order: string[] = []
    ear.client.on('n', (n) => order.push(`n${n}`))
    ear.client.on('ask', (answer: (text: string) => void) => {
      order.push('ask')
      answer('yes')
    })
    fanout.io.emit('n', 1)
    const one = ear.socket.timeout(5_000).emitWithAck('ask')
    fanout.io.emit('n', 2)
    const all = fanout.io.timeout(5_000).emitWithAck('ask')
    fanout.io.emit('n', 3)
    expect(await one).toBe('yes')
    expect(await all).toEqual(['yes'])
    await until('the last', () => order.length === 5)
    expect(order).toEqual(['n1', 'ask', 'n2', 'ask', 'n3'])
  })

  test('when the end of one line makes its listener broadcast', async () => {
    const fanout = await listen()
    const stopped = await join(fanout)
    const ear = await join(fanout)
    stopped.socket.on('disconnect', () => fanout.io.emit('n', 'left'))
    const sent = await stopReading(fanout, stopped, ear)
    await until('the farewell', () => ear.heard.includes('left'))
    expect(ear.heard, 'the packet whose sending found the slow reader came first').toEqual([
      ...upTo(sent),
      'left',
    ])
    expect(fanout.cuts).toHaveLength(1)
  })
})

describe('who is meant', () => {
  test('rooms, exceptions and overlaps are honoured, each reader once', async () => {
    const fanout = await listen()
    const ears = await Promise.all(upTo(4).map(() => join(fanout)))
    const [a, b, c, d] = ears as [Ear, Ear, Ear, Ear]
    for (const { socket } of [a, b]) await socket.join('experts')
    for (const { socket } of [b, c]) await socket.join('moderators')
    await c.socket.join('muted')
    const { io } = fanout
    io.to('experts').emit('n', 'experts')
    io.to(['experts', 'moderators']).emit('n', 'both')
    io.to(['experts', 'moderators']).except('muted').emit('n', 'not muted')
    io.to('moderators').except([b.socket.id]).emit('n', 'not b')
    io.except('experts').emit('n', 'no experts')
    io.to('nobody').emit('n', 'nobody')
    a.socket.broadcast.emit('n', 'not a')
    io.emit('n', 'end')
    for (const { heard } of ears) await until('the end', () => heard.includes('end'))
    expect(a.heard).toEqual(['experts', 'both', 'not muted', 'end'])
    expect(b.heard).toEqual(['experts', 'both', 'not muted', 'not a', 'end'])
    expect(c.heard).toEqual(['both', 'not b', 'no experts', 'not a', 'end'])
    expect(d.heard).toEqual(['no experts', 'not a', 'end'])
  })

  test('another namespace and listeners of what goes out are served too', async () => {
    const fanout = await listen()
    const tapped: unknown[] = []
    const other = fanout.io.of('/other')
    other.on('connection', (socket) => socket.onAnyOutgoing((...event) => tapped.push(event)))
    const client = clientOf(`${fanout.url}/other`, { transports: ['websocket'] })
    closing.push(() => client.close())
    const heard: unknown[] = []
    client.on('n', (n) => heard.push(n))
    await connected(client)
    fanout.io.emit('n', 'not here')
    other.emit('n', 'here')
    await until('the packet', () => heard.length > 0)
    expect(heard).toEqual(['here'])
    expect(tapped).toEqual([['n', 'here']])
  })
})

test.each([1, 117, 118, 65_000, 70_000, 300_000])('a text of %i characters arrives whole', async (length) => {
  const fanout = await listen()
  const ears = [await join(fanout), await join(fanout, { transports: ['polling'] })]
  const text = 'è€🏛'
    .repeat(Math.ceil(length / 3))
    .slice(0, length - 1)
    .concat('.')
  fanout.io.emit('n', text.toWellFormed())
  for (const { heard } of ears) {
    await until('the text', () => heard.length === 1)
    expect(heard).toEqual([text.toWellFormed()])
  }
})

test('binary and volatile packets are left to Socket.IO', async () => {
  const fanout = await listen()
  const ear = await join(fanout)
  fanout.io.emit('n', Buffer.from('abc'))
  await until('the bytes', () => ear.heard.length === 1)
  fanout.io.volatile.emit('n', 'maybe')
  await until('the volatile one', () => ear.heard.length === 2)
  expect(ear.heard).toEqual([Buffer.from('abc'), 'maybe'])
})

test('pings go on beneath broadcasts, and a line that answers them stays', async () => {
  const fanout = await listen({ pingInterval: 30, pingTimeout: 1_000 })
  const ear = await join(fanout)
  let pings = 0
  ear.client.io.on('ping', () => {
    pings++
  })
  let sent = 0
  while (pings < 10) {
    fanout.io.emit('n', sent++)
    await nextTurn()
  }
  await until('everything', () => ear.heard.length === sent)
  expect(ear.heard).toEqual(upTo(sent))
  expect(ear.client.connected).toBe(true)
})

/** Stops `stopped` and broadcasts until it is cut; `ear`, who reads, sets the pace. */
async function stopReading({ io, cuts }: Fanout, stopped: Ear, ear: Ear): Promise<number> {
  lineOf(stopped.client).pause()
  const text = 'x'.repeat(16_000)
  let sent = 0
  while (cuts.length === 0 && sent < 4_000) {
    const n = sent++
    io.emit('n', n, text)
    await until('the one who reads', () => ear.heard.includes(n))
  }
  return sent
}

describe('R7 a slow reader is cut, not buffered', () => {
  test('R7 a reader who stops is cut at the limit, its memory given back, and others miss nothing', async () => {
    const fanout = await listen()
    const stopped = await join(fanout)
    const ear = await join(fanout)
    const raw = (stopped.socket.conn.transport as unknown as { socket: { _socket: TcpSocket } }).socket
      ._socket
    const sent = await stopReading(fanout, stopped, ear)
    const [cut] = fanout.cuts
    expect(cut?.id).toBe(stopped.socket.id)
    expect(cut?.bytes).toBeGreaterThan(SLOW_READER_BYTES)
    expect(cut?.bytes, 'one frame over the limit at most').toBeLessThan(SLOW_READER_BYTES + 17_000)
    expect(raw.destroyed).toBe(true)
    expect(stopped.socket.connected).toBe(false)
    expect(fanout.io.sockets.sockets.size).toBe(1)
    expect(ear.heard).toEqual(upTo(sent))
  })

  test('R7 a polling reader who stops asking is cut by what waits for it', async () => {
    const fanout = await listen()
    const ear = await join(fanout)
    await openWithoutPolling(fanout)
    let sent = 0
    while (fanout.cuts.length === 0 && sent < 100) {
      fanout.io.emit('n', sent++, 'x'.repeat(16_000))
      await nextTurn()
    }
    expect(fanout.cuts).toHaveLength(1)
    expect(fanout.cuts[0]?.bytes).toBeLessThan(SLOW_READER_BYTES + 17_000)
    await until('the others', () => ear.heard.length === sent)
    expect(fanout.io.engine.clientsCount).toBe(1)
  })

  test('R7 who was cut comes back by itself', async () => {
    const fanout = await listen()
    const ear = await join(fanout)
    const stopped = await join(fanout, {
      transports: ['websocket'],
      reconnection: true,
      reconnectionDelay: 10,
      reconnectionDelayMax: 20,
    })
    const reasons: string[] = []
    stopped.client.on('disconnect', (reason) => reasons.push(reason))
    const line = lineOf(stopped.client)
    await stopReading(fanout, stopped, ear)
    line.resume()
    await until('its return', () => reasons.length === 1 && stopped.client.connected)
    expect(reasons).toEqual(['transport close'])
  })

  test('R7 a line is cut at once even while packets wait in Engine.IO', async () => {
    const fanout = await listen()
    const stopped = await join(fanout)
    lineOf(stopped.client).pause()
    while (bufferedBytes(stopped.socket) < SLOW_READER_BYTES / 2) {
      stopped.socket.emit('n', 'x'.repeat(16_000))
      await nextTurn()
    }
    stopped.socket.emit('n', 'waiting')
    cutLine(stopped.socket)
    expect(stopped.socket.connected).toBe(false)
    expect(fanout.io.engine.clientsCount).toBe(0)
  })
})

/** A polling client that opens its session and then never asks for anything. */
async function openWithoutPolling({ io, url }: Fanout): Promise<void> {
  const address = `${url}/socket.io/?EIO=4&transport=polling`
  const opened: unknown = JSON.parse((await (await fetch(address)).text()).slice(1))
  const { sid } = opened as { sid: string }
  const before = io.sockets.sockets.size
  await (await fetch(`${address}&sid=${sid}`, { method: 'POST', body: '40' })).text()
  await until('its socket', () => io.sockets.sockets.size === before + 1)
}
