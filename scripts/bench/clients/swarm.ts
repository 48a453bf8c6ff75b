/**
 * Many WebSocket clients in one process, as cheap as they get: plain TCP connections that skip through frames. With
 * `socketIo` they also enter the namespace and answer pings. What the texts mean is up to the bench.
 */
import { connect, type Socket } from 'node:net'

/** Each source address has some 28,000 ports for one server, and those of lines just closed rest for a while. */
const CONNECTIONS_PER_ADDRESS = 10_000

export type SwarmOptions = {
  readonly port: number
  readonly count: number
  /** The index of the first; 0 if it isn't said. */
  readonly firstIndex?: number
  /** Given, the clients speak Socket.IO and send this text with their CONNECT packet. */
  readonly socketIo?: { readonly auth?: (index: number) => object }
  readonly path?: string
  readonly headers?: (index: number) => Readonly<Record<string, string>>
  /** How many open at a time. */
  readonly concurrency?: number
  /** Called once a client may send: open, or with Socket.IO in its namespace. */
  readonly onOpen?: (client: SwarmClient) => void
  /** Called for each text (with Socket.IO: each message after its `4`); the bytes are only valid during the call. */
  readonly onText?: (client: SwarmClient, bytes: Buffer, start: number, end: number) => void
  readonly onClose?: (client: SwarmClient) => void
  /** Given, a line that ends comes back by itself, after a while of at most so long; else the first to fail ends it all. */
  readonly comeBackWithinMs?: number
}

export type SwarmClient = {
  readonly index: number
  send(text: string): void
  /** Reads nothing any more until `resume`. */
  pause(): void
  resume(): void
  /** Ends the line as a network does. */
  cut(): void
  close(): void
}

export type Swarm = {
  /** Resolves once every client has been open. */
  readonly opened: Promise<void>
  close(): void
}

const SOCKET_IO_PATH = '/socket.io/?EIO=4&transport=websocket'
const CODE = { open: 0x30, ping: 0x32, message: 0x34, connect: 0x30, connectError: 0x34 } as const

export function openSwarm(options: SwarmOptions): Swarm {
  const clients: Client[] = []
  const first = options.firstIndex ?? 0
  let next = first
  const opener = async () => {
    while (next < first + options.count) {
      const client = new Client(next++, options)
      clients.push(client)
      await client.opened
    }
  }
  const openers = Array.from({ length: options.concurrency ?? 50 }, opener)
  return {
    opened: Promise.all(openers).then(() => undefined),
    close: () => {
      for (const client of clients) client.close()
    },
  }
}

class Client implements SwarmClient {
  readonly index: number
  readonly opened: Promise<void>
  readonly #options: SwarmOptions
  #line: Socket
  #isOver = false
  #isUpgraded = false
  #rest: Buffer | undefined
  #resolve: () => void = () => undefined
  #reject: (error: Error) => void = () => undefined

  constructor(index: number, options: SwarmOptions) {
    this.index = index
    this.#options = options
    this.opened = new Promise((resolve, reject) => {
      this.#resolve = resolve
      this.#reject = reject
    })
    this.#line = this.#connect()
  }

  #connect(): Socket {
    const { index } = this
    const options = this.#options
    const line = connect({
      host: '127.0.0.1',
      port: options.port,
      ...sourceOf(index),
      noDelay: true,
      // One buffer for all: what a client reads is looked at and left behind in the same call.
      onread: {
        buffer: readBuffer,
        callback: (length, buffer) => {
          this.#read((buffer as Buffer).subarray(0, length))
          return true
        },
      },
    })
    line.on('connect', () => line.write(upgradeRequest(index, options)))
    line.on('error', (error) => this.#failed(error))
    line.on('close', () => {
      this.#failed(new Error(`client ${index} was closed`))
      options.onClose?.(this)
      this.#comeBack()
    })
    return line
  }

  #failed(error: Error): void {
    if (this.#options.comeBackWithinMs === undefined) this.#reject(error)
  }

  #comeBack(): void {
    const withinMs = this.#options.comeBackWithinMs
    if (this.#isOver || withinMs === undefined) return
    setTimeout(
      () => {
        if (this.#isOver) return
        this.#isUpgraded = false
        this.#rest = undefined
        this.#line = this.#connect()
      },
      withinMs * (0.2 + 0.8 * Math.random()),
    )
  }

  send(text: string): void {
    this.#write(this.#options.socketIo ? `4${text}` : text)
  }

  pause(): void {
    this.#line.pause()
  }

  resume(): void {
    this.#line.resume()
  }

  cut(): void {
    this.#line.destroy()
  }

  close(): void {
    this.#isOver = true
    this.#line.destroy()
  }

  #write(text: string): void {
    this.#line.write(maskedFrame(text))
  }

  #read(chunk: Buffer): void {
    let bytes = chunk
    if (this.#rest) {
      bytes = Buffer.concat([this.#rest, chunk])
      this.#rest = undefined
    }
    let at = this.#isUpgraded ? 0 : this.#readUpgrade(bytes)
    while (this.#isUpgraded && at < bytes.length) {
      const end = this.#readFrame(bytes, at)
      if (end < 0) break
      at = end
    }
    if (at < bytes.length) this.#rest = Buffer.from(bytes.subarray(at))
  }

  #readUpgrade(bytes: Buffer): number {
    const end = bytes.indexOf('\r\n\r\n')
    if (end < 0) return 0
    if (!bytes.toString('latin1', 0, 12).endsWith(' 101')) {
      this.#failed(new Error(`upgrade answered ${bytes.toString('latin1', 0, end).split('\r\n')[0]}`))
      this.cut()
      return bytes.length
    }
    this.#isUpgraded = true
    if (!this.#options.socketIo) this.#open()
    return end + 4
  }

  /** Where the frame ends, or -1 if it isn't all here. */
  #readFrame(bytes: Buffer, at: number): number {
    if (bytes.length - at < 2) return -1
    const code = bytes.readUInt8(at) & 0x0f
    let length = bytes.readUInt8(at + 1)
    let start = at + 2
    if (length === 126) {
      if (bytes.length - at < 4) return -1
      length = bytes.readUInt16BE(at + 2)
      start = at + 4
    } else if (length === 127) {
      if (bytes.length - at < 10) return -1
      length = bytes.readUIntBE(at + 4, 6)
      start = at + 10
    }
    const end = start + length
    if (end > bytes.length) return -1
    if (code === 1) this.#readText(bytes, start, end)
    else if (code === 8) this.cut()
    return end
  }

  #readText(bytes: Buffer, start: number, end: number): void {
    const { socketIo, onText } = this.#options
    if (!socketIo) {
      onText?.(this, bytes, start, end)
      return
    }
    const kind = bytes[start]
    if (kind === CODE.ping) this.#write('3')
    else if (kind === CODE.open)
      this.send(`0${socketIo.auth ? JSON.stringify(socketIo.auth(this.index)) : ''}`)
    else if (kind === CODE.message && bytes[start + 1] === CODE.connect) this.#open()
    else if (kind === CODE.message && bytes[start + 1] === CODE.connectError) {
      this.#failed(new Error(`refused: ${bytes.toString('utf8', start + 2, end)}`))
    } else if (kind === CODE.message) onText?.(this, bytes, start + 1, end)
  }

  #open(): void {
    this.#resolve()
    this.#options.onOpen?.(this)
  }
}

/** The first have the address that the system gives, which takes a resting port up again; one that is bound does not. */
function sourceOf(index: number): { localAddress?: string } {
  const place = Math.floor(index / CONNECTIONS_PER_ADDRESS)
  return place === 0 ? {} : { localAddress: `127.0.0.${1 + place}` }
}

const readBuffer = Buffer.allocUnsafe(256 * 1_024)

function upgradeRequest(index: number, { socketIo, path, headers, port }: SwarmOptions): string {
  const lines = Object.entries(headers?.(index) ?? {}).map(([name, value]) => `${name}: ${value}`)
  return [
    `GET ${path ?? (socketIo ? SOCKET_IO_PATH : '/')} HTTP/1.1`,
    `Host: 127.0.0.1:${port}`,
    'Connection: Upgrade',
    'Upgrade: websocket',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==',
    ...lines,
    '\r\n',
  ].join('\r\n')
}

/** A client must mask; a mask of zeros leaves the text as it is. */
function maskedFrame(text: string): Buffer {
  const payload = Buffer.from(text)
  if (payload.length > 0xffff) throw new Error('a client of the bench sends no more than 64 KiB at once')
  const isShort = payload.length < 126
  const header = Buffer.alloc(isShort ? 6 : 8)
  header.writeUInt8(0x81, 0)
  header.writeUInt8(0x80 | (isShort ? payload.length : 126), 1)
  if (!isShort) header.writeUInt16BE(payload.length, 2)
  return Buffer.concat([header, payload])
}
