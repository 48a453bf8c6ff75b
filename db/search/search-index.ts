/** What a search index can do, whichever database keeps it: the stems of entries, and the places that match. */
import type { StemQuery } from '../language/stems.ts'
import type { Handle, Tx } from '../open.ts'

export type SearchKind = 'question' | 'answer'
/** `staff`: not yet, or no longer, for everyone who may read the session. */
export type SearchReach = 'everyone' | 'staff'

export type EntryName = { readonly kind: SearchKind; readonly entityId: string }

export type SearchEntry = EntryName & {
  readonly sessionId: string
  readonly reach: SearchReach
  readonly title: string
  readonly text: string
}

export type Wanted = {
  readonly limit: number
  readonly sessionIds?: readonly string[] | undefined
  readonly kinds?: readonly SearchKind[] | undefined
  readonly reach?: SearchReach | undefined
}

/** From the narrowest to the widest. */
export type Closeness = 'all' | 'near' | 'part'

/** Entries are rows of `search_entry` on both databases; how their stems are kept beside them differs. */
export type SearchIndex = {
  /** Adds the entry, or replaces the one of the same name. */
  put(tx: Tx, entry: SearchEntry): Promise<void>
  remove(tx: Tx, name: EntryName): Promise<void>
  removeSession(tx: Tx, sessionId: string): Promise<void>
  /** The places that match, the best first. */
  findPlaces(
    handle: Handle,
    asked: StemQuery,
    how: { closeness: Closeness; wanted: Wanted },
  ): Promise<number[]>
}

/** A title says more in fewer words. */
export const TITLE_WEIGHT = 3
