/** Passes of walls: a moderator makes a link, a screen exchanges its secret for a cookie, the moderator takes it back. */
import { setCookie } from '../adapters/cookies.ts'
import { issuePass, revokePass } from '../commands/access.ts'
import {
  answers,
  byId,
  done,
  passAnswer,
  passExchange,
  passExchanged,
  passesAnswer,
  passesQuery,
  passRequest,
} from '../contract/rest.ts'
import { limits } from '../domain/limits.ts'
import { AppError } from '../errors.ts'
import { readPasses } from '../reads/people.ts'
import type { App, RouteContext } from './app-types.ts'
import { needCaller, needRight } from './caller.ts'

const tags = ['Wall passes']

export function passRoutes(app: App, context: RouteContext): void {
  const { store, edition, identity, origins } = context
  app.get(
    '/api/passes',
    {
      schema: {
        tags,
        summary: 'The passes of a session.',
        querystring: passesQuery,
        response: answers(passesAnswer),
      },
    },
    async (request) => {
      const { sessionId } = request.query
      needRight(request, 'pass:issue', sessionId)
      return { ok: true as const, passes: await readPasses(store, sessionId) }
    },
  )

  app.post(
    '/api/passes',
    { schema: { tags, summary: 'A link for a wall.', body: passRequest, response: answers(passAnswer) } },
    async (request) => {
      const { sessionId } = request.body
      const caller = needRight(request, 'pass:issue', sessionId)
      const { id, secret, code } = await issuePass(edition, caller.actor.id, sessionId)
      // In the fragment, so that it is in no log, no referrer and no request until the page gives it.
      const url = `${origins.base()}/muro/${encodeURIComponent(code)}#pass=${secret}`
      return { ok: true as const, id, url }
    },
  )

  app.post(
    '/api/passes/exchange',
    {
      schema: {
        tags,
        summary: 'Exchanges a pass for a cookie.',
        body: passExchange,
        response: answers(passExchanged),
      },
    },
    async (request, reply) => {
      const { pass: value } = request.body
      const found = await identity.findPassBySecret(value)
      if (!found) throw new AppError('pass/not-valid')
      const { cookies } = identity
      reply.header('set-cookie', setCookie(cookies, { name: cookies.pass, value, maxAgeMs: limits.loginMs }))
      return { ok: true as const, sessionId: found.sessionId }
    },
  )

  app.delete(
    '/api/passes/:id',
    { schema: { tags, summary: 'Takes a pass back.', params: byId, response: answers(done) } },
    async (request) => {
      // Whose session it is, and so who may, is known with the pass.
      await revokePass(edition, needCaller(request).actor.id, request.params.id)
      return { ok: true as const }
    },
  )
}
