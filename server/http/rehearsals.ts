/** Rehearsals, for administrators: start one, see which are left, end one. */
import { endRehearsal, startRehearsal } from '../commands/rehearsal.ts'
import { rehearsalAnswer, rehearsalRequest, rehearsalsAnswer } from '../contract/rehearsals.ts'
import { answers, byId, done } from '../contract/rest.ts'
import { readRehearsals } from '../reads/rehearsals.ts'
import type { App, ReadContext } from './app-types.ts'
import { needRight } from './caller.ts'

const tags = ['Rehearsals']

export function rehearsalRoutes(app: App, { store, edition, rooms }: ReadContext): void {
  app.get(
    '/api/rehearsals',
    { schema: { tags, summary: 'Those that are not erased yet.', response: answers(rehearsalsAnswer) } },
    async (request) => {
      needRight(request, 'rehearsal:run')
      return { ok: true as const, rehearsals: await readRehearsals(store) }
    },
  )

  app.post(
    '/api/rehearsals',
    {
      schema: {
        tags,
        summary: 'A hidden session, live at once, with synthetic people and a token for each.',
        body: rehearsalRequest,
        response: answers(rehearsalAnswer),
      },
    },
    async (request) => {
      const { actor } = needRight(request, 'rehearsal:run')
      const started = await startRehearsal(edition, rooms, { actorId: actor.id, wish: request.body })
      const people = started.people.map(({ actorId, role, bodyName, token }) => ({
        actorId,
        role,
        bodyName,
        token,
      }))
      return { ok: true as const, ...started, people }
    },
  )

  app.delete(
    '/api/rehearsals/:id',
    {
      schema: {
        tags,
        summary: 'Ends one: its people are out at once; all that they wrote is erased within seconds.',
        params: byId,
        response: answers(done),
      },
    },
    async (request) => {
      const { actor } = needRight(request, 'rehearsal:run')
      await endRehearsal(edition, actor.id, request.params.id)
      return { ok: true as const }
    },
  )
}
