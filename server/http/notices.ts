/** What the caller hears of by e-mail, and the link in a mail by which its reader stops it without signing in. */
import { unsubscribeLinks } from '../adapters/unsubscribe.ts'
import { chooseAllNotices, chooseNotice } from '../commands/notices.ts'
import {
  byToken,
  noticeChange,
  noticesAnswer,
  unsubscribeAnswer,
  unsubscribeChange,
} from '../contract/notices.ts'
import { answers, done } from '../contract/rest.ts'
import { limits } from '../domain/limits.ts'
import { AppError } from '../errors.ts'
import { readChoices } from '../reads/choices.ts'
import { readPerson } from '../reads/people.ts'
import type { App, RouteContext } from './app-types.ts'
import { needCaller, ONE_CLICK } from './caller.ts'

const tags = ['Notices']

type Context = RouteContext & { readonly secret: string }

export function noticeRoutes(app: App, context: Context): void {
  ownRoutes(app, context)
  linkRoutes(app, context)
}

function ownRoutes(app: App, { store, clock, mail }: Context): void {
  app.get(
    '/api/me/notices',
    { schema: { tags, summary: 'What the caller hears of by e-mail.', response: answers(noticesAnswer) } },
    async (request) => {
      const { personId } = needCaller(request)
      const person = await readPerson(store, personId)
      // A rehearsal's people have no address.
      if (!person) throw new AppError('permission/denied')
      const choices = await readChoices(store, personId)
      return { ok: true as const, email: person.email, canSend: mail.canSend, choices }
    },
  )

  app.patch(
    '/api/me/notices',
    { schema: { tags, summary: 'Chooses one of them.', body: noticeChange, response: answers(done) } },
    async (request) => {
      const { personId } = needCaller(request)
      if (!(await readPerson(store, personId))) throw new AppError('permission/denied')
      await chooseNotice(store, personId, { ...request.body, at: clock.now() })
      return { ok: true as const }
    },
  )
}

function linkRoutes(app: App, { store, clock, secret }: Context): void {
  const links = unsubscribeLinks(secret)
  const whose = async (token: string) => {
    const found = links.read(token)
    if (!found || !(await readPerson(store, found.personId))) throw new AppError('notice/link-not-valid')
    return found
  }

  app.get(
    '/api/unsubscribe/:token',
    {
      schema: {
        tags,
        summary: 'What the link in a mail is about. Following it changes nothing.',
        params: byToken,
        response: answers(unsubscribeAnswer),
      },
    },
    async (request) => {
      const { personId, matter } = await whose(request.params.token)
      const choices = await readChoices(store, personId)
      const on = choices.some((one) => one.matter === matter && one.on)
      return { ok: true as const, matter, on, isAllOff: choices.every((one) => !one.on) }
    },
  )

  app.post(
    '/api/unsubscribe/:token',
    {
      schema: {
        tags,
        summary: 'Stops the mails of the link’s matter, or all, or takes that back.',
        params: byToken,
        body: unsubscribeChange,
        response: answers(done),
      },
    },
    async (request) => {
      const { personId, matter } = await whose(request.params.token)
      const { on, scope } = request.body
      const at = clock.now()
      if (scope === 'all') await chooseAllNotices(store, personId, { on, at })
      else await chooseNotice(store, personId, { matter, on, at })
      return { ok: true as const }
    },
  )

  app.register((scope: App, _options, registered) => {
    // A mail program sends a form (RFC 8058); whatever is in it, the address says everything.
    scope.addContentTypeParser(
      '*',
      { parseAs: 'string', bodyLimit: limits.oneClickBytes },
      (_request, _body, parsed) => parsed(null, undefined),
    )
    scope.post(
      ONE_CLICK,
      {
        schema: {
          tags,
          summary: 'One click in a mail program (RFC 8058).',
          params: byToken,
          response: answers(done),
        },
      },
      async (request) => {
        const { personId, matter } = await whose(request.params.token)
        await chooseNotice(store, personId, { matter, on: false, at: clock.now() })
        return { ok: true as const }
      },
    )
    registered()
  })
}
