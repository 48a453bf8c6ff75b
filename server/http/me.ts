/** Who the caller is, what they are granted, and in which language they read. */
import { chooseLocale } from '../commands/person.ts'
import { answers, done, type MeAnswer, meAnswer, meChange } from '../contract/rest.ts'
import { readPerson } from '../reads/people.ts'
import type { App, RouteContext } from './app-types.ts'
import { callerOf, needCaller } from './caller.ts'

const tags = ['Access']

export function meRoutes(app: App, { store, clock, identity, mail }: RouteContext): void {
  app.get(
    '/api/me',
    { schema: { tags, summary: 'The caller; `me` is null without a login.', response: answers(meAnswer) } },
    async (request, reply): Promise<MeAnswer> => {
      const caller = callerOf(request)
      const person = caller && (await readPerson(store, caller.personId))
      const outbox = mail.outbox ? '/outbox' : null
      const found = { ok: true as const, now: clock.now(), outbox }
      if (!caller || !person) return { ...found, me: null }
      const cookies = await identity.prolong(caller, request.headers.cookie ?? '')
      if (cookies.length > 0) reply.header('set-cookie', [...cookies])
      const { id: actorId, body, office, grants } = caller.actor
      return {
        ...found,
        me: { ...person, actorId, body, office, grants: [...grants], expiresAt: caller.expiresAt },
      }
    },
  )

  app.patch(
    '/api/me',
    {
      schema: { tags, summary: 'Chooses the language we write in.', body: meChange, response: answers(done) },
    },
    async (request) => {
      await chooseLocale(store, needCaller(request).personId, request.body.locale)
      return { ok: true as const }
    },
  )
}
