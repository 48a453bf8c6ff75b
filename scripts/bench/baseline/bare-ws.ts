/** The least that Node can do to bring one text to many WebSockets: framed once, one write a client. */
import * as ws from 'ws'

/** `ws` documents this for sending one message to many; its types leave it out. */
const { Sender } = ws as unknown as { Sender: { frame(data: Buffer, options: object): Buffer[] } }

export function frameOf(text: string): Buffer {
  const options = { opcode: 1, fin: true, mask: false, rsv1: false, readOnly: true }
  return Buffer.concat(Sender.frame(Buffer.from(text), options))
}

export function writeFrame(clients: Iterable<ws.WebSocket>, frame: Buffer): void {
  for (const client of clients) {
    if (client.readyState !== ws.WebSocket.OPEN) continue
    ;(client as unknown as { _socket: { write(frame: Buffer): void } })._socket.write(frame)
  }
}
