/**
 * Carries one packet to many sockets: encoded once, framed once, and written as one buffer to every line that is idle.
 * A line that holds too much unread is cut here. It doesn't know what a packet means.
 */
import type { Namespace, Socket } from 'socket.io'
import { Adapter, type BroadcastOptions } from 'socket.io-adapter'
import type { Packet } from 'socket.io-parser'
import * as ws from 'ws'

/** `ws` documents this for sending one message to many; its types leave it out. */
const { Sender } = ws as unknown as {
  Sender: { frame(payload: Buffer, options: Record<string, unknown>): Buffer[] }
}

/** What of a WebSocket's sender Engine.IO's own transport uses for frames made beforehand. */
type FrameSender = {
  sendFrame(parts: readonly Buffer[], done?: (error?: Error) => void): void
}

/** The part of Engine.IO's socket that decides whether a packet may be written past it. */
type Line = {
  readonly readyState: string
  readonly upgrading: boolean
  readonly writeBuffer: readonly QueuedPacket[]
  readonly transport: {
    readonly name: string
    readonly writable: boolean
    readonly socket?: ws.WebSocket & { readonly _sender?: FrameSender }
  }
  close(discard: boolean): void
}

type QueuedPacket = {
  readonly data?: string | Uint8Array
  readonly options?: { readonly wsPreEncodedFrame?: readonly Buffer[] }
}

/** How Socket.IO's own adapter hands over what it has encoded. */
type EngineWriter = { writeToEngine(encoded: readonly string[], options: object): void }

export type DirectAdapterOptions = {
  /** A line that holds more than this unread is cut. */
  readonly slowReaderBytes: number
  readonly onCut?: ((socket: Socket, bufferedBytes: number) => void) | undefined
}

/** The adapter's class, as the option `adapter` of a Socket.IO server wants it. */
export function directAdapter(options: DirectAdapterOptions): typeof Adapter {
  return class extends DirectAdapter {
    constructor(nsp: Namespace) {
      super(nsp, options)
    }
  }
}

class DirectAdapter extends Adapter {
  readonly #options: DirectAdapterOptions

  constructor(nsp: Namespace, options: DirectAdapterOptions) {
    super(nsp)
    this.#options = options
  }

  override broadcast(packet: Packet, opts: BroadcastOptions): void {
    const nsp: Namespace = this.nsp
    packet.nsp = nsp.name
    const encoded: readonly unknown[] = nsp.server.encoder.encode(packet)
    const text = encoded[0]
    // A volatile packet may be dropped and a binary one has several parts: both are Socket.IO's own business.
    if (opts.flags?.volatile || encoded.length !== 1 || typeof text !== 'string') {
      super.broadcast(packet, opts)
      return
    }
    const frame = frameOf(text)
    const ordinary = { preEncoded: true, compress: opts.flags?.compress, wsPreEncodedFrame: [frame] }
    const slow: Socket[] = []
    this.#eachSocket(opts, (socket) => {
      const line = lineOf(socket)
      if (bufferedOn(line) > this.#options.slowReaderBytes) {
        slow.push(socket)
        return
      }
      tellOutgoingListeners(socket, packet)
      const sender = idleSender(line)
      if (sender) sender.sendFrame(ordinary.wsPreEncodedFrame)
      else writerOf(socket).writeToEngine([text], ordinary)
    })
    // Only now: whoever hears of a cut may broadcast in turn, and that must not overtake this packet.
    for (const socket of slow) this.#cut(socket)
  }

  #cut(socket: Socket): void {
    this.#options.onCut?.(socket, bufferedBytes(socket))
    cutLine(socket)
  }

  #eachSocket(opts: BroadcastOptions, visit: (socket: Socket) => void): void {
    const { sockets }: Namespace = this.nsp
    for (const id of this.#ids(opts)) {
      const socket = sockets.get(id)
      if (socket) visit(socket)
    }
  }

  #ids({ rooms, except }: BroadcastOptions): Iterable<string> {
    const [first] = rooms
    if (rooms.size === 1 && !except?.size) return this.rooms.get(first ?? '') ?? []
    const ids = new Set<string>()
    const from = rooms.size === 0 ? [this.sids.keys()] : [...rooms].map((room) => this.rooms.get(room) ?? [])
    for (const some of from) for (const id of some) ids.add(id)
    for (const room of except ?? []) for (const id of this.rooms.get(room) ?? []) ids.delete(id)
    return ids
  }
}

/** What is waiting to go out to this socket, in bytes. */
export function bufferedBytes(socket: Socket): number {
  return bufferedOn(lineOf(socket))
}

/**
 * Ends the line at once and gives back its memory; the client comes back by itself. `socket.disconnect()` would keep it
 * from coming back, and an orderly close would wait behind what is not being read.
 */
export function cutLine(socket: Socket): void {
  const line = lineOf(socket)
  const webSocket = line.transport.socket
  line.close(true)
  webSocket?.terminate()
}

function lineOf(socket: Socket): Line {
  return socket.conn as unknown as Line
}

function writerOf(socket: Socket): EngineWriter {
  return socket.client as unknown as EngineWriter
}

/**
 * The sender of a line on which nothing waits: whatever was given to Engine.IO before is already with the WebSocket, so
 * a frame written now keeps its place. With an extension (compression) the WebSocket itself may hold frames back.
 */
function idleSender(line: Line): FrameSender | undefined {
  const { transport } = line
  if (line.readyState !== 'open' || line.upgrading || line.writeBuffer.length > 0) return
  if (transport.name !== 'websocket' || !transport.writable) return
  const webSocket = transport.socket
  if (webSocket?.readyState !== ws.WebSocket.OPEN || webSocket.extensions !== '') return
  return webSocket._sender
}

function bufferedOn(line: Line): number {
  let bytes = line.transport.socket?.bufferedAmount ?? 0
  for (const packet of line.writeBuffer) bytes += bytesOf(packet)
  return bytes
}

function bytesOf({ data, options }: QueuedPacket): number {
  const frame = options?.wsPreEncodedFrame
  if (frame) return frame.reduce((sum, part) => sum + part.length, 0)
  return data === undefined ? 0 : Buffer.byteLength(data)
}

/** An unmasked, final text frame around an Engine.IO message, in one piece. */
function frameOf(text: string): Buffer {
  const options = { opcode: 1, fin: true, mask: false, rsv1: false, readOnly: true }
  return Buffer.concat(Sender.frame(Buffer.from(`4${text}`), options))
}

function tellOutgoingListeners(socket: Socket, packet: Packet): void {
  const listeners = socket.listenersAnyOutgoing()
  if (listeners.length === 0) return
  for (const listener of [...listeners]) listener.apply(socket, packet.data)
}
