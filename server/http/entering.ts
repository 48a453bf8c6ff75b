/** How a request enters a session: the same classes, and the same right to them, as a line of the live channel. */
import type { FastifyRequest } from 'fastify'
import type { Reader } from '../domain/views.ts'
import { AppError } from '../errors.ts'
import { readerIn } from '../reads/across.ts'
import type { Room } from '../rooms/room.ts'
import type { Rooms } from '../rooms/rooms.ts'
import { callerOf } from './caller.ts'

export async function needRoom(rooms: Rooms, sessionId: string): Promise<Room> {
  const open = await rooms.find(sessionId)
  if (!open) throw new AppError('session/not-found')
  return open.room
}

/** The caller as a reader of the room, who must be allowed to read in that class. */
export function needReader(request: FastifyRequest, as: Reader['as'], room: Room): Reader {
  const actor = callerOf(request)?.actor ?? null
  const reader = readerIn(actor, as, room.state.session)
  if (!reader) throw new AppError(actor ? 'permission/denied' : 'login/needed')
  return reader
}
