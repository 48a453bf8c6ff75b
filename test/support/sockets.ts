/** A listening server with the two kinds of socket mounted and nothing behind them; clients for both; bounded waiting. */
import type { AddressInfo } from 'node:net'
import fastify, { type FastifyInstance } from 'fastify'
import type { Server } from 'socket.io'
import { type Socket as ClientSocket, io as connect, type ManagerOptions } from 'socket.io-client'
import { mountPlain, mountSocketIo, type SocketsOptions } from '../../server/sockets.ts'

export type SocketsServer = {
  readonly app: FastifyInstance
  readonly io: Server
  readonly port: number
  readonly url: string
}

export const openOptions: SocketsOptions = {
  allowRequest: (_request, decide) => decide(null, true),
  plainPaths: ['/feed/'],
}

export async function listenSockets(
  options: Partial<SocketsOptions> = {},
  first: 'plain' | 'socket.io' = 'plain',
): Promise<SocketsServer> {
  const app = fastify()
  const all = { ...openOptions, ...options }
  const early = first === 'socket.io' ? mountSocketIo(app, all) : undefined
  await mountPlain(app, all)
  const io = early ?? mountSocketIo(app, all)
  app.get('/feed/echo', { websocket: true }, (line) => {
    line.send('welcome')
    line.on('message', (text) => line.send(String(text)))
  })
  app.get('/page', async () => 'a page')
  await app.listen({ port: 0, host: '127.0.0.1' })
  const { port } = app.server.address() as AddressInfo
  return { app, io, port, url: `http://127.0.0.1:${port}` }
}

export function clientOf(url: string, options: Partial<ManagerOptions> = {}): ClientSocket {
  return connect(url, { forceNew: true, reconnection: false, ...options })
}

export async function connected(client: ClientSocket): Promise<ClientSocket> {
  if (client.connected) return client
  await new Promise<void>((resolve, reject) => {
    client.once('connect', resolve)
    client.once('connect_error', reject)
  })
  return client
}

/** Looks again until it is so; a test that waits in vain says for what. */
export async function until(what: string, isSo: () => boolean, withinMs = 10_000): Promise<void> {
  const end = performance.now() + withinMs
  while (!isSo()) {
    if (performance.now() > end) throw new Error(`never came: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
