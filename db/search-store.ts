/**
 * The search index: what is written beside a row in the row's own transaction, and what a query finds in it. It decides
 * nobody's rights: a hit is an id, which the caller shows through its view. The stems themselves are made in `language/`.
 */
import { dialect } from './columns.ts'
import { type Excerpt, makeExcerpt } from './language/excerpt.ts'
import { type StemQuery, stemQuery } from './language/stems.ts'
import type { Handle, Tx } from './open.ts'
import { postgresIndex } from './search/postgres-index.ts'
import type { Closeness, EntryName, SearchEntry, SearchKind, Wanted } from './search/search-index.ts'
import { sqliteIndex } from './search/sqlite-index.ts'

/** The staff finds what everyone does as well. Everyone, where no reach is given. */
export type SearchQuery = Wanted & { readonly text: string }

export type SearchHit = {
  readonly kind: SearchKind
  readonly entityId: string
  readonly sessionId: string
  readonly title: string
  readonly excerpt: Excerpt
  readonly closeness: Closeness
}

const HITS_MAX = 100

const index = dialect === 'postgres' ? postgresIndex : sqliteIndex

/** Adds the entry, or replaces the one of the same kind and id. */
export const indexEntry = (tx: Tx, entry: SearchEntry): Promise<void> => index.put(tx, entry)

/** What it says stays; who finds it changes. */
export async function moveInIndex(tx: Tx, entry: EntryName & Pick<SearchEntry, 'reach'>): Promise<void> {
  const { reach, kind, entityId } = entry
  tx.send('UPDATE search_entry SET reach = ? WHERE kind = ? AND entity_id = ?', [[reach, kind, entityId]])
}

export const removeFromIndex = (tx: Tx, name: EntryName): Promise<void> => index.remove(tx, name)

export const removeSessionFromIndex = (tx: Tx, sessionId: string): Promise<void> =>
  index.removeSession(tx, sessionId)

/** The best first. What asks for nothing, such as stop words alone, finds nothing. */
export async function search(handle: Handle, query: SearchQuery): Promise<SearchHit[]> {
  const asked = stemQuery(query.text)
  if (asked.all.length === 0) return []
  const limit = Math.min(query.limit, HITS_MAX)
  const found = new Map<number, Closeness>()
  for (const closeness of widthsOf(asked)) {
    if (found.size >= limit) break
    const places = await index.findPlaces(handle, asked, { closeness, wanted: { ...query, limit } })
    for (const place of places) if (!found.has(place) && found.size < limit) found.set(place, closeness)
  }
  return readHits(handle, found, asked)
}

/** From the narrowest to the widest; the wider are tried only while there is room. */
function* widthsOf({ all }: StemQuery): Generator<Closeness> {
  yield 'all'
  if (all.some(({ related, prefix }) => related.length > 0 || prefix !== null)) yield 'near'
  if (all.length > 1) yield 'part'
}

type Stored = {
  place: number
  kind: SearchKind
  entity_id: string
  session_id: string
  title: string
  text: string
}

async function readHits(
  handle: Handle,
  found: ReadonlyMap<number, Closeness>,
  asked: StemQuery,
): Promise<SearchHit[]> {
  const places = [...found.keys()]
  if (places.length === 0) return []
  const rows = await handle.sql.all<Stored>(
    `SELECT place, kind, entity_id, session_id, title, text FROM search_entry
     WHERE place IN (${places.map(() => '?').join(', ')})`,
    ...places,
  )
  const byPlace = new Map(rows.map((row) => [row.place, row]))
  return [...found].flatMap(([place, closeness]) => {
    const row = byPlace.get(place)
    if (!row) return []
    const { kind, title, text } = row
    const excerpt = makeExcerpt(text, asked)
    return [{ kind, entityId: row.entity_id, sessionId: row.session_id, title, excerpt, closeness }]
  })
}
