/** Mail servers that hang up in the middle, or say nothing: for what becomes of a mail on its way. */
import { createServer, type Socket } from 'node:net'

type Rude = { url: string; close(): Promise<void> }

/** Speaks just enough SMTP to hang up where it is told to; before that it has read the whole mail, or nothing of it. */
export const rudeSmtp = (cut: { at: 'RCPT' | 'DATA'; read: number }): Promise<Rude> =>
  listening((socket) => {
    let isReading = false
    socket.write('220 rude\r\n')
    socket.on('data', (data) => {
      const said = String(data)
      if (isReading) {
        if (!said.endsWith('\r\n.\r\n')) return
        cut.read += 1
        socket.destroy()
      } else if (said.startsWith('RCPT') && cut.at === 'RCPT') socket.destroy()
      else if (said.startsWith('DATA')) {
        isReading = true
        socket.write('354 go on\r\n')
      } else socket.write('250 yes\r\n')
    })
  })

/** Takes the line and never says a word. */
export const hungSmtp = (): Promise<Rude> => listening(() => {})

async function listening(serve: (socket: Socket) => void): Promise<Rude> {
  const sockets = new Set<Socket>()
  const server = createServer((socket) => {
    sockets.add(socket)
    socket.on('error', () => {})
    serve(socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  return {
    url: `smtp://127.0.0.1:${address && typeof address === 'object' ? address.port : 0}`,
    close: () => {
      for (const socket of sockets) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
