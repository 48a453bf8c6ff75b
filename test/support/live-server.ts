/** A real server on a port of its own: sockets, feed and rooms over a forum; a token is simply an actor's id here. */
import type { AddressInfo } from 'node:net'
import Fastify, { type FastifyInstance } from 'fastify'
import { io as connect, type Socket } from 'socket.io-client'
import type { ClientToServer, CommandAck, EnterAck, ServerToClient } from '../../server/contract/socket.ts'
import { PROTOCOL } from '../../server/contract/version.ts'
import { Feed } from '../../server/feed.ts'
import { broadcastBy, type LiveServer } from '../../server/lines.ts'
import { live } from '../../server/live.ts'
import type { Rooms } from '../../server/rooms/rooms.ts'
import { mountSockets } from '../../server/sockets.ts'
import { type Forum, makeForum, newKey } from './forum.ts'

export type LiveClient = Socket<ServerToClient, ClientToServer>

export type Running = {
  readonly app: FastifyInstance
  readonly io: LiveServer
  readonly forum: Forum
  readonly feed: Feed
  readonly rooms: Rooms
  readonly url: string
  readonly bugs: unknown[]
  client(actorId: string | null, options?: Parameters<typeof connect>[1]): LiveClient
  close(): Promise<void>
}

export async function startLive(
  plan: Parameters<typeof makeForum>[0] = {},
  own: Parameters<typeof makeForum>[1] = {},
): Promise<Running> {
  const forum = await makeForum(plan, own)
  const app = Fastify()
  const bugs: unknown[] = []
  const clients: LiveClient[] = []
  const { io } = await mountSockets(app, {
    plainPaths: ['/feed/'],
    allowRequest: (request, allow) => allow(null, request.headers.origin !== 'https://evil.example'),
  })
  const rooms = forum.restart((to, frame) => (to.as === 'feed' ? feed.broadcast(to, frame) : byIo(to, frame)))
  const feed = new Feed({
    rooms,
    clock: forum.clock,
    rightOf: async (request) => (request.headers.cookie === 'pass=wall' ? { passId: 'wall' } : null),
  })
  const byIo = broadcastBy(io as LiveServer)
  feed.route(app)
  live(io as LiveServer, {
    rooms,
    actors: { actorOf: (id) => forum.actors.get(id), refresh: async () => {} },
    clock: forum.clock,
    identify: async ({ token }) =>
      token ? { actorId: token, loginId: `login-${token}`, expiresAt: Number.POSITIVE_INFINITY } : null,
    onBug: (error) => bugs.push(error),
  })
  await app.listen({ port: 0, host: '127.0.0.1' })
  const url = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  return {
    app,
    io: io as LiveServer,
    forum,
    feed,
    rooms,
    url,
    bugs,
    client: (actorId, options = {}) => {
      const client: LiveClient = connect(url, {
        transports: ['websocket'],
        auth: actorId ? { token: actorId } : {},
        ...options,
      })
      clients.push(client)
      return client
    },
    close: async () => {
      for (const client of clients) client.disconnect()
      await app.close()
      await forum.close()
    },
  }
}

type Entering = { as?: 'participant' | 'expert' | 'moderator'; cursor?: { seq: number; hash: string } }

export const enter = (
  running: Running,
  client: LiveClient,
  { as = 'participant', cursor }: Entering = {},
): Promise<EnterAck> =>
  client.timeout(5_000).emitWithAck('session:enter', {
    sessionId: running.forum.sessionId,
    as,
    protocol: PROTOCOL.current,
    ...(cursor ? { cursor } : {}),
  })

export const call = (
  running: Running,
  client: LiveClient,
  type: string,
  payload: unknown,
  key = newKey(),
): Promise<CommandAck> =>
  client.timeout(5_000).emitWithAck(type as 'question:ask', {
    key,
    sessionId: running.forum.sessionId,
    payload: payload as never,
  })

/** Waits until the condition holds, looking often; fails with its name. */
export async function until(what: string, holds: () => boolean, withinMs = 5_000): Promise<void> {
  const end = performance.now() + withinMs
  while (!holds()) {
    if (performance.now() > end) throw new Error(`never happened: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
