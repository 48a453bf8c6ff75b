/** The network between browsers and the server, which a test can shut, or make lose what the server says. Passes bytes on. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type Door = {
  readonly url: string
  leadTo(port: number): void
  /** Cuts every line and lets none through until it is opened again. */
  shut(): void
  open(): void
  /** From now on, what the server says on WebSockets that are open gets lost; new ones are whole. */
  loseAnswers(): void
  close(): Promise<void>
}

type Line = { client: Socket; behind: Socket; isSocket: boolean; isDeaf: boolean }

export async function openDoor(): Promise<Door> {
  let target = 0
  let isShut = false
  const lines = new Set<Line>()
  const server = createServer((client) => {
    if (isShut) {
      client.destroy()
      return
    }
    const line: Line = { client, behind: connect(target, '127.0.0.1'), isSocket: false, isDeaf: false }
    lines.add(line)
    const end = () => {
      lines.delete(line)
      client.destroy()
      line.behind.destroy()
    }
    for (const side of [client, line.behind]) side.on('error', end).on('close', end)
    client.once('data', (bytes) => {
      line.isSocket = /^upgrade: websocket/im.test(bytes.toString('latin1'))
    })
    client.on('data', (bytes) => line.behind.write(bytes))
    line.behind.on('data', (bytes) => {
      if (!line.isDeaf) client.write(bytes)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const cut = () => {
    for (const { client } of [...lines]) client.destroy()
  }
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo: (port) => {
      target = port
    },
    shut: () => {
      isShut = true
      cut()
    },
    open: () => {
      isShut = false
    },
    loseAnswers: () => {
      for (const line of lines) line.isDeaf = line.isSocket
    },
    close: () => {
      cut()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
