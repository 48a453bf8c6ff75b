/**
 * The search index: what is written beside a row in the row's own transaction, and what a query finds in it. It decides
 * nobody's rights: a hit is an id, which the caller shows through its view. The stems themselves are made in `language/`.
 */
import { type Excerpt, makeExcerpt } from './language/excerpt.ts'
import { type Alternative, type StemQuery, stemQuery, stemText } from './language/stems.ts'
import type { Handle, Tx } from './open.ts'

export type SearchKind = 'question' | 'answer'
/** `staff`: not yet, or no longer, for everyone who may read the session. */
export type SearchReach = 'everyone' | 'staff'

export type SearchEntry = {
  readonly kind: SearchKind
  readonly entityId: string
  readonly sessionId: string
  readonly reach: SearchReach
  readonly title: string
  readonly text: string
}

export type SearchQuery = {
  readonly text: string
  readonly limit: number
  readonly sessionIds?: readonly string[]
  readonly kinds?: readonly SearchKind[]
  /** The staff finds what everyone does as well. Everyone, where it is not said. */
  readonly reach?: SearchReach
}

export type SearchHit = {
  readonly kind: SearchKind
  readonly entityId: string
  readonly sessionId: string
  readonly title: string
  readonly excerpt: Excerpt
  /** All that was asked for, all of it with words that are near, or a part. In this order. */
  readonly closeness: 'all' | 'near' | 'part'
}

const HITS_MAX = 100
/** A title says more in fewer words. */
const TITLE_WEIGHT = 3

type Found = { place: number; closeness: SearchHit['closeness'] }

/** Adds the entry, or replaces the one of the same kind and id. */
export async function indexEntry(tx: Tx, entry: SearchEntry): Promise<void> {
  await removeFromIndex(tx, entry)
  const [made] = tx.raw.all<{ place: number }>(
    `INSERT INTO search_entry (kind, entity_id, session_id, reach, title, text) VALUES (?, ?, ?, ?, ?, ?)
     RETURNING place`,
    ...[entry.kind, entry.entityId, entry.sessionId, entry.reach, entry.title, entry.text],
  )
  tx.raw.run(
    'INSERT INTO search_stem (rowid, title, text) VALUES (?, ?, ?)',
    ...[made?.place, stemText(entry.title), stemText(entry.text)],
  )
}

/** What it says stays; who finds it changes. */
export async function moveInIndex(
  tx: Tx,
  entry: Pick<SearchEntry, 'kind' | 'entityId' | 'reach'>,
): Promise<void> {
  tx.raw.run(
    'UPDATE search_entry SET reach = ? WHERE kind = ? AND entity_id = ?',
    ...[entry.reach, entry.kind, entry.entityId],
  )
}

export async function removeFromIndex(tx: Tx, entry: Pick<SearchEntry, 'kind' | 'entityId'>): Promise<void> {
  const place = findPlace(tx, entry)
  if (place === undefined) return
  tx.raw.run('DELETE FROM search_stem WHERE rowid = ?', place)
  tx.raw.run('DELETE FROM search_entry WHERE place = ?', place)
}

export async function removeSessionFromIndex(tx: Tx, sessionId: string): Promise<void> {
  tx.raw.run(
    'DELETE FROM search_stem WHERE rowid IN (SELECT place FROM search_entry WHERE session_id = ?)',
    sessionId,
  )
  tx.raw.run('DELETE FROM search_entry WHERE session_id = ?', sessionId)
}

const findPlace = (handle: Handle, entry: Pick<SearchEntry, 'kind' | 'entityId'>): number | undefined =>
  handle.raw.all<{ place: number }>(
    'SELECT place FROM search_entry WHERE kind = ? AND entity_id = ?',
    entry.kind,
    entry.entityId,
  )[0]?.place

/** The best first. What asks for nothing, such as stop words alone, finds nothing. */
export async function search(handle: Handle, query: SearchQuery): Promise<SearchHit[]> {
  const asked = stemQuery(query.text)
  if (asked.all.length === 0) return []
  const limit = Math.min(query.limit, HITS_MAX)
  const found = new Map<number, Found>()
  for (const [closeness, expression] of expressionsOf(asked)) {
    if (found.size >= limit) break
    for (const place of findPlaces(handle, expression, { ...query, limit }))
      if (!found.has(place) && found.size < limit) found.set(place, { place, closeness })
  }
  return readHits(handle, [...found.values()], asked)
}

/** From the narrowest to the widest; the wider are tried only while there is room. */
function* expressionsOf({ all }: StemQuery): Generator<[SearchHit['closeness'], string]> {
  const narrow = all.map((group) => groupExpression(group.same, null))
  yield ['all', narrow.join(' AND ')]
  const widened = all.map(({ same, related, prefix }) => groupExpression([...same, ...related], prefix))
  if (all.some(({ related, prefix }) => related.length > 0 || prefix !== null))
    yield ['near', widened.join(' AND ')]
  if (all.length > 1) yield ['part', narrow.join(' OR ')]
}

function groupExpression(alternatives: readonly Alternative[], prefix: string | null): string {
  const terms = alternatives.map(({ stems, together }) =>
    together ? quoted(stems.join(' ')) : `(${stems.map(quoted).join(' AND ')})`,
  )
  if (prefix !== null) terms.push(`${quoted(prefix)} *`)
  return `(${terms.join(' OR ')})`
}

/** Stems are letters and digits, so that nothing in them could end the quotes. */
const quoted = (stems: string): string => `"${stems}"`

function findPlaces(handle: Handle, expression: string, query: SearchQuery): number[] {
  const conditions = ['search_stem MATCH ?']
  const values: (string | number)[] = [expression]
  const among = (column: string, wanted: readonly string[] | undefined) => {
    if (!wanted) return
    conditions.push(`entry.${column} IN (SELECT value FROM json_each(?))`)
    values.push(JSON.stringify(wanted))
  }
  among('session_id', query.sessionIds)
  among('kind', query.kinds)
  among('reach', query.reach === 'staff' ? undefined : ['everyone'])
  const rows = handle.raw.all<{ place: number }>(
    `SELECT entry.place AS place FROM search_stem JOIN search_entry AS entry ON entry.place = search_stem.rowid
     WHERE ${conditions.join(' AND ')} ORDER BY bm25(search_stem, ${TITLE_WEIGHT}, 1), entry.place DESC LIMIT ?`,
    ...values,
    query.limit,
  )
  return rows.map((row) => row.place)
}

type Stored = {
  place: number
  kind: SearchKind
  entityId: string
  sessionId: string
  title: string
  text: string
}

function readHits(handle: Handle, found: readonly Found[], asked: StemQuery): SearchHit[] {
  const rows = handle.raw.all<Stored>(
    `SELECT place, kind, entity_id AS entityId, session_id AS sessionId, title, text
     FROM search_entry WHERE place IN (SELECT value FROM json_each(?))`,
    JSON.stringify(found.map(({ place }) => place)),
  )
  const byPlace = new Map(rows.map((row) => [row.place, row]))
  return found.flatMap(({ place, closeness }) => {
    const row = byPlace.get(place)
    if (!row) return []
    const { kind, entityId, sessionId, title, text } = row
    return [{ kind, entityId, sessionId, title, excerpt: makeExcerpt(text, asked), closeness }]
  })
}
