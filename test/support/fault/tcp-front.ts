/** A stable door before a server that dies and comes back on another port. It passes bytes on and understands none. */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export type TcpFront = {
  readonly url: string
  /** Where new lines lead from now on; null while nobody listens. */
  leadTo(port: number | null): void
  close(): Promise<void>
}

export async function openFront(): Promise<TcpFront> {
  let target: number | null = null
  const lines = new Set<Socket>()
  const keep = (line: Socket, other: () => Socket) => {
    lines.add(line)
    line.setNoDelay(true)
    // What was written before the other side died still arrives; after it the line is of no use.
    line.on('error', () => line.destroy())
    line.on('close', () => {
      lines.delete(line)
      other().end()
    })
  }
  const server = createServer((client) => {
    if (target === null) {
      client.destroy()
      return
    }
    const behind = connect(target, '127.0.0.1')
    keep(client, () => behind)
    keep(behind, () => client)
    client.pipe(behind)
    behind.pipe(client)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    leadTo: (port) => {
      target = port
    },
    close: () => {
      for (const line of lines) line.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
