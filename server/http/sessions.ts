/** Sessions: the list with its themes, one by its code, who works in one, and the caller's own drafts in it. */

import { byCode, draftsAnswer, peopleAnswer, sessionAnswer, sessionsAnswer } from '../contract/reads.ts'
import { answers, byId } from '../contract/rest.ts'
import { mayEnter } from '../domain/permissions.ts'
import { AppError } from '../errors.ts'
import { findSessionByCode, readSessions } from '../reads/across.ts'
import { readAskDrafts } from '../reads/drafts.ts'
import { readStaff } from '../reads/staff.ts'
import type { App, ReadContext } from './app-types.ts'
import { callerOf, needCaller } from './caller.ts'
import { needRoom } from './entering.ts'

const tags = ['Sessions']

export function sessionRoutes(app: App, { store, clock, edition, rooms }: ReadContext): void {
  app.get(
    '/api/sessions',
    { schema: { tags, summary: 'All sessions, with the themes.', response: answers(sessionsAnswer) } },
    async (request) => {
      const actor = callerOf(request)?.actor ?? null
      return { ok: true as const, ...(await readSessions(store, edition.id, actor)), now: clock.now() }
    },
  )

  app.get(
    '/api/sessions/by-code/:code',
    { schema: { tags, summary: 'One session.', params: byCode, response: answers(sessionAnswer) } },
    async (request) => {
      const actor = callerOf(request)?.actor ?? null
      const session = await findSessionByCode(store, edition.id, { code: request.params.code, actor })
      if (!session) throw new AppError('session/not-found')
      return { ok: true as const, session }
    },
  )

  app.get(
    '/api/sessions/:id/drafts',
    {
      schema: {
        tags,
        summary: "The caller's own unsent questions.",
        params: byId,
        response: answers(draftsAnswer),
      },
    },
    async (request) => {
      const { actor } = needCaller(request)
      const room = await needRoom(rooms, request.params.id)
      return { ok: true as const, drafts: await readAskDrafts(store, room.id, actor.id) }
    },
  )

  app.get(
    '/api/sessions/:id/people',
    {
      schema: {
        tags,
        summary: 'Experts and moderators, for one another.',
        params: byId,
        response: answers(peopleAnswer),
      },
    },
    async (request) => {
      const { actor } = needCaller(request)
      const { id, state } = await needRoom(rooms, request.params.id)
      const isStaff = mayEnter(actor, 'expert', state.session) || mayEnter(actor, 'moderator', state.session)
      if (!isStaff) throw new AppError('permission/denied')
      return { ok: true as const, people: await readStaff(store, edition.id, id) }
    },
  )
}
