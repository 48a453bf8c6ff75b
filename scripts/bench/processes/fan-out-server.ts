/** Process: one way of bringing a change to everybody, with its own CPU and memory as figures. */
import { createServer, type Server as HttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import fastify from 'fastify'
import { Server } from 'socket.io'
import { WebSocketServer } from 'ws'
import { must } from '../../../server/domain/assert.ts'
import { mountSockets } from '../../../server/sockets.ts'
import { frameOf, writeFrame } from '../baseline/bare-ws.ts'
import { answer, needOpenFiles, settledMemory, sharedNowMs } from './child.ts'

export type FanOutVariant = 'bare-ws' | 'quesiti' | 'socket.io'
export type FanOutCpu = { readonly cpuUs: number }

type Variant = { readonly http: HttpServer; readonly broadcast: (change: object) => void }

const CHANGE_BYTES = 300
const ROOM = 'readers'

function change(n: number): object {
  const frame = {
    from: n,
    to: n + 1,
    hash: '0a1b2c3d',
    changes: [{ id: 'question-1', changedSeq: n + 1, text: '' }],
  }
  const text = 'x'.repeat(CHANGE_BYTES - JSON.stringify(frame).length)
  return { ...frame, changes: frame.changes.map((view) => ({ ...view, text })) }
}

/** The limit of Node: the same bytes as Socket.IO's, framed once, one write a client. */
function bareWs(): Variant {
  const http = createServer()
  const server = new WebSocketServer({ server: http, perMessageDeflate: false })
  const broadcast = (what: object) =>
    writeFrame(server.clients, frameOf(`42${JSON.stringify(['frame', what])}`))
  return { http, broadcast }
}

/** Quesiti's own edge, as its server mounts it. */
async function quesiti(): Promise<Variant> {
  const app = fastify()
  const { io } = await mountSockets(app, {
    allowRequest: (_request, decide) => decide(null, true),
    plainPaths: ['/feed/'],
  })
  io.on('connection', (socket) => socket.join(ROOM))
  await app.ready()
  return { http: app.server, broadcast: (what) => io.to(ROOM).emit('frame', what) }
}

function stockSocketIo(): Variant {
  const http = createServer()
  const io = new Server(http, { serveClient: false })
  io.on('connection', (socket) => socket.join(ROOM))
  return { http, broadcast: (what) => io.to(ROOM).emit('frame', what) }
}

async function start(name: FanOutVariant): Promise<Variant> {
  if (name === 'bare-ws') return bareWs()
  return name === 'quesiti' ? quesiti() : stockSocketIo()
}

needOpenFiles(10_500)
const { http, broadcast } = await start(must(process.argv[2]) as FanOutVariant)
let sent = 0
let before = process.cpuUsage()

answer({
  listen: () =>
    new Promise<number>((resolve) => {
      http.listen({ port: 0, host: '127.0.0.1', backlog: 1_024 }, () =>
        resolve((http.address() as AddressInfo).port),
      )
    }),
  memory: settledMemory,
  /** Sends one change a turn, so that each is written by itself, as on a busy day. */
  burst: async (changes: number) => {
    globalThis.gc?.()
    before = process.cpuUsage()
    for (let n = 0; n < changes; n++) {
      broadcast(change(sent++))
      await new Promise((resolve) => setImmediate(resolve))
    }
  },
  /** CPU since the burst began; asked when everybody has everything. */
  cpu: (): FanOutCpu => {
    const { user, system } = process.cpuUsage(before)
    return { cpuUs: user + system }
  },
  one: (): number => {
    const atMs = sharedNowMs()
    broadcast(change(sent++))
    return atMs
  },
})
