/**
 * Socket.IO and the plain WebSockets of @fastify/websocket side by side on one HTTP server. It doesn't know what travels
 * on either.
 */
import { EventEmitter } from 'node:events'
import type { Server as HttpServer, IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import websocket from '@fastify/websocket'
import type { FastifyInstance } from 'fastify'
import { Server, type ServerOptions, type Socket } from 'socket.io'
import { Decoder, Encoder } from 'socket.io-parser'
import type { WebSocket } from 'ws'
import { limits } from './domain/limits.ts'
import { directAdapter } from './rooms/direct-adapter.ts'

const SOCKET_IO_PATH = '/socket.io/'
const CLOSING_GRACE_MS = 500

export type SocketsOptions = {
  /** Decides by a request's headers, its Origin first of all, whether a line may be opened. */
  readonly allowRequest: NonNullable<ServerOptions['allowRequest']>
  /** Plain WebSocket routes live under these; an upgrade anywhere else is answered 404. */
  readonly plainPaths: readonly string[]
  readonly onCut?: (socket: Socket, bufferedBytes: number) => void
  readonly onSent?: (room: string, sent: { bytes: number; lines: number }) => void
}

/**
 * Call it before the plain WebSocket routes are declared, and before listening. After a socket's `connection` event its
 * `request` is gone, to save memory; `handshake` stays.
 */
export async function mountSockets(app: FastifyInstance, options: SocketsOptions): Promise<{ io: Server }> {
  await mountPlain(app, options)
  return { io: mountSocketIo(app, options) }
}

/**
 * Left alone, this plugin answers 404 to Socket.IO's upgrades, whose clients then stay on polling without a word. So it
 * listens on a bus of its own, which is given only what is under its paths.
 */
export async function mountPlain(app: FastifyInstance, { plainPaths }: SocketsOptions): Promise<void> {
  const bus = new EventEmitter()
  app.server.on('upgrade', (request: IncomingMessage, line: Duplex, head: Buffer) => {
    const url = request.url ?? ''
    if (url.startsWith(SOCKET_IO_PATH)) return
    if (plainPaths.some((path) => url.startsWith(path))) bus.emit('upgrade', request, line, head)
    else refuseUpgrade(line)
  })
  await app.register(websocket, {
    options: {
      server: bus as unknown as HttpServer,
      maxPayload: limits.feedMessageBytes,
      perMessageDeflate: false,
    },
  })
}

export function mountSocketIo(app: FastifyInstance, { allowRequest, onCut, onSent }: SocketsOptions): Server {
  const io = new Server(app.server, {
    path: SOCKET_IO_PATH,
    serveClient: false,
    transports: ['websocket', 'polling'],
    adapter: directAdapter({ slowReaderBytes: limits.bufferedBytes, onCut, onSent }),
    parser: { Encoder, Decoder: TextDecoder },
    allowRequest,
    connectTimeout: limits.connectTimeoutMs,
    maxHttpBufferSize: limits.packetBytes,
    perMessageDeflate: false,
    httpCompression: false,
    destroyUpgrade: false,
  })
  io.on('connection', dropRequest)
  app.addHook('preClose', (done) => {
    closeAll(io)
    done()
  })
  return io
}

/** Nothing here is binary: a packet that announces attachments, or is one, is malformed and ends its line. */
class TextDecoder extends Decoder {
  override add(packet: unknown): void {
    if (typeof packet !== 'string' || packet.startsWith('5') || packet.startsWith('6')) {
      throw new Error('binary packets are not accepted')
    }
    super.add(packet)
  }
}

function refuseUpgrade(line: Duplex): void {
  line.on('error', () => line.destroy())
  const answer = 'HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n'
  line.end(answer, () => line.destroy())
}

function dropRequest(socket: Socket): void {
  Reflect.set(socket.conn, 'request', undefined)
}

/** Clients see their transport close, so they come back to whoever listens next; `io.close()` would send them off. */
function closeAll(io: Server): void {
  const open = [...io.sockets.sockets.values()].map(
    (socket) => (socket.conn.transport as unknown as { socket?: WebSocket }).socket,
  )
  io.engine.close()
  const late = setTimeout(() => {
    for (const line of open) line?.terminate()
  }, CLOSING_GRACE_MS)
  late.unref()
}
