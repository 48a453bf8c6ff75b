/** A room's rows: loaded once in one moment, written as whole rows. What they mean is not known here. */
import { and, eq, inArray, or, sql } from 'drizzle-orm'
import { ENTITIES, type Entity, type Rows } from '../server/domain/rows.ts'
import type { DraftFacts } from '../server/domain/state.ts'
import { amongThese, isAmong } from './among.ts'
import type { Handle, Tx } from './open.ts'
import { job, textRev } from './schema/log.ts'
import { follow, message, question, vote } from './schema/question.ts'
import { announcement, draft, mute, queue, session, theme, topic } from './schema/session.ts'
import { answer, note, workItem } from './schema/work-item.ts'
import { insertMany, upsertMany } from './write.ts'

const TABLES = { session, question, workItem, answer, message, note, vote, follow, mute, queue, announcement }

/** Rows that several sessions name by the same id: a theme's queue, a person's mute. */
const SHARED_IDS: ReadonlySet<Entity> = new Set(['queue', 'mute'])

export type Loaded = {
  readonly rows: { readonly [E in Entity]: readonly Rows[E][] }
  readonly drafts: readonly DraftFacts[]
  readonly topics: readonly Topic[]
}
export type Topic = { readonly id: string; readonly themeId: string; readonly review: 'none' | 'peer' }

/** Everything a room is rebuilt from. Call it within one snapshot or transaction. */
export async function loadRoom(handle: Handle, sessionId: string): Promise<Loaded> {
  const words = await loadWords(handle, sessionId)
  const rows: Record<string, unknown> = {}
  for (const entity of ENTITIES) {
    rows[entity] = (await listRows(handle, entity, sessionId)).map((row) => withWords(entity, row, words))
  }
  return {
    rows: rows as Loaded['rows'],
    drafts: await listDraftFacts(handle, sessionId),
    topics: await listTopics(handle),
  }
}

/** The rows named, as they are stored now: for a room that follows what another process wrote. */
export async function loadRows(
  handle: Handle,
  sessionId: string,
  wanted: { entity: Entity; ids: readonly string[] },
): Promise<Rows[Entity][]> {
  const { entity, ids } = wanted
  const table = TABLES[entity] as typeof vote
  const select = handle.prepared<Record<string, unknown>[]>(`rows of ${entity}`, (queries) =>
    queries
      .select()
      .from(table)
      .where(and(eq(table.sessionId, sql.placeholder('sessionId')), isAmong(table.id, 'ids'))),
  )
  const [rows, words] = await Promise.all([
    select({ sessionId, ids: amongThese(ids) }),
    SHOWN_WORDS[entity] ? loadWordsOf(handle, ids) : NO_WORDS,
  ])
  return rows.map((row) => withWords(entity, row, words))
}

const listRows = (handle: Handle, entity: Entity, sessionId: string): Promise<Record<string, unknown>[]> => {
  const table = TABLES[entity] as typeof vote
  return handle.select().from(table).where(eq(table.sessionId, sessionId))
}

type Words = ReadonlyMap<string, Readonly<Record<string, unknown>>>
const NO_WORDS: Words = new Map()

type WordsRow = Pick<typeof textRev.$inferSelect, 'entityId' | 'rev' | 'text'>

const selectWords = (queries: Pick<Handle, 'select'>) =>
  queries.select({ entityId: textRev.entityId, rev: textRev.rev, text: textRev.text }).from(textRev)

const loadWords = async (handle: Handle, logId: string): Promise<Words> =>
  wordsIn(await selectWords(handle).where(eq(textRev.logId, logId)))

/** Of the rows named, whichever their log: with both conditions all of the log is read. */
async function loadWordsOf(handle: Handle, ids: readonly string[]): Promise<Words> {
  const select = handle.prepared<WordsRow[]>('words of rows', (queries) =>
    selectWords(queries).where(isAmong(textRev.entityId, 'ids')),
  )
  return wordsIn(await select({ ids: amongThese(ids) }))
}

function wordsIn(rows: readonly WordsRow[]): Words {
  const words = new Map<string, Readonly<Record<string, unknown>>>()
  for (const row of rows) if (row.text !== null) words.set(`${row.entityId}:${row.rev}`, JSON.parse(row.text))
  return words
}

/** The few words that views show, picked from the revision that the row names. */
const SHOWN_WORDS: { readonly [E in Entity]?: readonly string[] } = {
  question: ['title'],
  answer: ['inBrief', 'lawAsOf'],
  announcement: ['text'],
}

function withWords(entity: Entity, stored: Record<string, unknown>, words: Words): Rows[Entity] {
  const { sessionId: _session, ...row } = stored
  const shown = SHOWN_WORDS[entity]
  if (!shown) return row as unknown as Rows[Entity]
  const pick = (rev: unknown) => {
    const text = words.get(`${row.id}:${rev}`)
    return text ? Object.fromEntries(shown.map((name) => [name, text[name]])) : null
  }
  const pending = entity === 'answer' ? { pendingWords: pick(row.pendingRev) } : {}
  return { ...row, words: pick(row.textRev), ...pending } as unknown as Rows[Entity]
}

/** Of every draft, or of those named and all of those people's, what decisions need. A room that may have missed some asks again. */
export const listDraftFacts = (
  handle: Handle,
  sessionId: string,
  wanted?: { readonly ids: readonly string[]; readonly actorIds: readonly string[] },
): Promise<DraftFacts[]> =>
  handle
    .select({
      id: draft.id,
      kind: draft.kind,
      actorId: draft.actorId,
      itemId: draft.itemId,
      rev: draft.rev,
      digest: draft.digest,
      firstHeldAt: draft.firstHeldAt,
    })
    .from(draft)
    .where(
      and(
        eq(draft.sessionId, sessionId),
        wanted && or(inArray(draft.id, [...wanted.ids]), inArray(draft.actorId, [...wanted.actorIds])),
      ),
    )

const listTopics = (handle: Handle): Promise<Topic[]> =>
  handle
    .select({ id: topic.id, themeId: topic.themeId, review: theme.review })
    .from(topic)
    .innerJoin(theme, eq(theme.id, topic.themeId))

export async function saveRows<E extends Entity>(
  tx: Tx,
  sessionId: string,
  saved: { entity: E; rows: readonly Rows[E][] },
): Promise<void> {
  const table = TABLES[saved.entity] as typeof vote
  await upsertMany(tx, table, {
    key: SHARED_IDS.has(saved.entity) ? ['sessionId', 'id'] : ['id'],
    rows: saved.rows.map((row) => ({ ...row, sessionId }) as unknown as typeof vote.$inferInsert),
  })
}

export type DraftSave = DraftFacts & { readonly content: Readonly<Record<string, unknown>> }

export const saveDrafts = (
  tx: Tx,
  sessionId: string,
  saved: { at: number; drafts: readonly DraftSave[] },
): Promise<void> =>
  upsertMany(tx, draft, {
    key: ['id'],
    rows: saved.drafts.map((one) => ({ ...one, sessionId, savedAt: saved.at })),
  })

export async function dropDrafts(tx: Tx, ids: readonly string[]): Promise<void> {
  if (ids.length > 0) await tx.delete(draft).where(inArray(draft.id, [...ids]))
}

export type JobSave = {
  readonly kind: string
  readonly key: string
  readonly payload: Record<string, string>
  /** Not before this much later. */
  readonly waitMs?: number
}

export const saveJobs = (tx: Tx, at: number, jobs: readonly JobSave[]): Promise<void> =>
  insertMany(
    tx,
    job,
    jobs.map(({ waitMs = 0, ...one }) => ({
      ...one,
      id: `${one.kind}:${one.key}`,
      runAt: at + waitMs,
      attempts: 0,
      leaseUntil: null,
      begunAt: null,
      doneAt: null,
      failed: false,
      lastError: null,
    })),
  )

/** One revision of what was written, or null where there is none or it was erased. */
export async function findText(
  handle: Handle,
  entityId: string,
  rev: number,
): Promise<Readonly<Record<string, unknown>> | null> {
  const select = handle.prepared<{ text: string | null }[]>('text of a revision', (queries) =>
    queries
      .select({ text: textRev.text })
      .from(textRev)
      .where(and(eq(textRev.entityId, sql.placeholder('entityId')), eq(textRev.rev, sql.placeholder('rev')))),
  )
  const text = (await select({ entityId, rev }))[0]?.text
  return text ? JSON.parse(text) : null
}

export const findDraft = async (handle: Handle, id: string): Promise<typeof draft.$inferSelect | undefined> =>
  (await handle.select().from(draft).where(eq(draft.id, id)))[0]

export const listDrafts = (
  handle: Handle,
  sessionId: string,
  actorId: string,
): Promise<(typeof draft.$inferSelect)[]> =>
  handle
    .select()
    .from(draft)
    .where(and(eq(draft.sessionId, sessionId), eq(draft.actorId, actorId)))

export const findSession = async (
  handle: Handle,
  id: string,
): Promise<typeof session.$inferSelect | undefined> =>
  (await handle.select().from(session).where(eq(session.id, id)))[0]

export const listSessions = (handle: Handle): Promise<(typeof session.$inferSelect)[]> =>
  handle.select().from(session).orderBy(session.opensAt)
