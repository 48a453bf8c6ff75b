/**
 * Feeds the search index within a flush. Who could find a row is asked of `viewFor`: what a stranger is shown everyone
 * finds, what only the staff is shown the staff finds. A row is written anew only if its words or its reach changed.
 */
import type { Tx } from '../../db/open.ts'
import { findText } from '../../db/room-store.ts'
import type { SearchKind, SearchReach } from '../../db/search/search-index.ts'
import { indexEntry, moveInIndex, removeFromIndex } from '../../db/search-store.ts'
import type { AnswerWords, QuestionWords } from '../domain/commands.ts'
import { isReadable } from '../domain/machines.ts'
import type { Rows } from '../domain/rows.ts'
import { type Reader, viewFor } from '../domain/views.ts'
import type { Indexer } from './flush.ts'

type Findable = { readonly reach: SearchReach; readonly textRev: number }

const STRANGER: Reader = { as: 'feed', actorId: null, bodyId: null }
const STAFF: Reader = { as: 'moderator', actorId: null, bodyId: null }

const reachBy = (isShownTo: (reader: Reader) => boolean): SearchReach | null =>
  isShownTo(STRANGER) ? 'everyone' : isShownTo(STAFF) ? 'staff' : null

const REACH: { [K in SearchKind]: (row: Rows[K]) => SearchReach | null } = {
  // A carried one is found where it went.
  question: (row) =>
    row.status === 'carried'
      ? null
      : reachBy((reader) => (viewFor(reader, 'question', row)?.title ?? null) !== null),
  answer: (row) =>
    isReadable(row.status)
      ? reachBy((reader) => (viewFor(reader, 'answer', row)?.inBrief ?? null) !== null)
      : null,
}

function findable<K extends SearchKind>(kind: K, row: Rows[K] | undefined): Findable | null {
  const reach = row ? REACH[kind](row) : null
  return row && reach ? { reach, textRev: row.textRev } : null
}

export const indexSearch: Indexer = async (tx, { sessionId, before, after, changes }) => {
  if (after.session.rehearsal) return
  const changed: Record<SearchKind, Set<string>> = { question: new Set(), answer: new Set() }
  // What this flush has written needs not be read.
  const written = new Map<string, unknown>()
  for (const { entity, id, text, erases } of changes) {
    if (entity === 'question' || entity === 'answer') changed[entity].add(id)
    if (erases) for (const name of [...written.keys()]) if (name.startsWith(`${id}:`)) written.delete(name)
    if (text) written.set(`${id}:${text.rev}`, text.content)
  }
  for (const kind of ['question', 'answer'] as const)
    for (const entityId of changed[kind]) {
      const was = findable(kind, before.find(kind, entityId))
      const is = findable(kind, after.find(kind, entityId))
      await bring(tx, { kind, entityId, sessionId }, { was, is, written })
    }
}

async function bring(
  tx: Tx,
  place: { kind: SearchKind; entityId: string; sessionId: string },
  { was, is, written }: { was: Findable | null; is: Findable | null; written: ReadonlyMap<string, unknown> },
): Promise<void> {
  if (!is) {
    if (was) await removeFromIndex(tx, place)
    return
  }
  if (was?.textRev === is.textRev) {
    if (was.reach !== is.reach) await moveInIndex(tx, { ...place, reach: is.reach })
    return
  }
  const words =
    written.get(`${place.entityId}:${is.textRev}`) ?? (await findText(tx, place.entityId, is.textRev))
  // Words that aren't stored can't be found; no question waits for that.
  if (!words) return removeFromIndex(tx, place)
  await indexEntry(tx, { ...place, reach: is.reach, ...WORDS[place.kind](words as never) })
}

const WORDS: { [K in SearchKind]: (words: never) => { title: string; text: string } } = {
  question: ({ title, text, tried }: QuestionWords) => ({ title, text: paragraphs([text, tried]) }),
  answer: ({ inBrief, ...words }: AnswerWords) => ({
    title: inBrief,
    text: paragraphs([
      words.reasoning,
      words.appliesTo,
      ...words.whatToDo,
      words.notCovered,
      ...words.references.map(({ act, provision }) => `${act} ${provision}`),
    ]),
  }),
}

const paragraphs = (parts: readonly (string | undefined)[]): string =>
  parts.filter((part) => part !== undefined && part !== '').join('\n')
