/** Whether a log is whole: its chain holds, its commitments match what is kept, and folded it gives the rows. */
import { asc, eq } from 'drizzle-orm'
import { ENTITIES, type Entity, type Rows } from '../server/domain/rows.ts'
import { commitmentOf, GENESIS, hashOf } from './chain.ts'
import { type EventRow, findLog } from './log-store.ts'
import type { Handle, Store } from './open.ts'
import { loadRoom } from './room-store.ts'
import { event, log, textRev } from './schema/log.ts'

export type Verdict =
  | { readonly ok: true; readonly entries: number; readonly headHash: string }
  | { readonly ok: false; readonly entries: number; readonly seq: number; readonly what: string }

export async function verifyLog(store: Store, logId: string): Promise<Verdict> {
  return store.snapshot(async (read) => {
    const found = await findLog(read, logId)
    if (!found) return { ok: false, entries: 0, seq: 0, what: 'there is no such log' }
    const entries = await read.select().from(event).where(eq(event.logId, logId)).orderBy(asc(event.seq))
    const fault =
      chainFault(entries, found.headHash, found.nextSeq) ??
      (await textFault(read, logId, entries)) ??
      (found.kind === 'session' ? await rowsFault(read, logId, entries) : null)
    if (fault) return { ok: false, entries: entries.length, ...fault }
    return { ok: true, entries: entries.length, headHash: found.headHash }
  })
}

export const listLogIds = async (handle: Handle): Promise<string[]> =>
  (await handle.select({ id: log.id }).from(log)).map((row) => row.id)

type Fault = { seq: number; what: string }

function chainFault(entries: readonly EventRow[], headHash: string, nextSeq: number): Fault | null {
  let previous = GENESIS
  let at = 0
  for (const [place, entry] of entries.entries()) {
    if (entry.seq !== place + 1) return { seq: place + 1, what: 'an entry is missing' }
    if (entry.prevHash !== previous) return { seq: entry.seq, what: 'it does not follow the entry before it' }
    if (hashOf(previous, entry) !== entry.hash)
      return { seq: entry.seq, what: 'its hash does not match what it says' }
    if (entry.at < at) return { seq: entry.seq, what: 'its time is before that of the entry before it' }
    previous = entry.hash
    at = entry.at
  }
  if (nextSeq !== entries.length + 1 || headHash !== previous)
    return { seq: nextSeq - 1, what: 'the head does not match' }
  return null
}

async function textFault(read: Handle, logId: string, entries: readonly EventRow[]): Promise<Fault | null> {
  const rows = await read.select().from(textRev).where(eq(textRev.logId, logId))
  const texts = new Map(rows.map((row) => [`${row.entityId} ${row.rev}`, row]))
  for (const entry of entries) {
    if (entry.commitment === null) continue
    const text = texts.get(`${entry.entityId} ${entry.textRev}`)
    if (!text) return { seq: entry.seq, what: 'its text is missing' }
    if (text.erasedAt !== null) continue
    if (text.text === null || text.salt === null)
      return { seq: entry.seq, what: 'its text is gone without an erasure' }
    if (commitmentOf(text.salt, text.text) !== entry.commitment)
      return { seq: entry.seq, what: 'its text was changed' }
  }
  return null
}

/** S2: what the log says, one fact after the other, is what the tables hold. */
async function rowsFault(read: Handle, logId: string, entries: readonly EventRow[]): Promise<Fault | null> {
  const folded = new Map<string, Record<string, unknown>>()
  // A newer version may have written of what this one has no tables for.
  for (const entry of entries.filter(isKnown)) {
    const key = `${entry.entity} ${entry.entityId}`
    folded.set(key, {
      ...folded.get(key),
      ...JSON.parse(entry.data),
      id: entry.entityId,
      changedSeq: entry.seq,
    })
  }
  const { rows } = await loadRoom(read, logId)
  for (const entity of ENTITIES) {
    for (const row of rows[entity]) {
      const key = `${entity} ${row.id}`
      const field = differing(entity, row, folded.get(key))
      if (field)
        return { seq: row.changedSeq, what: `the ${entity} ${row.id} is not as the log says: ${field}` }
      folded.delete(key)
    }
  }
  const [left] = folded.keys()
  return left === undefined ? null : { seq: 0, what: `the row of ${left} is missing` }
}

const isKnown = ({ entity }: EventRow): boolean => (ENTITIES as readonly string[]).includes(entity)

/** The first field in which a stored row differs from its fold; what people wrote is not the log's. */
function differing(
  _entity: Entity,
  row: Rows[Entity],
  folded: Record<string, unknown> | undefined,
): string | null {
  if (!folded) return 'the log does not know it'
  for (const [name, value] of Object.entries(row)) {
    if (name === 'words' || name === 'pendingWords') continue
    if (
      JSON.stringify(value ?? null) !== JSON.stringify(folded[name] ?? null) &&
      !sameJson(value, folded[name])
    )
      return name
  }
  return null
}

/** Objects are equal whatever the order of their keys. */
function sameJson(one: unknown, two: unknown): boolean {
  if (one === null || two === null || typeof one !== 'object' || typeof two !== 'object') return one === two
  const keys = Object.keys(one)
  return (
    keys.length === Object.keys(two).length &&
    keys.every((key) =>
      sameJson((one as Record<string, unknown>)[key], (two as Record<string, unknown>)[key]),
    )
  )
}
