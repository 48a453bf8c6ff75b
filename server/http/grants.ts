/** Roles, for administrators. */
import { z } from 'zod'
import { grantRole, revokeGrant } from '../commands/grant.ts'
import { answers, byId, done, grantAnswer, grantRequest, grantsAnswer } from '../contract/rest.ts'
import { readGrants } from '../reads/people.ts'
import type { App, RouteContext } from './app-types.ts'
import { needRight } from './caller.ts'

const tags = ['Roles']
const page = z.strictObject({ after: z.coerce.number().int().min(0).default(0) })

export function grantRoutes(app: App, { store, edition }: RouteContext): void {
  app.get(
    '/api/grants',
    {
      schema: {
        tags,
        summary: 'The roles that count now, a page at a time.',
        querystring: page,
        response: answers(grantsAnswer),
      },
    },
    async (request) => {
      needRight(request, 'grant:list')
      return { ok: true as const, ...(await readGrants(store, edition.id, request.query.after)) }
    },
  )

  app.post(
    '/api/grants',
    {
      schema: {
        tags,
        summary: 'Gives a role within a scope; an address that nobody has is enrolled with it.',
        body: grantRequest,
        response: answers(grantAnswer),
      },
    },
    async (request) => {
      const caller = needRight(request, 'grant:give')
      const { grantId, actorId, isNew } = await grantRole(edition, caller.actor.id, request.body)
      return { ok: true as const, grantId, actorId, isNew }
    },
  )

  app.delete(
    '/api/grants/:id',
    { schema: { tags, summary: 'Takes a role back.', params: byId, response: answers(done) } },
    async (request) => {
      const caller = needRight(request, 'grant:revoke')
      await revokeGrant(edition, caller.actor.id, request.params.id)
      return { ok: true as const }
    },
  )
}
