/** An attachment, for whoever is shown the message that it is; for everybody else there is none. */
import { readFile } from '../../db/file-store.ts'
import type { Handle } from '../../db/open.ts'
import { findText } from '../../db/room-store.ts'
import type { FileType } from '../domain/files.ts'
import type { State } from '../domain/state.ts'
import { type Reader, viewFor } from '../domain/views.ts'

export type Attached = { readonly name: string; readonly type: FileType; readonly size: number }
export type Found = Attached & { readonly content: Buffer }

type Reading = { readonly handle: Handle; readonly state: State; readonly reader: Reader }

export async function findAttachment(
  { handle, state, reader }: Reading,
  wanted: { questionId: string; fileId: string },
): Promise<Found | undefined> {
  const row = state.find('message', wanted.fileId)
  if (row?.kind !== 'attachment' || row.questionId !== wanted.questionId) return undefined
  if (!viewFor(reader, 'message', row)) return undefined
  const words = (await findText(handle, row.id, row.textRev)) as Attached | null
  if (!words) return undefined
  const content = await readFile(handle, row.id)
  return content.length === words.size ? { ...words, content } : undefined
}
