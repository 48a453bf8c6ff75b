/** Socket.IO and plain WebSockets on one port: which transport a client really ends with, and what becomes of strangers. */

import { createServer, type Server as HttpServer, request as httpRequest } from 'node:http'
import { type AddressInfo, connect as connectTcp } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { clientOf, connected, listenSockets, type SocketsServer, until } from '../support/sockets.ts'

const closing: (() => unknown)[] = []
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close()
})

async function listen(...args: Parameters<typeof listenSockets>): Promise<SocketsServer> {
  const server = await listenSockets(...args)
  closing.push(() => server.app.close())
  return server
}

function client(...args: Parameters<typeof clientOf>) {
  const socket = clientOf(...args)
  closing.push(() => socket.close())
  return socket
}

const transportOf = (socket: ReturnType<typeof clientOf>) => socket.io.engine.transport.name

describe.each(['plain', 'socket.io'] as const)('with %s mounted first', (first) => {
  test('a client that starts on WebSocket stays there', async () => {
    const { url } = await listen({}, first)
    const socket = await connected(client(url, { transports: ['websocket', 'polling'] }))
    expect(transportOf(socket)).toBe('websocket')
  })

  test('a client that starts on polling is upgraded to WebSocket', async () => {
    const { url } = await listen({}, first)
    const socket = await connected(client(url, { transports: ['polling', 'websocket'] }))
    await until('the upgrade', () => transportOf(socket) === 'websocket')
  })

  test('a plain WebSocket is served by its route, beside a live socket', async () => {
    const { url, port } = await listen({}, first)
    await connected(client(url, { transports: ['websocket'] }))
    const heard = await talk(`ws://127.0.0.1:${port}/feed/echo`, 'ciao')
    expect(heard).toEqual(['welcome', 'ciao'])
  })

  test.each(['/', '/page', '/feed', '/feed/none', '/socket.ios/', '/engine.io/'])(
    'an upgrade of %s is answered 404 and closed',
    async (path) => {
      const { port, url } = await listen({}, first)
      const answer = await rawUpgrade(port, path)
      expect(answer).toMatch(/^HTTP\/1\.1 404 /)
      const socket = await connected(client(url, { transports: ['websocket'] }))
      expect(transportOf(socket)).toBe('websocket')
    },
  )
})

test('where a network refuses WebSocket, the same client falls back to polling and hears everything', async () => {
  const { io, port } = await listen()
  const proxy = await proxyWithoutUpgrades(port)
  const socket = client(proxy, { transports: ['websocket', 'polling'], tryAllTransports: true })
  const heard: number[] = []
  socket.on('number', (n: number) => heard.push(n))
  await connected(socket)
  expect(transportOf(socket)).toBe('polling')
  for (let n = 0; n < 50; n++) io.emit('number', n)
  await until('all numbers', () => heard.length === 50)
  expect(heard).toEqual(Array.from({ length: 50 }, (_, n) => n))
  expect(transportOf(socket)).toBe('polling')
})

test('a line that the Origin check refuses is not opened, on either transport', async () => {
  const { url } = await listen({ allowRequest: (_request, decide) => decide('origin', false) })
  for (const transport of ['websocket', 'polling']) {
    await expect(connected(client(url, { transports: [transport] }))).rejects.toThrow()
  }
})

test('a binary packet ends its line and no other', async () => {
  const { io, url } = await listen()
  const got: unknown[] = []
  io.on('connection', (socket) => socket.onAny((...event) => got.push(event)))
  const bad = await connected(client(url, { transports: ['websocket'] }))
  const good = await connected(client(url, { transports: ['websocket'] }))
  bad.emit('bytes', Buffer.from([1, 2, 3]))
  await until('the end of the line', () => !bad.connected)
  good.emit('text', 'still here')
  await until('the other line', () => got.length > 0)
  expect(got).toEqual([['text', 'still here']])
})

test.each(['websocket', 'polling'])('over %s a message above the limit ends its line', async (transport) => {
  const { url } = await listen()
  const socket = await connected(client(url, { transports: [transport] }))
  socket.emit('long', 'x'.repeat(40_000))
  await until('the end of the line', () => !socket.connected)
})

test('the feed closes a line that is sent more than a kilobyte', async () => {
  const { port } = await listen()
  const line = new WebSocket(`ws://127.0.0.1:${port}/feed/echo`)
  const code = await new Promise<number>((resolve, reject) => {
    line.once('open', () => line.send('x'.repeat(2_000)))
    line.once('close', resolve)
    line.once('error', reject)
  })
  expect(code).toBe(1009)
})

test('the handshake is there for signing in, and its request is given back afterwards', async () => {
  const { io, url } = await listen()
  const seen: (string | undefined)[] = []
  io.use((socket, next) => {
    seen.push(socket.request.headers.cookie)
    next()
  })
  const socket = client(url, { transports: ['websocket'], extraHeaders: { cookie: 'login=1' } })
  await connected(socket)
  const [server] = [...io.sockets.sockets.values()]
  expect(seen).toEqual(['login=1'])
  expect(server?.handshake.headers.cookie).toBe('login=1')
  expect(server?.conn.request).toBeUndefined()
})

test('closing lets clients see their transport close, so that they come back', async () => {
  const server = await listenSockets()
  const reasons: string[] = []
  const clients = await Promise.all(
    ['websocket', 'polling'].map((transport) => connected(client(server.url, { transports: [transport] }))),
  )
  for (const socket of clients) socket.on('disconnect', (reason) => reasons.push(reason))
  await server.app.close()
  await until('both to notice', () => reasons.length === 2)
  expect(reasons).not.toContain('io server disconnect')
})

test('closing does not wait for a line that is not being read', async () => {
  const server = await listenSockets()
  const deaf = await connected(client(server.url, { transports: ['websocket'] }))
  const raw = (deaf.io.engine.transport as unknown as { ws: WebSocket }).ws
  raw.pause()
  const started = performance.now()
  await server.app.close()
  expect(performance.now() - started).toBeLessThan(5_000)
})

async function talk(url: string, text: string): Promise<string[]> {
  const line = new WebSocket(url)
  const heard: string[] = []
  line.on('message', (message) => heard.push(String(message)))
  await new Promise<void>((resolve, reject) => {
    line.once('open', resolve)
    line.once('error', reject)
  })
  line.send(text)
  await until('the echo', () => heard.length === 2)
  line.close()
  return heard
}

/** What an upgrade of `path` is answered, up to the end of the connection. */
async function rawUpgrade(port: number, path: string): Promise<string> {
  const line = connectTcp(port, '127.0.0.1')
  line.setEncoding('utf8')
  line.write(
    `GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n` +
      'Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n',
  )
  let answer = ''
  for await (const chunk of line) answer += chunk
  return answer
}

/** Passes requests on and drops every upgrade, as some networks of offices do. */
async function proxyWithoutUpgrades(port: number): Promise<string> {
  const proxy: HttpServer = createServer((asked, answer) => {
    const { method, headers, url: path } = asked
    const onward = httpRequest({ host: '127.0.0.1', port, path, method, headers }, (got) => {
      answer.writeHead(got.statusCode ?? 502, got.headers)
      got.pipe(answer)
    })
    onward.on('error', () => answer.destroy())
    answer.on('close', () => onward.destroy())
    asked.pipe(onward)
  })
  proxy.on('upgrade', (_asked, line) => line.destroy())
  await new Promise<void>((resolve) => {
    proxy.listen(0, '127.0.0.1', resolve)
  })
  closing.push(() => {
    proxy.closeAllConnections()
    proxy.close()
  })
  return `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`
}
