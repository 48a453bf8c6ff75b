/**
 * What is read across sessions: the list of them, the newest answers, somebody's own questions. Every row goes through
 * `viewFor`, with the reader that the caller is in that session.
 */
import { listLatestAnswers, listQuestionsOf, type Place } from '../../db/across-store.ts'
import type { Handle, Store } from '../../db/open.ts'
import { listSessions, loadRows } from '../../db/room-store.ts'
import { listThemes, listTopics } from '../../db/theme-store.ts'
import { must } from '../domain/assert.ts'
import { limits } from '../domain/limits.ts'
import { ANSWER_STATUSES, type AnswerStatus, isReadable } from '../domain/machines.ts'
import { type Actor, isTied, mayEnter } from '../domain/permissions.ts'
import type { Entity, Rows, SessionRow } from '../domain/rows.ts'
import { type Reader, type View, viewFor } from '../domain/views.ts'

const isAdministrator = (actor: Actor | null): boolean =>
  actor !== null && isTied(actor, 'administrator', { sessionId: '' })

/** The caller as they enter a session; null where they may not. */
export const readerIn = (actor: Actor | null, as: Reader['as'], session: SessionRow): Reader | null =>
  mayEnter(actor, as, session) ? { as, actorId: actor?.id ?? null, bodyId: actor?.body?.id ?? null } : null

/** The class that sees most of those in which the caller may enter. */
const widestReader = (actor: Actor | null, session: SessionRow): Reader | null =>
  readerIn(actor, 'moderator', session) ??
  readerIn(actor, 'expert', session) ??
  readerIn(actor, 'participant', session)

/** Rehearsals are there for administrators alone, until they are over. That there is a session is no secret; what is in it may be. */
async function sessionsFor(handle: Handle, actor: Actor | null): Promise<SessionRow[]> {
  const rows = await listSessions(handle)
  const isShown = (row: SessionRow) => !row.rehearsal || (isAdministrator(actor) && row.phase !== 'archived')
  return rows.filter(isShown)
}

const sessionView = (row: SessionRow): View<'session'> =>
  must(viewFor({ as: 'participant', actorId: null, bodyId: null }, 'session', row))

export async function readSessions({ read }: Store, editionId: string, actor: Actor | null) {
  const sessions = (await sessionsFor(read, actor)).filter((row) => row.editionId === editionId)
  return {
    sessions: sessions.map(sessionView),
    themes: (await listThemes(read, editionId)).map(({ id, label, review }) => ({ id, label, review })),
    topics: (await listTopics(read, editionId)).map(({ id, themeId, label, shortLabel }) => ({
      id,
      themeId,
      label,
      shortLabel,
    })),
  }
}

export async function findSessionByCode(
  { read }: Store,
  editionId: string,
  { code, actor }: { code: string; actor: Actor | null },
): Promise<View<'session'> | undefined> {
  const rows = await sessionsFor(read, actor)
  const row = rows.find((one) => one.editionId === editionId && one.code === code)
  return row && sessionView(row)
}

/** Rows of several sessions, with the reader that the caller is in each. What they may not enter is not read. */
export type Found<E extends Entity> = { session: SessionRow; reader: Reader; row: Rows[E] }

export async function readRows<E extends Entity>(
  handle: Handle,
  actor: Actor | null,
  { entity, places, widest = false }: { entity: E; places: readonly Place[]; widest?: boolean },
): Promise<Map<string, Found<E>>> {
  const found = new Map<string, Found<E>>()
  const sessions = new Map((await listSessions(handle)).map((row) => [row.id, row]))
  for (const [sessionId, here] of Map.groupBy(places, (place) => place.sessionId)) {
    const session = sessions.get(sessionId)
    if (!session || session.rehearsal) continue
    const reader = widest ? widestReader(actor, session) : readerIn(actor, 'participant', session)
    if (!reader) continue
    const ids = [...new Set(here.map(({ id }) => id))]
    for (const row of await loadRows(handle, sessionId, { entity, ids }))
      found.set(row.id, { session, reader, row: row as Rows[E] })
  }
  return found
}

const READABLE: readonly AnswerStatus[] = ANSWER_STATUSES.filter(isReadable)

export const readLatestAnswers = (store: Store, actor: Actor | null) =>
  store.snapshot(async (read) => {
    const open = (await listSessions(read)).filter(
      (row) => !row.rehearsal && readerIn(actor, 'participant', row) !== null,
    )
    const sessionIds = open.map(({ id }) => id)
    const places = await listLatestAnswers(read, {
      statuses: READABLE,
      sessionIds,
      limit: limits.latestAnswers,
    })
    const answers = await readRows(read, actor, { entity: 'answer', places })
    const leads = [...answers.values()].map(({ session, row }) => ({
      sessionId: session.id,
      id: row.questionIds[0] ?? '',
    }))
    const questions = await readRows(read, actor, { entity: 'question', places: leads })
    return places.flatMap(({ id }) => {
      const answer = answers.get(id)
      const lead = answer && questions.get(answer.row.questionIds[0] ?? '')
      const view = answer && viewFor(answer.reader, 'answer', answer.row)
      const title = lead && viewFor(lead.reader, 'question', lead.row)?.title
      if (!view || !title) return []
      const { session } = answer
      return [{ sessionId: session.id, sessionCode: session.code, questionId: lead.row.id, title, view }]
    })
  })

export const readMine = (store: Store, actor: Actor) =>
  store.snapshot(async (read) => {
    const places = await listQuestionsOf(read, actor.id, limits.ownQuestions)
    const found = await readRows(read, actor, { entity: 'question', places })
    return places.flatMap(({ id }) => {
      const one = found.get(id)
      const view = one && viewFor(one.reader, 'question', one.row)
      return view ? [{ sessionId: one.session.id, sessionCode: one.session.code, view }] : []
    })
  })
