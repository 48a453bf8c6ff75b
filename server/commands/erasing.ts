/**
 * Erases what is written of a row as the system, whoever's it is; and, before anybody comes in, does again every
 * erasure that the ledger remembers and the database, restored from a copy, does not.
 */
import { listErased, listWrittenOf } from '../../db/erasure-store.ts'
import type { Store } from '../../db/open.ts'
import type { ErasureLedger } from '../adapters/erasure-ledger.ts'
import type { CommandAck } from '../contract/socket.ts'
import type { Command } from '../domain/commands.ts'
import { limits } from '../domain/limits.ts'
import type { Room } from '../rooms/room.ts'
import type { Rooms } from '../rooms/rooms.ts'

const WRITTEN = [
  'question',
  'answer',
  'message',
  'note',
  'announcement',
] as const satisfies Command<'text:erase'>['payload']['entity'][]

/** Undefined where the session has no such row. */
export async function eraseWritten(room: Room, id: string): Promise<CommandAck | undefined> {
  const entity = WRITTEN.find((one) => room.state.find(one, id) !== undefined)
  return entity && room.submitSystem({ type: 'text:erase', payload: { entity, id } })
}

type Reapplying = { readonly store: Store; readonly ledger: ErasureLedger; readonly rooms: Rooms }

/**
 * Brings ledger and database together; returns how many rows' words were erased again. What it can't erase it throws:
 * then nobody may come in.
 */
export async function reapplyErasures({ store, ledger, rooms }: Reapplying): Promise<number> {
  const remembered = new Map(ledger.list().map((one) => [`${one.log} ${one.id}`, one]))
  const missing = (await listErased(store.read)).filter(
    ({ log, id, rev }) => (remembered.get(`${log} ${id}`)?.rev ?? -1) < rev,
  )
  ledger.append(missing)
  const again = await listWrittenOf(store.read, [...remembered.values()])
  for (let from = 0; from < again.length; from += limits.flushCommands)
    await Promise.all(again.slice(from, from + limits.flushCommands).map((one) => eraseAgain(rooms, one)))
  return again.length
}

async function eraseAgain(rooms: Rooms, { log, id }: { log: string; id: string }): Promise<void> {
  const open = await rooms.find(log)
  const answer = open && (await eraseWritten(open.room, id))
  if (answer?.ok) return
  throw new Error(
    `what the ledger says is erased can't be: ${id} of ${log}, ${answer?.code ?? 'no such row'}`,
  )
}
