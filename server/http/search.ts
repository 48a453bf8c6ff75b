/** What is found across sessions: by words, the newest answers, the caller's own questions. */
import { latestAnswersAnswer, mineAnswer, searchAnswer, searchQuery } from '../contract/reads.ts'
import { answers } from '../contract/rest.ts'
import { readLatestAnswers, readMine } from '../reads/across.ts'
import { searchFor } from '../reads/search.ts'
import type { App, ReadContext } from './app-types.ts'
import { callerOf, needCaller } from './caller.ts'

const tags = ['Questions']

export function searchRoutes(app: App, { store }: ReadContext): void {
  app.get(
    '/api/search',
    {
      schema: {
        tags,
        summary: 'Questions and answers by their words; Italian endings and synonyms count alike.',
        querystring: searchQuery,
        response: answers(searchAnswer),
      },
    },
    async (request) => {
      const { q: text, sessionId, kinds } = request.query
      const actor = callerOf(request)?.actor ?? null
      return { ok: true as const, hits: await searchFor(store, actor, { text, sessionId, kinds }) }
    },
  )

  app.get(
    '/api/answers/latest',
    {
      schema: { tags, summary: 'The newest answers for everybody.', response: answers(latestAnswersAnswer) },
    },
    async (request) => {
      const actor = callerOf(request)?.actor ?? null
      return { ok: true as const, answers: await readLatestAnswers(store, actor) }
    },
  )

  app.get(
    '/api/mine',
    { schema: { tags, summary: "The caller's own questions.", response: answers(mineAnswer) } },
    async (request) => {
      const { actor } = needCaller(request)
      return { ok: true as const, questions: await readMine(store, actor) }
    },
  )
}
