/** Lists to choose from: bodies by name for everybody, ready texts and reasons for whoever works on questions. */
import { bodiesAnswer, bodiesQuery, cannedAnswer } from '../contract/reads.ts'
import { answers } from '../contract/rest.ts'
import { AppError } from '../errors.ts'
import { findBodiesByName } from '../reads/bodies.ts'
import { readCanned } from '../reads/staff.ts'
import type { App, ReadContext } from './app-types.ts'
import { needCaller } from './caller.ts'

const tags = ['Content']

export function contentRoutes(app: App, { store, clock }: ReadContext): void {
  app.get(
    '/api/bodies',
    {
      schema: {
        tags,
        summary: 'Bodies in whose name every word begins a word.',
        querystring: bodiesQuery,
        response: answers(bodiesAnswer),
      },
    },
    async (request) => {
      const bodies = await findBodiesByName(store, request.query.q, clock.now())
      return { ok: true as const, bodies }
    },
  )

  app.get(
    '/api/content/canned',
    { schema: { tags, summary: 'Ready texts and reasons.', response: answers(cannedAnswer) } },
    async (request) => {
      const { actor } = needCaller(request)
      if (!actor.grants.some(({ role }) => role !== 'participant')) throw new AppError('permission/denied')
      return { ok: true as const, ...readCanned() }
    },
  )
}
