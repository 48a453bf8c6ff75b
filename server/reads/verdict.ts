/** Whom an answer has helped, as one reader may know it: their own word, and for those who work here how many bodies. */

import type { Handle } from '../../db/open.ts'
import { listVerdicts, type VerdictRow } from '../../db/verdict-store.ts'
import type { Reader } from '../domain/views.ts'

export type Verdicts = {
  /** What the reader has said; null where they have said nothing. */
  readonly mine: boolean | null
  /** Bodies that say so, and persons of none; null for whoever doesn't work here. */
  readonly helped: number | null
  readonly different: number | null
}

export async function readVerdicts(handle: Handle, reader: Reader, answerId: string): Promise<Verdicts> {
  const rows = await listVerdicts(handle, answerId)
  const isStaff = reader.as === 'expert' || reader.as === 'moderator'
  return {
    mine: rows.find(({ actorId }) => actorId === reader.actorId)?.helps ?? null,
    helped: isStaff ? countBodies(rows, true) : null,
    different: isStaff ? countBodies(rows, false) : null,
  }
}

const countBodies = (rows: readonly VerdictRow[], helps: boolean): number =>
  new Set(rows.filter((row) => row.helps === helps).map(({ bodyId, actorId }) => bodyId ?? actorId)).size
