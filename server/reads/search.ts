/** Search across sessions: what the index finds, shown only where the row's view is there for the caller and says it. */
import type { Place } from '../../db/across-store.ts'
import type { Handle, Store } from '../../db/open.ts'
import type { SearchKind } from '../../db/search/search-index.ts'
import { type SearchHit, search } from '../../db/search-store.ts'
import { limits } from '../domain/limits.ts'
import type { Actor } from '../domain/permissions.ts'
import { viewFor } from '../domain/views.ts'
import { type Found, readRows } from './across.ts'

export type SearchWish = {
  readonly text: string
  readonly sessionId?: string | undefined
  readonly kinds?: readonly SearchKind[] | undefined
}

/** More are looked up than are shown, since some may not be there for the caller: so many, and then so many. */
const LOOKED_UP = [2 * limits.searchResults, 5 * limits.searchResults]

export const searchFor = (store: Store, actor: Actor | null, wish: SearchWish) =>
  store.snapshot(async (read) => {
    const isStaff = actor?.grants.some((grant) => grant.role !== 'participant') ?? false
    const query = {
      text: wish.text,
      reach: isStaff ? ('staff' as const) : ('everyone' as const),
      ...(wish.sessionId === undefined ? {} : { sessionIds: [wish.sessionId] }),
      ...(wish.kinds === undefined ? {} : { kinds: wish.kinds }),
    }
    let found: Awaited<ReturnType<typeof shown>> = []
    for (const limit of LOOKED_UP) {
      const hits = await search(read, { ...query, limit })
      found = await shown(read, actor, hits)
      if (found.length >= limits.searchResults || hits.length < limit) break
    }
    return found.slice(0, limits.searchResults)
  })

/** One hit a question: the best, whichever of its question and its answer was found. */
async function shown(read: Handle, actor: Actor | null, hits: readonly SearchHit[]) {
  const placesOf = (kind: SearchKind) =>
    hits.filter((hit) => hit.kind === kind).map(({ sessionId, entityId }) => ({ sessionId, id: entityId }))
  const found = await rowsOf(read, actor, placesOf)
  const seen = new Set<string>()
  return hits.flatMap(({ kind, entityId, excerpt, closeness }) => {
    const shown = kind === 'question' ? questionHit(found, entityId) : answerHit(found, entityId)
    if (!shown || seen.has(shown.questionId)) return []
    seen.add(shown.questionId)
    const { text, marks } = excerpt
    return [{ ...shown, kind, excerpt: { text, marks: marks.map(copied) }, closeness }]
  })
}

type Rows = {
  readonly questions: ReadonlyMap<string, Found<'question'>>
  readonly answers: ReadonlyMap<string, Found<'answer'>>
}

/** What was found, with the questions that found answers lead, and the answers of found questions. */
async function rowsOf(
  read: Handle,
  actor: Actor | null,
  placesOf: (kind: SearchKind) => Place[],
): Promise<Rows> {
  const rowsIn = <E extends 'question' | 'answer'>(entity: E, places: readonly Place[]) =>
    readRows(read, actor, { entity, places, widest: true })
  const questions = await rowsIn('question', placesOf('question'))
  const named = [...questions.values()].flatMap(({ session, row }) =>
    row.answerId === null ? [] : [{ sessionId: session.id, id: row.answerId }],
  )
  const answers = await rowsIn('answer', [...placesOf('answer'), ...named])
  const leads = [...answers.values()].flatMap(({ session, row }) =>
    row.questionIds.slice(0, 1).map((id) => ({ sessionId: session.id, id })),
  )
  const more = leads.filter(({ id }) => !questions.has(id))
  return { answers, questions: new Map([...questions, ...(await rowsIn('question', more))]) }
}

const copied = ([start, end]: readonly [number, number]): [number, number] => [start, end]

const answerView = (found: Found<'answer'> | undefined) => {
  const view = found && viewFor(found.reader, 'answer', found.row)
  return view?.inBrief ? view : null
}

function questionHit({ questions, answers }: Rows, id: string) {
  const found = questions.get(id)
  const view = found && viewFor(found.reader, 'question', found.row)
  if (!found || !view?.title) return undefined
  const { session } = found
  const answer = answerView(view.answerId === null ? undefined : answers.get(view.answerId))
  return { sessionId: session.id, sessionCode: session.code, questionId: id, title: view.title, answer }
}

/** An answer is shown under the question that it answers first. */
function answerHit({ questions, answers }: Rows, id: string) {
  const found = answers.get(id)
  const answer = answerView(found)
  const lead = found?.row.questionIds[0]
  if (!answer || lead === undefined) return undefined
  const shown = questionHit({ questions, answers }, lead)
  return shown && { ...shown, answer }
}
