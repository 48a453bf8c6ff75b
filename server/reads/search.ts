/** Search across sessions: what the index finds, shown only where the row's view is there for the caller and says it. */
import type { Handle, Store } from '../../db/open.ts'
import { type SearchHit, type SearchKind, search } from '../../db/search-store.ts'
import { limits } from '../domain/limits.ts'
import type { Actor } from '../domain/permissions.ts'
import { viewFor } from '../domain/views.ts'
import { type Found, readRows } from './across.ts'

export type SearchWish = {
  readonly text: string
  readonly sessionId?: string | undefined
  readonly kinds?: readonly SearchKind[] | undefined
}

/** More are looked up than are shown, since some may not be there for the caller. */
const LOOKED_UP = 5 * limits.searchResults

export const searchFor = (store: Store, actor: Actor | null, wish: SearchWish) =>
  store.snapshot(async (read) => {
    const isStaff = actor?.grants.some((grant) => grant.role !== 'participant') ?? false
    const hits = await search(read, {
      text: wish.text,
      limit: LOOKED_UP,
      reach: isStaff ? 'staff' : 'everyone',
      ...(wish.sessionId === undefined ? {} : { sessionIds: [wish.sessionId] }),
      ...(wish.kinds === undefined ? {} : { kinds: wish.kinds }),
    })
    return (await shown(read, actor, hits)).slice(0, limits.searchResults)
  })

async function shown(read: Handle, actor: Actor | null, hits: readonly SearchHit[]) {
  const placesOf = (kind: SearchKind) =>
    hits.filter((hit) => hit.kind === kind).map(({ sessionId, entityId }) => ({ sessionId, id: entityId }))
  const questions = await readRows(read, actor, {
    entity: 'question',
    places: placesOf('question'),
    widest: true,
  })
  const answers = await readRows(read, actor, { entity: 'answer', places: placesOf('answer'), widest: true })
  return hits.flatMap((hit) => {
    const found =
      hit.kind === 'question'
        ? questionHit(questions.get(hit.entityId))
        : answerHit(answers.get(hit.entityId))
    if (!found) return []
    const { kind, title, excerpt, closeness } = hit
    const { text, marks } = excerpt
    return [{ ...found, kind, title, excerpt: { text, marks: marks.map(copied) }, closeness }]
  })
}

const copied = ([start, end]: readonly [number, number]): [number, number] => [start, end]

const inSession = ({ session }: Found<'question'> | Found<'answer'>) => ({
  sessionId: session.id,
  sessionCode: session.code,
})

function questionHit(found: Found<'question'> | undefined) {
  const view = found && viewFor(found.reader, 'question', found.row)
  return view?.title ? { ...inSession(found as Found<'question'>), questionId: view.id } : undefined
}

function answerHit(found: Found<'answer'> | undefined) {
  const view = found && viewFor(found.reader, 'answer', found.row)
  const questionId = found?.row.questionIds[0]
  return view?.inBrief && questionId ? { ...inSession(found as Found<'answer'>), questionId } : undefined
}
