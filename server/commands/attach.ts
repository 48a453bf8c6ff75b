/**
 * Takes a file for a question, part by part: what is refused is refused with the first of them. When all are here the
 * question's log is told, and only then is it attached.
 */
import { createHmac } from 'node:crypto'
import {
  countBytes,
  dropFiles,
  dropOrphans,
  type FileRow,
  findFile,
  listPlaces,
  saveFile,
  savePart,
} from '../../db/file-store.ts'
import type { Store, Tx } from '../../db/open.ts'
import type { Clock } from '../adapters/clock.ts'
import { attachFault } from '../domain/decide/question/attach.ts'
import { fileName, fileTypeOf } from '../domain/files.ts'
import { limits } from '../domain/limits.ts'
import type { Actor } from '../domain/permissions.ts'
import { AppError } from '../errors.ts'
import type { Room } from '../rooms/room.ts'

export type Attaching = { readonly store: Store; readonly clock: Clock; readonly secret: string }

/** A part as it came. `key` is the sender's, the same for all parts and for every new try. */
export type Part = {
  readonly questionId: string
  readonly key: string
  readonly name: string
  readonly size: number
  readonly from: number
  readonly content: Buffer
}

export type Taken = { readonly fileId: string; readonly received: number; readonly isDone: boolean }

export async function takePart(
  context: Attaching,
  { room, actor }: { room: Room; actor: Actor },
  part: Part,
): Promise<Taken> {
  const row = room.state.find('question', part.questionId)
  if (row?.actorId !== actor.id) throw new AppError('question/not-found')
  const fileId = idOf(context.secret, [room.id, actor.id, part.questionId, part.key])
  // It is there already: the answer to its last part was lost.
  if (room.state.find('message', fileId)) return { fileId, received: part.size, isDone: true }
  const fault = attachFault(room.state, row)
  if (fault) throw new AppError(fault.code, fault.details)
  demandShape(part)
  const at = context.clock.now()
  const wanted = { id: fileId, sessionId: room.id, questionId: row.id, actorId: actor.id, at }
  const { file, received } = await context.store.transaction(async (tx) => {
    const found = (await findFile(tx, fileId)) ?? (await begin(tx, { ...wanted, bodyId: bodyOf(row) }, part))
    if (found.size !== part.size) throw new AppError('request/invalid', { path: 'size' })
    await savePart(tx, { fileId, place: part.from / limits.filePartBytes, content: part.content, at })
    return { file: found, received: receivedOf(await listPlaces(tx, fileId), found.size) }
  })
  if (received < file.size) return { fileId, received, isDone: false }
  await attachWhole(context.store, room, { file, name: part.name })
  return { fileId, received, isDone: true }
}

const bodyOf = ({ body }: { body: { id: string } | null }): string | null => body?.id ?? null

/** Nobody can choose an id that something else has. */
const idOf = (secret: string, parts: readonly string[]): string =>
  createHmac('sha256', secret)
    .update(`file ${parts.join(' ')}`)
    .digest('hex')
    .slice(0, 28)

function demandShape({ size, from, content }: Part): void {
  if (size === 0) throw new AppError('file/empty')
  if (size > limits.fileBytes) throw new AppError('file/too-large', { most: limits.fileBytes })
  const expected = Math.min(limits.filePartBytes, size - from)
  if (from % limits.filePartBytes !== 0 || content.length !== expected)
    throw new AppError('request/invalid', { path: 'from' })
}

async function begin(tx: Tx, made: Omit<FileRow, 'type' | 'size'>, part: Part): Promise<FileRow> {
  // One that was swept meanwhile is sent anew.
  if (part.from !== 0) throw new AppError('file/not-found')
  const type = fileTypeOf(part.content)
  if (type === null) throw new AppError('file/type')
  const owner = made.bodyId ?? made.actorId
  const taken = await countBytes(tx, made.sessionId, owner)
  // Alone only from here on: the same part may have come twice at once.
  const twin = await findFile(tx, made.id)
  if (twin) return twin
  if (taken + part.size > limits.fileBytesPerBody)
    throw new AppError('file/body-full', { most: limits.fileBytesPerBody })
  const row = { ...made, bodyId: owner, type, size: part.size }
  await saveFile(tx, row)
  return row
}

/** How much is here without a gap. */
function receivedOf(places: readonly number[], size: number): number {
  const gap = places.findIndex((place, index) => place !== index)
  return Math.min(size, (gap === -1 ? places.length : gap) * limits.filePartBytes)
}

async function attachWhole(
  store: Store,
  room: Room,
  { file, name }: { file: FileRow; name: string },
): Promise<void> {
  const { id: fileId, questionId, actorId, type, size } = file
  const payload = { questionId, fileId, name: fileName(name, type), type, size }
  const ack = await room.submit({ actorId, key: fileId, command: { type: 'question:attach', payload } })
  if (ack.ok) return
  // Refused for good; what is only not known keeps its parts for the next try.
  if (ack.code !== 'command/retry') await store.transaction((tx) => dropFiles(tx, [fileId]))
  throw new AppError(ack.code, ack.details)
}

/** A look at files that never came whole, once a minute. */
export function fileSweeper({ store, clock }: Pick<Attaching, 'store' | 'clock'>): () => Promise<void> {
  let nextAt = 0
  return async () => {
    const at = clock.now()
    if (at < nextAt) return
    nextAt = at + limits.filesSweepMs
    await dropOrphans(store, at - limits.fileOrphanMs, limits.filesSwept)
  }
}
