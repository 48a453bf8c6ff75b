/** The days as files for somebody's calendar: one day, or all of them, which a calendar may also subscribe to. */
import { calendarFile } from '../adapters/calendar.ts'
import { byCode } from '../contract/reads.ts'
import type { View } from '../domain/views.ts'
import { AppError } from '../errors.ts'
import { findSessionByCode, readSessions } from '../reads/across.ts'
import type { App, RouteContext } from './app-types.ts'

const tags = ['Sessions']

/** As for anybody: a calendar has no login. */
export function calendarRoutes(app: App, { store, clock, edition, origins }: RouteContext): void {
  const fileOf = (sessions: readonly View<'session'>[]) =>
    calendarFile('Quesiti', sessions.map(dayOf), clock.now())
  const dayOf = (session: View<'session'>) => ({
    id: session.id,
    revision: session.changedSeq,
    title: session.title,
    url: `${origins.base()}/giornate/${encodeURIComponent(session.code)}`,
    from: session.liveAt,
    to: session.closesAt,
  })

  app.get(
    '/api/calendar.ics',
    { schema: { tags, summary: 'All days as an iCalendar file.', produces: ['text/calendar'] } },
    async (_request, reply) => {
      const { sessions } = await readSessions(store, edition.id, null)
      return reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', 'inline; filename="quesiti.ics"')
        .send(fileOf(sessions))
    },
  )

  app.get(
    '/api/sessions/by-code/:code/calendar.ics',
    {
      schema: {
        tags,
        summary: 'One day as an iCalendar file.',
        params: byCode,
        produces: ['text/calendar'],
      },
    },
    async (request, reply) => {
      const { code } = request.params
      const session = await findSessionByCode(store, edition.id, { code, actor: null })
      if (!session) throw new AppError('session/not-found')
      return reply
        .type('text/calendar; charset=utf-8')
        .header('content-disposition', `inline; filename="quesiti-${session.code}.ics"`)
        .send(fileOf([session]))
    },
  )
}
