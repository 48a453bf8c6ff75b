/** A real Socket.IO server on a port of its own that speaks the contract as the test tells it to, and keeps what it hears. */
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Server, type Socket } from 'socket.io'
import type {
  ClientToServer,
  CommandAck,
  EnterAck,
  EnterRequest,
  Envelope,
  ServerToClient,
} from '../../../server/contract/socket.ts'

export type ServerSocket = Socket<ClientToServer, ServerToClient>

export type ContractServer = {
  readonly url: string
  readonly io: Server<ClientToServer, ServerToClient>
  readonly entered: EnterRequest[]
  readonly commands: Envelope[]
  readonly reports: number[]
  readonly sockets: () => ServerSocket[]
  /** What entering answers, and what is sent with it. */
  onEnter: (request: EnterRequest, socket: ServerSocket) => EnterAck | 'silence'
  onCommand: (envelope: Envelope, socket: ServerSocket) => CommandAck | 'silence'
  onLeave: () => void
  close(): Promise<void>
}

export const asAnna = (resumed: boolean, now = 1_000): EnterAck => ({
  ok: true,
  actorId: 'anna',
  bodyId: 'b1',
  now,
  resumed,
})

export async function startContractServer(port = 0): Promise<ContractServer> {
  const http = createServer()
  const io = new Server<ClientToServer, ServerToClient>(http, { transports: ['websocket', 'polling'] })
  const server: ContractServer = {
    url: '',
    io,
    entered: [],
    commands: [],
    reports: [],
    sockets: () => [...io.sockets.sockets.values()],
    onEnter: () => asAnna(true),
    onCommand: () => ({ ok: true, seq: 1, at: 1_000, result: {} }),
    onLeave: () => {},
    close: () => io.close(),
  }
  io.on('connection', (socket) => {
    socket.on('session:enter', (request, ack) => {
      server.entered.push(request)
      const answer = server.onEnter(request, socket)
      if (answer !== 'silence') ack(answer)
    })
    socket.on('session:leave', (_nothing, ack) => {
      server.onLeave()
      ack({ ok: true })
    })
    socket.on('cursor', ({ seq }) => server.reports.push(seq))
    for (const type of ['question:ask', 'question:vote', 'item:claim'] as const) {
      socket.on(type as 'question:ask', (envelope, ack) => {
        server.commands.push(envelope)
        const answer = server.onCommand(envelope, socket)
        if (answer !== 'silence') ack(answer)
      })
    }
  })
  await new Promise<void>((resolve) => http.listen(port, '127.0.0.1', resolve))
  return Object.assign(server, { url: `http://127.0.0.1:${(http.address() as AddressInfo).port}` })
}
