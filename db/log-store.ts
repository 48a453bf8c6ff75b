/** The log's table: lock it, append to it, read it. What an entry means is not known here. */
import { and, eq, gt, inArray, lt, sql } from 'drizzle-orm'
import { canonical, commitmentOf, type Entry, GENESIS, hashOf, newSalt } from './chain.ts'
import { dialect } from './columns.ts'
import type { Handle, Tx } from './open.ts'
import { command, event, log, textRev } from './schema/log.ts'
import { insertMany } from './write.ts'

// There a transaction begins IMMEDIATE and is the lock itself.
const onSqlite = dialect === 'sqlite'

export type Log = typeof log.$inferSelect
export type EventRow = typeof event.$inferSelect

export type NewEntry = {
  readonly kind: string
  readonly entity: string
  readonly entityId: string
  readonly data: Readonly<Record<string, unknown>>
  readonly audience: readonly string[]
  readonly actorId: string
  /** What a person wrote with it, and the key of the command by which they did. */
  readonly text?: { readonly rev: number; readonly content: unknown; readonly commandKey: string } | undefined
}

export type Appended = { readonly entry: Entry; readonly hash: string }

export async function createLog(tx: Tx, id: string, kind: 'session' | 'edition'): Promise<void> {
  await tx.insert(log).values({ id, kind, nextSeq: 1, lastAt: 0, headHash: GENESIS }).onConflictDoNothing()
}

/** Locks the log and gives its row: all that follows in this transaction is alone with it. */
export async function lockLog(tx: Tx, id: string): Promise<Log> {
  const row = await (onSqlite ? findLog(tx, id) : findLogLocked(tx, id))
  if (!row) throw new Error(`no log ${id}`)
  return row
}

const findLogLocked = async (tx: Tx, id: string): Promise<Log | undefined> =>
  (
    await tx.sql.all<Log>(
      `SELECT id, kind, next_seq AS "nextSeq", last_at AS "lastAt", head_hash AS "headHash"
       FROM log WHERE id = ? FOR UPDATE`,
      id,
    )
  )[0]

const STILL_LOCK = 7_283_116

/** Until this transaction ends, nobody moves that log on: what is read of it next stays so. Others may read beside it. */
export function holdStill(tx: Tx, id: string): void {
  if (!onSqlite) tx.send('SELECT pg_advisory_xact_lock_shared(?, hashtext(?))', [[STILL_LOCK, id]])
}

/** Waits for all who hold that log still. Whoever writes to a log that others hold still says so. */
export function waitForStill(tx: Tx, id: string): void {
  if (!onSqlite) tx.send('SELECT pg_advisory_xact_lock(?, hashtext(?))', [[STILL_LOCK, id]])
}

export async function findLog(handle: Handle, id: string): Promise<Log | undefined> {
  const select = handle.prepared<Log[]>('log by id', (queries) =>
    queries
      .select()
      .from(log)
      .where(eq(log.id, sql.placeholder('id'))),
  )
  return (await select({ id }))[0]
}

/** Appends entries at one instant, `at`, and moves the log on. The log must be locked by this transaction. */
export async function appendEntries(
  tx: Tx,
  locked: Log,
  appended: { at: number; entries: readonly NewEntry[] },
): Promise<Appended[]> {
  const { at, entries } = appended
  const made: Appended[] = []
  const texts: (typeof textRev.$inferInsert)[] = []
  let previous = locked.headHash
  let seq = locked.nextSeq
  for (const entry of entries) {
    const written = entry.text && committed(entry.text.content)
    const whole: Entry = {
      seq,
      kind: entry.kind,
      entity: entry.entity,
      entityId: entry.entityId,
      data: canonical(entry.data),
      textRev: entry.text?.rev ?? null,
      audience: entry.audience.join(' '),
      actorId: entry.actorId,
      at,
      commitment: written?.commitment ?? null,
    }
    const hash = hashOf(previous, whole)
    if (entry.text && written) {
      texts.push({
        entityId: entry.entityId,
        rev: entry.text.rev,
        logId: locked.id,
        text: written.text,
        salt: written.salt,
        actorId: entry.actorId,
        commandKey: entry.text.commandKey,
        erasedAt: null,
      })
    }
    made.push({ entry: whole, hash })
    previous = hash
    seq++
  }
  if (made.length === 0) return made
  await insertMany(
    tx,
    event,
    made.map((one, place) => eventRow(locked, made[place - 1]?.hash, one)),
  )
  await insertMany(tx, textRev, texts)
  moveHead(tx, locked.id, { nextSeq: seq, lastAt: at, headHash: previous })
  return made
}

const eventRow = (locked: Log, previous: string | undefined, { entry, hash }: Appended): EventRow => ({
  logId: locked.id,
  prevHash: previous ?? locked.headHash,
  hash,
  ...entry,
})

function committed(content: unknown) {
  const text = canonical(content)
  const salt = newSalt()
  return { text, salt, commitment: commitmentOf(salt, text) }
}

function moveHead(tx: Tx, id: string, to: { nextSeq: number; lastAt: number; headHash: string }) {
  tx.send('UPDATE log SET next_seq = ?, last_at = ?, head_hash = ? WHERE id = ?', [
    [to.nextSeq, to.lastAt, to.headHash, id],
  ])
}

/** The last position of each of these logs. */
export async function listHeads(handle: Handle, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await handle
    .select({ id: log.id, nextSeq: log.nextSeq })
    .from(log)
    .where(inArray(log.id, [...ids]))
  return new Map(rows.map(({ id, nextSeq }) => [id, nextSeq - 1]))
}

/** Entries after `seq`, oldest first, at most `limit`. */
export function listEntries(
  handle: Handle,
  logId: string,
  range: { after: number; limit: number },
): Promise<EventRow[]> {
  const select = handle.prepared<EventRow[]>('entries after', (queries) =>
    queries
      .select()
      .from(event)
      .where(and(eq(event.logId, sql.placeholder('logId')), gt(event.seq, sql.placeholder('after'))))
      .orderBy(event.seq)
      .limit(sql.placeholder('limit')),
  )
  return select({ logId, ...range })
}

export type Remembered = typeof command.$inferSelect

type Key = { readonly actorId: string; readonly key: string | null }
type Known = Pick<Remembered, 'actorId' | 'key' | 'payloadHash' | 'result'>

export const nameOfCommand = ({ actorId, key }: Key): string => `${actorId} ${key}`

/** What is remembered of these commands, by their names. */
export async function findCommands(tx: Tx, keys: readonly Key[]): Promise<ReadonlyMap<string, Known>> {
  const named = keys.filter(({ key }) => key !== null)
  if (named.length === 0) return new Map()
  const rows = onSqlite
    ? (await Promise.all(named.map(({ actorId, key }) => tx.sql.all<Known>(COMMAND, actorId, key)))).flat()
    : await tx.sql.all<Known>(
        COMMANDS,
        named.map(({ actorId }) => actorId),
        named.map(({ key }) => key),
      )
  return new Map(rows.map((row) => [nameOfCommand(row), row]))
}

const KNOWN = 'SELECT actor_id AS "actorId", key, payload_hash AS "payloadHash", result FROM command'
const COMMAND = `${KNOWN} WHERE actor_id = ? AND key = ?`
const COMMANDS = `${KNOWN} WHERE (actor_id, key) IN (SELECT * FROM unnest(?::text[], ?::text[]))`

export const rememberCommands = (tx: Tx, commands: readonly Remembered[]): Promise<void> =>
  insertMany(tx, command, commands)

/**
 * All text of an entity goes, or its revisions before one, with what its commands remember of it. The commitments in the
 * log still stand. Says which revision was the last to go; undefined where there was none.
 */
export async function eraseText(
  tx: Tx,
  entityId: string,
  { at, before }: { at: number; before?: number | undefined },
): Promise<number | undefined> {
  const erased = and(
    eq(textRev.entityId, entityId),
    before === undefined ? undefined : lt(textRev.rev, before),
  )
  const written = await tx
    .select({ actorId: textRev.actorId, key: textRev.commandKey, rev: textRev.rev })
    .from(textRev)
    .where(erased)
  await tx.update(textRev).set({ text: null, salt: null, erasedAt: at }).where(erased)
  for (const { actorId, key } of written) {
    await tx
      .update(command)
      .set({ payloadHash: null })
      .where(and(eq(command.actorId, actorId), eq(command.key, key)))
  }
  return written.length > 0 ? Math.max(...written.map(({ rev }) => rev)) : undefined
}
