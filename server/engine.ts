/**
 * Puts the live engine on a server: rooms, both kinds of line, what pages read of rooms, heartbeats, the sweeper, and who
 * must enter again.
 */

import { type Closing, closeLines } from './closing.ts'
import { fileSweeper } from './commands/attach.ts'
import { reapplyErasures } from './commands/erasing.ts'
import { sweepRehearsals } from './commands/rehearsal.ts'
import { followHealth } from './degraded.ts'
import { limits } from './domain/limits.ts'
import { Feed } from './feed.ts'
import type { App } from './http/app-types.ts'
import { contentRoutes } from './http/content.ts'
import { fileRoutes } from './http/files.ts'
import { metricsRoute } from './http/metrics.ts'
import { questionRoutes } from './http/questions.ts'
import { rehearsalRoutes } from './http/rehearsals.ts'
import { searchRoutes } from './http/search.ts'
import { sessionRoutes } from './http/sessions.ts'
import {
  broadcastBy,
  countBuffered,
  countSent,
  endExpired,
  endLogins,
  isBusy,
  type LiveServer,
  reenter,
  showPresence,
} from './lines.ts'
import { live } from './live.ts'
import { startMailing } from './mailing.ts'
import { createMetrics } from './metrics.ts'
import type { Parts } from './parts.ts'
import { startPresence } from './presence.ts'
import { indexSearch } from './rooms/indexing.ts'
import { Rooms } from './rooms/rooms.ts'
import { startSchedule } from './schedule.ts'
import { mountSockets } from './sockets.ts'

type Fault = (error: unknown, where: string) => void

export type Engine = {
  readonly rooms: Rooms
  /** Everybody who is connected finds another process, or this one anew; a few at a time. */
  readonly closeLines: () => Promise<void>
}

/** Call it while the server is built. What it starts ends when the server closes. */
export async function mountEngine(app: App, parts: Parts, report: Fault): Promise<Engine> {
  const { identity, directory, clock, timers, store, origins, counts, health } = parts
  const onFault: Fault = (error, where) => {
    counts.faults.add(where.split(' ', 1)[0] ?? where)
    report(error, where)
  }
  const { io } = await mountSockets(app, {
    plainPaths: ['/feed/'],
    allowRequest: (request, allow) => allow(null, origins.mayConnect(request.headers)),
    onSent: (name, sent) => countSent(rooms, name, sent),
    onCut: (socket) => countBuffered(rooms, socket),
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
      indexer: indexSearch,
      ledger: parts.ledger,
      isShared: parts.isShared,
      wake: parts.wake,
      isDegraded: () => health.isDegraded,
      onUnknown: () => counts.faults.add('unknown-entry'),
      onBug: onFault,
      onFault: (error, sessionId, commands) => {
        counts.failedFlushes += 1
        counts.unknownOutcomes += commands
        health.doubt()
        onFault(error, `room ${sessionId}`)
      },
    },
    (to, frame) => (to.as === 'feed' ? feed.broadcast(to, frame) : toSockets(to, frame)),
  )
  const feed = new Feed({
    rooms,
    clock,
    onBug: onFault,
    rightOf: async (request, sessionId) => {
      const { headers } = request
      if (!origins.mayConnect(headers)) return null
      if (await identity.findActorByCookie(headers.cookie)) return { passId: null }
      const pass = await identity.findPass(headers.cookie)
      return pass?.sessionId === sessionId ? { passId: pass.id } : null
    },
  })
  feed.route(app)
  const presence = startPresence(parts, {
    rooms,
    show: (to, sessionId, present) => {
      showPresence(server, sessionId, { to, present })
      if (to === 'crowd') feed.present(sessionId, present.people)
    },
  })
  const underWay = live(server, {
    presence,
    rooms,
    clock,
    counts,
    actors: directory,
    onBug: onFault,
    identify: (from) => identity.identify(from),
  })
  const stopListening = directory.onChanged((change) => {
    reenter(server, change.actorIds)
    endLogins(server, change.loginIds)
    feed.endPasses(change.passIds)
  })
  const stopFollowing = parts.following.add(() => [...rooms.loaded()].map(({ room }) => room))
  const lines: Closing = { io, feed, isBusy }
  const stopBeating = everyHeartbeat(timers, () => {
    endExpired(server, clock.now())
    underWay.giveUpLate()
    rooms.beat()
    feed.ping()
  })
  const stopTelling = followHealth(health, {
    timers,
    tell: () => rooms.beat(),
    leave: () => void closeLines(lines),
  })
  const sweepFiles = fileSweeper(parts)
  const stopSweeping = startSchedule({
    ...{ clock, timers, rooms, onBug: onFault, store },
    also: () => sweepRehearsals(parts.edition, rooms).then(sweepFiles),
  })
  const stopMailing = startMailing({ ...parts, rooms, onFault })
  // Before it listens: what a restored database holds again is seen by nobody.
  app.addHook('onReady', async () => {
    const again = await reapplyErasures({ store, ledger: parts.ledger, rooms })
    if (again > 0)
      app.log.warn({ erasures: again }, 'the database was restored: erased again what had been erased')
  })
  app.addHook('preClose', async () => {
    stopListening()
    stopFollowing()
    presence.stop()
    stopTelling()
    stopBeating()
    await stopSweeping()
    // A mail server that is away keeps nobody from stopping.
    await Promise.race([stopMailing(), new Promise<void>((done) => timers.after(limits.drainMs / 4, done))])
    await rooms.close()
  })
  for (const routes of [sessionRoutes, questionRoutes, searchRoutes, contentRoutes, rehearsalRoutes])
    routes(app, { ...parts, rooms })
  fileRoutes(app, { ...parts, rooms })
  const sockets = () => io.sockets.sockets.size
  const metrics = createMetrics({
    ...{ rooms, counts, health, store, sockets, redis: parts.redis },
    underWay: () => underWay.size,
  })
  metricsRoute(app, metrics, parts.config)
  return { rooms, closeLines: () => closeLines(lines) }
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
