/**
 * The lines that are open and what is done to them from elsewhere: written to a class at once, sent to enter again, ended,
 * counted. It doesn't know what comes in on one.
 */
import type { Server, Socket } from 'socket.io'
import type { ClientToServer, Frame, ServerToClient } from './contract/socket.ts'
import type { ReaderClass } from './domain/permissions.ts'
import { presenceFor } from './presence.ts'
import type { Broadcast, Connection } from './rooms/frames.ts'
import type { Present } from './rooms/presence.ts'
import type { Rooms } from './rooms/rooms.ts'
import type { SnapshotPart } from './rooms/views.ts'

/** Who is at the other end, as the identity says it: the login that dies at sign-out, and the actor that the log names. */
export type Account = {
  readonly actorId: string
  readonly loginId: string | null
  /** When the login or token ends by itself, in milliseconds. */
  readonly expiresAt: number
}

type Data = { account: Account | null; entered: Entered | null; underWay: number }
export type LiveSocket = Socket<ClientToServer, ServerToClient, Record<never, never>, Data>
export type LiveServer = Server<ClientToServer, ServerToClient, Record<never, never>, Data>

type Entered = { sessionId: string; connection: Connection; parts: SnapshotPart[]; leave: () => void }

/** A class of a session's readers, as Socket.IO groups them. */
export const roomName = (sessionId: string, as: string): string => `${sessionId} ${as}`

/** A frame was written to a class's lines at once. */
export function countSent(rooms: Rooms, name: string, sent: { bytes: number; lines: number }): void {
  const [sessionId = '', as] = name.split(' ')
  rooms.peek(sessionId)?.room.counts.sent(as as ReaderClass, sent)
}

/** Says how many bytes it made: they are counted as they are written, for encoding it once more would cost. */
export function emitFrame(socket: LiveSocket, frame: Frame): number {
  let bytes = 0
  const measure = ({ data }: { data?: unknown }) => {
    if (typeof data === 'string') bytes += Buffer.byteLength(data)
  }
  socket.conn.on('packetCreate', measure)
  socket.emit('frame', frame)
  socket.conn.off('packetCreate', measure)
  return bytes
}

/** A line held too much unread. */
export function countBuffered(rooms: Rooms, socket: Socket): void {
  const { entered } = (socket as LiveSocket).data
  const counts = entered && rooms.peek(entered.sessionId)?.room.counts
  if (counts) counts.cuts.buffered += 1
}

/** Whether somebody at this line waits for an answer. */
export const isBusy = (socket: Socket): boolean => (socket as LiveSocket).data.underWay > 0

/** One frame to a class's sockets but those that get their own. */
export const broadcastBy =
  (io: LiveServer): Broadcast =>
  ({ sessionId, as, except }, frame) => {
    const sockets = io.to(roomName(sessionId, as))
    const others = except.length === 0 ? sockets : sockets.except(except.map(({ id }) => id))
    others.emit('frame', frame)
  }

/** Tells a session's readers who is here. */
export function showPresence(
  io: LiveServer,
  sessionId: string,
  { to, present }: { to: 'staff' | 'crowd'; present: Present },
): void {
  for (const as of to === 'staff' ? (['expert', 'moderator'] as const) : (['participant'] as const))
    io.to(roomName(sessionId, as)).emit('presence', presenceFor(as, sessionId, present))
}

/** They read the session no more that they had entered. */
export function leave(socket: LiveSocket): void {
  socket.data.entered?.leave()
  if (socket.data.entered) socket.data.entered = null
}

/** Their rights changed: no frame after this; they enter again and get what they may see now. */
export function reenter(io: LiveServer, actorIds: ReadonlySet<string>): void {
  for (const socket of io.of('/').sockets.values() as Iterable<LiveSocket>) {
    if (!socket.data.account || !actorIds.has(socket.data.account.actorId)) continue
    leave(socket)
    socket.emit('reenter', { reason: 'rights' })
  }
}

/** Their login ended: the line ends with it. */
export function endLogins(io: LiveServer, loginIds: ReadonlySet<string>): void {
  for (const socket of io.of('/').sockets.values() as Iterable<LiveSocket>) {
    const loginId = socket.data.account?.loginId
    if (loginId && loginIds.has(loginId)) socket.conn.close()
  }
}

/** Logins and tokens that ended by themselves take their lines along. */
export function endExpired(io: LiveServer, now: number): void {
  for (const socket of io.of('/').sockets.values() as Iterable<LiveSocket>) {
    const { account } = socket.data
    if (account && account.expiresAt <= now) socket.conn.close()
  }
}
