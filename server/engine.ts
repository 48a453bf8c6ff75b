/** Puts the live engine on a server: rooms, both kinds of line, heartbeats, the sweeper, and who must enter again. */
import type { IncomingMessage } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { limits } from './domain/limits.ts'
import { Feed } from './feed.ts'
import { broadcastBy, endLogins, type LiveServer, live, reenter } from './live.ts'
import type { Parts } from './parts.ts'
import { Rooms } from './rooms/rooms.ts'
import { startSchedule } from './schedule.ts'
import { mountSockets } from './sockets.ts'

type Fault = (error: unknown, where: string) => void

/** Call it while the server is built. What it starts ends when the server closes. */
export async function mountEngine(
  app: FastifyInstance,
  parts: Parts,
  onFault: Fault,
): Promise<{ rooms: Rooms }> {
  const { identity, directory, clock, timers, store } = parts
  const { io } = await mountSockets(app, {
    plainPaths: ['/feed/'],
    allowRequest: (request, allow) => allow(null, isAllowed(parts, request)),
  })
  const server = io as LiveServer
  const toSockets = broadcastBy(server)
  const rooms = new Rooms(
    {
      store,
      clock,
      timers,
      actors: directory,
      newId: parts.newId,
      secret: parts.secret,
      onFault: (error, sessionId) => onFault(error, `room ${sessionId}`),
    },
    (to, frame) => (to.as === 'feed' ? feed.broadcast(to, frame) : toSockets(to, frame)),
  )
  const feed = new Feed({
    rooms,
    clock,
    mayRead: async (request, sessionId) => {
      const { cookie } = request.headers
      if (await identity.findActorByCookie(cookie)) return true
      return (await identity.findPass(cookie))?.sessionId === sessionId
    },
  })
  feed.route(app)
  live(server, {
    rooms,
    clock,
    actors: directory,
    onBug: onFault,
    identify: async ({ cookie, token }) => {
      const found = token ? await identity.findActorByToken(token) : await identity.findActorByCookie(cookie)
      return found ? { actorId: found.actor.id, loginId: found.loginId } : null
    },
  })
  const stopListening = directory.onChanged((change) => {
    reenter(server, change.actorIds)
    endLogins(server, change.loginIds)
  })
  const stopBeating = everyHeartbeat(timers, () => {
    rooms.beat()
    feed.ping()
  })
  const stopSweeping = startSchedule({ clock, timers, rooms, onBug: onFault, store })
  app.addHook('preClose', async () => {
    stopListening()
    stopBeating()
    stopSweeping()
    await rooms.settle()
  })
  return { rooms }
}

/** A browser must come from our own pages; a program, which sends no Origin, must bring a token. */
function isAllowed({ origins }: Parts, request: IncomingMessage): boolean {
  const { origin } = request.headers
  return origin === undefined ? request.headers.cookie === undefined : origins.isOurs(origin)
}

function everyHeartbeat(timers: Parts['timers'], beat: () => void): () => void {
  let cancel = () => {}
  const turn = () => {
    beat()
    cancel = timers.after(limits.heartbeatMs, turn)
  }
  cancel = timers.after(limits.heartbeatMs, turn)
  return () => cancel()
}
