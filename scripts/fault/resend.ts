/** Sends commands that were answered long ago once more, with the same key: the answer must be the same, for ever. */
import { io } from 'socket.io-client'
import type { CommandAck } from '../../server/contract/socket.ts'
import type { BusyClient } from './busy-client.ts'
import type { Call } from './history.ts'

/** As many as one connection may send at once, with room to spare. */
const PER_CONNECTION = 150
const ANSWER_MS = 30_000

export async function resendFaults(
  port: number,
  clients: readonly BusyClient[],
): Promise<{ resent: number; faults: string[] }> {
  const faults: string[] = []
  let resent = 0
  for (const client of clients) {
    const answered = client.calls.filter(({ answer }) => answer !== undefined)
    // From all over the day, not from one life of the server.
    const step = Math.max(1, Math.ceil(answered.length / PER_CONNECTION))
    const some = answered.filter((_call, place) => place % step === 0)
    const socket = io(`http://127.0.0.1:${port}`, {
      transports: ['websocket'],
      forceNew: true,
      auth: { token: client.person.token },
    })
    const sendAgain = async (call: Call) => {
      const { key, sessionId, payload, type } = call
      const again: CommandAck = await socket.timeout(ANSWER_MS).emitWithAck(type, { key, sessionId, payload })
      if (JSON.stringify(again) !== JSON.stringify(call.answer))
        faults.push(`W2 ${type} ${key} was ${JSON.stringify(call.answer)}, now ${JSON.stringify(again)}`)
    }
    await Promise.all(some.map(sendAgain))
    resent += some.length
    socket.disconnect()
  }
  return { resent, faults }
}
