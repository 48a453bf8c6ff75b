/**
 * Carries one packet to many sockets: encoded once, framed once, and written as one buffer to every line that is idle.
 * A line that holds too much unread is cut here. It doesn't know what a packet means.
 */
import type { Socket as TcpSocket } from 'node:net'
import type { Namespace, Socket } from 'socket.io'
import { Adapter, type BroadcastOptions, type Room, type SocketId } from 'socket.io-adapter'
import type { Packet } from 'socket.io-parser'
import * as ws from 'ws'

/** `ws` documents this for sending one message to many; its types leave it out. */
const { Sender } = ws as unknown as {
  Sender: { frame(payload: Buffer, options: Record<string, unknown>): Buffer[] }
}

type Transport = {
  readonly name: string
  readonly writable: boolean
  readonly socket?: ws.WebSocket & { readonly _socket?: TcpSocket | null }
}

/** The part of Engine.IO's socket that decides whether a packet may be written past it. */
type EngineSocket = {
  readonly readyState: string
  readonly writeBuffer: readonly QueuedPacket[]
  readonly transport: Transport
  close(discard: boolean): void
}

type QueuedPacket = {
  readonly data?: string | Uint8Array
  readonly options?: { readonly wsPreEncodedFrame?: readonly Buffer[] }
}

/** How Socket.IO's own adapter hands over what it has encoded. */
type EngineWriter = { writeToEngine(encoded: readonly string[], options: object): void }

/**
 * What a broadcast looks at, a socket: with thousands of them each object touched is one that the processor fetches from
 * afar, and the fetching costs more than the work.
 */
type Line = {
  readonly socket: Socket
  readonly engine: EngineSocket
  /** The two below belong to this one; an upgrade puts another in its place. */
  transport: Transport
  webSocket: ws.WebSocket | undefined
  tcp: TcpSocket | undefined
}

export type DirectAdapterOptions = {
  /** A line that holds more than this unread is cut. */
  readonly slowReaderBytes: number
  readonly onCut?: ((socket: Socket, bufferedBytes: number) => void) | undefined
  /** A packet was written to a whole room: how long it is on the wire, and to how many lines it went. */
  readonly onSent?: ((room: Room, sent: { bytes: number; lines: number }) => void) | undefined
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
  readonly #lines = new Map<SocketId, Line>()
  /** The lines of a room, as long as nobody has entered or left it since they were put together. */
  readonly #linesOfRoom = new Map<Room, readonly Line[]>()

  constructor(nsp: Namespace, options: DirectAdapterOptions) {
    super(nsp)
    this.#options = options
    this.on('join-room', (room: Room) => this.#linesOfRoom.delete(room))
    this.on('leave-room', (room: Room) => this.#linesOfRoom.delete(room))
  }

  override delAll(id: SocketId): void {
    super.delAll(id)
    this.#lines.delete(id)
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
    const slow: Line[] = []
    const lines = this.#linesFor(opts)
    for (const line of lines) {
      const tcp = idleTcp(line)
      if ((tcp ? tcp.writableLength : bufferedOn(line)) > this.#options.slowReaderBytes) {
        slow.push(line)
        continue
      }
      tellOutgoingListeners(line.socket, packet)
      if (tcp) tcp.write(frame)
      else writerOf(line.socket).writeToEngine([text], ordinary)
    }
    const [room] = opts.rooms
    if (room !== undefined)
      this.#options.onSent?.(room, { bytes: frame.length, lines: lines.length - slow.length })
    // Only now: whoever hears of a cut may broadcast in turn, and that must not overtake this packet.
    for (const line of slow) this.#cut(line)
  }

  #cut(line: Line): void {
    this.#options.onCut?.(line.socket, bufferedOn(line))
    cutLine(line.socket)
  }

  #linesFor({ rooms, except }: BroadcastOptions): readonly Line[] {
    const [room] = rooms
    if (room !== undefined && rooms.size === 1 && !except?.size) return this.#linesOf(room)
    const ids = new Set<SocketId>()
    const from =
      room === undefined ? [this.sids.keys()] : [...rooms].map((some) => this.rooms.get(some) ?? [])
    for (const some of from) for (const id of some) ids.add(id)
    for (const some of except ?? []) for (const id of this.rooms.get(some) ?? []) ids.delete(id)
    return this.#linesWith(ids)
  }

  #linesOf(room: Room): readonly Line[] {
    const kept = this.#linesOfRoom.get(room)
    if (kept) return kept
    const ids = this.rooms.get(room)
    if (!ids) return []
    const lines = this.#linesWith(ids)
    // A socket may be in a room while it is still being signed in; a socket's own room isn't worth keeping.
    if (lines.length === ids.size && !this.sids.has(room)) this.#linesOfRoom.set(room, lines)
    return lines
  }

  #linesWith(ids: Iterable<SocketId>): readonly Line[] {
    const lines: Line[] = []
    for (const id of ids) {
      const line = this.#lines.get(id) ?? this.#newLine(id)
      if (line) lines.push(line)
    }
    return lines
  }

  #newLine(id: SocketId): Line | undefined {
    const nsp: Namespace = this.nsp
    const socket = nsp.sockets.get(id)
    if (!socket) return
    const line = lineOf(socket)
    this.#lines.set(id, line)
    return line
  }
}

/** Text whose bytes are at hand: what many lines are sent is encoded once. */
type Encoded = { readonly text: string; readonly bytes: Buffer }

/**
 * Writes a Socket.IO packet of which most is the same for many lines: to an idle line in pieces, the shared one as it is,
 * else as one text in the ordinary way.
 */
export function writeShared(
  socket: Socket,
  { before, shared, after }: { before: string; shared: Encoded; after: string },
): void {
  const tcp = idleTcp(lineOf(socket))
  if (!tcp) {
    socket.conn.write(`${before}${shared.text}${after}`)
    return
  }
  const [head, tail] = [Buffer.from(`4${before}`), Buffer.from(after)]
  tcp.cork()
  tcp.write(textHeader(head.length + shared.bytes.length + tail.length))
  tcp.write(head)
  tcp.write(shared.bytes)
  tcp.write(tail)
  tcp.uncork()
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
  const { engine, webSocket } = lineOf(socket)
  engine.close(true)
  webSocket?.terminate()
}

function lineOf(socket: Socket): Line {
  const engine = socket.conn as unknown as EngineSocket
  const line: Line = { socket, engine, transport: engine.transport, webSocket: undefined, tcp: undefined }
  followTransport(line)
  return line
}

/** Only a WebSocket without extensions is written to directly: compression may hold frames back inside it. */
function followTransport(line: Line): void {
  const { transport } = line.engine
  line.transport = transport
  line.webSocket = transport.name === 'websocket' ? transport.socket : undefined
  line.tcp = line.webSocket?.extensions === '' ? (transport.socket?._socket ?? undefined) : undefined
}

/**
 * The connection of a line that is idle: whatever was given to it before is already with its connection, so a frame written
 * now keeps its place. Engine.IO holds nothing back for a transport that can be written to.
 */
function idleTcp(line: Line): TcpSocket | undefined {
  const { engine } = line
  if (engine.transport !== line.transport) followTransport(line)
  const { transport, webSocket, tcp } = line
  const isIdle =
    transport.writable && engine.readyState === 'open' && webSocket?.readyState === ws.WebSocket.OPEN
  return isIdle ? tcp : undefined
}

function bufferedOn(line: Line): number {
  const { engine } = line
  if (engine.transport !== line.transport) followTransport(line)
  let bytes = (line.tcp ? line.tcp.writableLength : line.webSocket?.bufferedAmount) ?? 0
  if (engine.writeBuffer.length > 0) for (const packet of engine.writeBuffer) bytes += bytesOf(packet)
  return bytes
}

function writerOf(socket: Socket): EngineWriter {
  return socket.client as unknown as EngineWriter
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

/** What stands before so many bytes of an unmasked, final text frame (RFC 6455, 5.2). */
function textHeader(length: number): Buffer {
  if (length < 126) return Buffer.from([0x81, length])
  const header = Buffer.alloc(length < 65_536 ? 4 : 10)
  header.writeUInt16BE(length < 65_536 ? 0x817e : 0x817f, 0)
  if (length < 65_536) header.writeUInt16BE(length, 2)
  else header.writeBigUInt64BE(BigInt(length), 2)
  return header
}

/** As Socket.IO's own adapter tells them; the public list of listeners would be made anew for each socket. */
function tellOutgoingListeners(socket: Socket, packet: Packet): void {
  ;(socket as unknown as { notifyOutgoingListeners(packet: Packet): void }).notifyOutgoingListeners(packet)
}
