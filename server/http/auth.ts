/** Signing in with a code by e-mail, and out everywhere at once. */
import { endLogin, endLogins } from '../commands/access.ts'
import { answers, codeRequest, done, signInRequest } from '../contract/rest.ts'
import { AppError } from '../errors.ts'
import type { App, RouteContext } from './app-types.ts'
import { addressOf, callerOf } from './caller.ts'

const tags = ['Access']

export function authRoutes(app: App, { identity, edition }: RouteContext): void {
  app.post(
    '/api/auth/code',
    {
      schema: {
        tags,
        summary: 'Sends a code to the address. The answer is the same for every address.',
        body: codeRequest,
        response: answers(done),
      },
    },
    async (request) => {
      const { email, locale = 'it' } = request.body
      const refused = await identity.requestCode({ email, locale, address: addressOf(request) })
      if (refused) throw new AppError(refused.code, refused.details)
      return { ok: true as const }
    },
  )

  app.post(
    '/api/auth/sign-in',
    {
      schema: {
        tags,
        summary: 'Exchanges a code for a login, kept in a cookie.',
        body: signInRequest,
        response: answers(done),
      },
    },
    async (request, reply) => {
      const before = callerOf(request)
      const signedIn = await identity.signIn({
        ...request.body,
        address: addressOf(request),
        userAgent: String(request.headers['user-agent'] ?? '').slice(0, 200),
      })
      if ('code' in signedIn) throw new AppError(signedIn.code, signedIn.details)
      if (before?.loginId) {
        const { actor, personId, loginId } = before
        await endLogin(edition, { personId, actorId: actor.id, loginId }, 'replaced')
      }
      reply.header('set-cookie', [...signedIn.setCookies])
      return { ok: true as const }
    },
  )

  app.post(
    '/api/auth/sign-out',
    { schema: { tags, summary: 'Ends all logins of the caller, on every device.', response: answers(done) } },
    async (request, reply) => {
      const caller = callerOf(request)
      if (caller) {
        const { actor, personId } = caller
        await endLogins(edition, { personId, actorId: actor.id }, 'sign-out')
      }
      reply.header('set-cookie', [...identity.forgetting])
      return { ok: true as const }
    },
  )
}
