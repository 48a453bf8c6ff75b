// @vitest-environment node
/** The client's line against a real Socket.IO server that drops, restarts, keeps silent and says no. */
import { describe, expect, test } from 'vitest'
import { ViewStore } from '../../../client/sync/view-store.ts'
import type { EnterAck, Frame, Snapshot } from '../../../server/contract/socket.ts'
import type { View } from '../../../server/domain/views.ts'
import { until } from '../../support/live-server.ts'
import { asAnna, type ServerSocket } from './contract-server.ts'
import { entered, netTo, server, startAgain } from './reached.ts'

const view = (id: string, changedSeq: number): View =>
  ({ entity: 'question', id, changedSeq, title: `at ${changedSeq}` }) as View
const hashAt = (seq: number) => (seq === 0 ? '' : String(seq).padStart(8, '0'))
const frame = (from: number, to: number, views: View[] = []): Frame => ({
  from,
  to,
  hash: hashAt(to),
  now: 1_000,
  changes: views,
})
const snapshot = (seq: number, views: View[], part = 1, parts = 1): Snapshot => ({
  seq,
  hash: hashAt(seq),
  now: 1_000,
  part,
  parts,
  views,
})

/** Whoever comes without a cursor gets everything, whoever comes with one the frame since it. */
function serveUpTo(seq: number, views: View[]) {
  server.onEnter = ({ cursor }, socket) => {
    if (!cursor) {
      socket.emit('snapshot', snapshot(seq, views))
      return asAnna(false)
    }
    socket.emit(
      'frame',
      frame(
        cursor.seq,
        seq,
        views.filter((each) => each.changedSeq > cursor.seq),
      ),
    )
    return asAnna(true)
  }
}

const socketOf = (): ServerSocket => {
  const socket = server.sockets()[0]
  if (!socket) throw new Error('nobody is connected')
  return socket
}

describe('a session', () => {
  test('it is entered from nothing over a WebSocket, with the protocol’s version', async () => {
    serveUpTo(3, [view('q1', 3)])
    const { net, ids } = entered()
    await until('the snapshot', () => ids().length === 1)
    await until('it is live', () => net.status.line === 'live')
    expect(server.entered).toEqual([{ sessionId: 's1', as: 'participant', protocol: 1 }])
    expect(net.status).toMatchObject({ actorId: 'anna', bodyId: 'b1', problem: null })
    expect(socketOf().conn.transport.name).toBe('websocket')
  })

  test.each([
    ['of the same person', 'anna', ['old']],
    ['of somebody else', 'berta', []],
  ])('rows that the device kept, %s, until the server’s are here', async (_whose, actorId, shown) => {
    server.onEnter = () => asAnna(false)
    const store = new ViewStore()
    store.restore({ actorId, bodyId: 'b1', views: [view('old', 9)] })
    const { net } = netTo(server.url)
    net.enter({ sessionId: 's1', as: 'participant', store })
    await until('entered', () => net.status.line === 'live')
    expect([...store.rows('question').keys()]).toEqual(shown)
    expect(server.entered[0]).not.toHaveProperty('cursor')
    // A later place in the log is of no account: these are of another time.
    await until('asked', () => server.entered.length === (actorId === 'anna' ? 1 : 2))
    socketOf().emit('snapshot', snapshot(3, [view('q1', 3)]))
    await until('the snapshot', () => store.isComplete)
    expect([...store.rows('question').keys()]).toEqual(['q1'])
    expect(store.keptFor).toBeUndefined()
  })

  test('R1 a gap is asked for again from the cursor, once', async () => {
    serveUpTo(3, [view('q1', 3)])
    const { store, ids } = entered()
    await until('entered', () => store.isComplete)
    serveUpTo(6, [view('q1', 3), view('q2', 4), view('q3', 6)])
    socketOf().emit('frame', frame(4, 5))
    socketOf().emit('frame', frame(5, 6, [view('q3', 6)]))
    await until('what was missing', () => ids().length === 3)
    expect(server.entered.slice(1)).toEqual([
      { sessionId: 's1', as: 'participant', protocol: 1, cursor: { seq: 3, hash: hashAt(3) } },
    ])
  })

  test('R6 a heartbeat beyond the cursor shows that the last frame was lost', async () => {
    serveUpTo(3, [view('q1', 3)])
    const { store, ids } = entered()
    await until('entered', () => store.isComplete)
    serveUpTo(4, [view('q1', 3), view('q2', 4)])
    socketOf().emit('frame', frame(4, 4))
    await until('what was missing', () => ids().length === 2)
  })

  test('R7 the cursor is reported after heartbeats and parts of a snapshot, not after every frame', async () => {
    server.onEnter = (_request, socket) => {
      socket.emit('snapshot', snapshot(5, [view('q1', 5)], 1, 2))
      return asAnna(false)
    }
    const { store } = entered()
    await until('the first report', () => server.reports.length === 1)
    socketOf().emit('snapshot', snapshot(5, [view('q2', 2)], 2, 2))
    await until('the second report', () => server.reports.length === 2)
    socketOf().emit('frame', frame(5, 6, [view('q3', 6)]))
    socketOf().emit('frame', frame(6, 7))
    await until('the heartbeat’s report', () => server.reports.length === 3)
    expect(server.reports).toEqual([5, 5, 7])
    expect(store.cursor?.seq).toBe(7)
  })

  test('changed rights: entered again from nothing, and what may not be seen is not shown', async () => {
    serveUpTo(3, [view('q1', 3), view('secret', 2)])
    const { net, store, ids } = entered()
    await until('entered', () => store.isComplete)
    const reasons: string[] = []
    net.onReenter((reason) => reasons.push(reason))
    serveUpTo(4, [view('q1', 3)])
    socketOf().emit('reenter', { reason: 'rights' })
    await until('without the secret', () => ids().join() === 'q1')
    expect(server.entered.at(-1)).not.toHaveProperty('cursor')
    server.onEnter = () => ({ ok: false, code: 'permission/denied' })
    socketOf().emit('reenter', { reason: 'rights' })
    await until('shut out', () => net.status.problem === 'permission/denied')
    expect(ids()).toEqual([])
    expect(reasons).toEqual(['rights', 'rights'])
  })

  test('another account on the same page: nothing of the last one’s stays', async () => {
    serveUpTo(3, [view('annas', 3)])
    const { store, ids } = entered()
    await until('entered', () => store.isComplete)
    server.onEnter = ({ cursor }, socket) => {
      if (!cursor) socket.emit('snapshot', snapshot(3, [view('carlas', 2)]))
      return { ok: true, actorId: 'carla', bodyId: null, now: 1_000, resumed: cursor !== undefined }
    }
    socketOf().conn.close()
    await until('as carla', () => ids().join() === 'carlas')
  })

  test('of another body since the line was lost: a difference is not enough, everything is asked for', async () => {
    serveUpTo(7, [view('q1', 3)])
    const { net } = netTo(server.url)
    const store = new ViewStore()
    net.enter({ sessionId: 's1', as: 'participant', store })
    await until('a snapshot', () => store.isComplete)
    const serve = server.onEnter
    server.onEnter = (request, socket) =>
      ({ ...(serve(request, socket) as EnterAck), bodyId: null }) as EnterAck
    net.dropLine()
    await until('entered from nothing', () => server.entered.length > 2 && store.isComplete)
    expect(server.entered.map(({ cursor }) => cursor?.seq)).toEqual([undefined, 7, undefined])
  })

  test('from one session to another, frames of the first on their way are not taken for the second’s', async () => {
    serveUpTo(3, [view('q1', 3)])
    const { net, store } = entered()
    await until('entered', () => store.isComplete)
    const other = new ViewStore()
    other.applySnapshotPart(snapshot(3, [view('other', 1)]))
    server.onLeave = () => {
      socketOf().emit('frame', frame(3, 9, [view('q9', 9)]))
    }
    serveUpTo(4, [view('other', 4)])
    net.enter({ sessionId: 's2', as: 'participant', store: other })
    await until('in the other', () => other.cursor?.seq === 4)
    expect([...other.rows('question').keys()]).toEqual(['other'])
    expect(server.entered.at(-1)).toMatchObject({ sessionId: 's2', cursor: { seq: 3 } })
  })

  test('left, nothing more is taken in and nothing is sent', async () => {
    serveUpTo(3, [view('q1', 3)])
    const { net, store, leave } = entered()
    await until('live', () => net.status.line === 'live')
    leave()
    expect(net.status.line).toBe('idle')
    socketOf().emit('frame', frame(3, 4, [view('q2', 4)]))
    const next = new ViewStore()
    net.enter({ sessionId: 's1', as: 'participant', store: next })
    await until('again', () => next.isComplete)
    expect(store.cursor?.seq).toBe(3)
  })
})

describe('a bad line', () => {
  test('R4 cut by either side, it comes back from its cursor', async () => {
    serveUpTo(3, [view('q1', 3)])
    const { net, store, ids } = entered()
    await until('entered', () => store.isComplete)
    serveUpTo(5, [view('q1', 3), view('q2', 5)])
    socketOf().conn.close()
    await until('back', () => ids().length === 2)
    serveUpTo(6, [view('q1', 3), view('q2', 5), view('q3', 6)])
    // Socket.IO's own client would stay away after this.
    socketOf().disconnect(true)
    await until('back again', () => ids().length === 3)
    expect(server.entered.map((request) => request.cursor?.seq)).toEqual([undefined, 3, 5])
    await until('live', () => net.status.line === 'live')
  })

  test('a server that is down for long is found when it is there again', async () => {
    serveUpTo(3, [view('q1', 3)])
    const { net, store } = entered()
    await until('entered', () => store.isComplete)
    const { port } = new URL(server.url)
    await server.close()
    await until('offline', () => net.status.line === 'offline')
    await startAgain(Number(port))
    serveUpTo(4, [view('q1', 4)])
    await until('back', () => store.cursor?.seq === 4)
  })

  test('a server that says no at the door is asked again, with its reason shown meanwhile', async () => {
    let isFull = true
    server.io.use((_socket, next) => next(isFull ? new Error('connection/too-many') : undefined))
    serveUpTo(3, [])
    const { net, store } = entered()
    await until('the reason', () => net.status.problem === 'connection/too-many')
    isFull = false
    await until('entered', () => store.isComplete)
    expect(net.status.problem).toBeNull()
  })

  test('R6 a line that has gone silent is made anew', async () => {
    serveUpTo(3, [view('q1', 3)])
    const { store } = entered({ timing: { silenceMs: 100 } })
    await until('made anew', () => server.entered.length > 2)
    expect(server.entered.at(-1)?.cursor).toEqual({ seq: 3, hash: hashAt(3) })
    expect(store.isComplete).toBe(true)
  })

  test('entering that is not answered is tried on a new line', async () => {
    server.onEnter = () => 'silence'
    const { store } = entered({ timing: { enterTimeoutMs: 50 } })
    await until('tried again', () => server.entered.length > 1)
    serveUpTo(3, [])
    await until('entered', () => store.isComplete)
  })

  test('looked at again, the page asks at once what it has missed', async () => {
    serveUpTo(3, [view('q1', 3)])
    const { net, wake, store } = entered({ timing: { freshMs: -1 } })
    await until('live', () => net.status.line === 'live')
    serveUpTo(4, [view('q1', 4)])
    wake()
    await until('what was missed', () => store.cursor?.seq === 4)
  })

  test('where WebSockets are blocked it falls back to polling', async () => {
    server.io.engine.opts.transports = ['polling']
    serveUpTo(3, [view('q1', 3)])
    const { store } = entered()
    await until('entered', () => store.isComplete)
    expect(socketOf().conn.transport.name).toBe('polling')
  })

  test('a page that is too old says so and keeps what it shows', async () => {
    serveUpTo(3, [view('q1', 3)])
    const { net, store, ids } = entered()
    await until('entered', () => store.isComplete)
    server.onEnter = () => ({ ok: false, code: 'connection/too-old' })
    socketOf().conn.close()
    await until('too old', () => net.status.problem === 'connection/too-old')
    expect(ids()).toEqual(['q1'])
  })
})
