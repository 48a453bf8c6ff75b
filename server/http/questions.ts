/** One question or one work item with its long texts. What isn't there for the reader is not there at all. */

import { giveVerdict } from '../commands/verdict.ts'
import {
  byItem,
  byQuestion,
  itemAnswer,
  questionAnswer,
  readingQuery,
  verdictRequest,
} from '../contract/reads.ts'
import { answers, done } from '../contract/rest.ts'
import { AppError } from '../errors.ts'
import { findItemPage, findQuestionPage } from '../reads/question.ts'
import type { App, ReadContext } from './app-types.ts'
import { needCaller } from './caller.ts'
import { needReader, needRoom } from './entering.ts'

const tags = ['Questions']

export function questionRoutes(app: App, context: ReadContext): void {
  const { store, rooms } = context
  app.get(
    '/api/sessions/:id/questions/:questionId',
    {
      schema: {
        tags,
        summary: 'A question, its messages, its answer and the versions of that.',
        params: byQuestion,
        querystring: readingQuery,
        response: answers(questionAnswer),
      },
    },
    async (request) => {
      const room = await needRoom(rooms, request.params.id)
      const reader = needReader(request, request.query.as, room)
      const reading = { handle: store.read, state: room.state, reader }
      const page = await findQuestionPage(reading, request.params.questionId)
      if (!page) throw new AppError('question/not-found')
      return { ok: true as const, ...page }
    },
  )

  app.get(
    '/api/sessions/:id/items/:itemId',
    {
      schema: {
        tags,
        summary: 'A work item, with notes and draft: for experts and moderators.',
        params: byItem,
        querystring: readingQuery,
        response: answers(itemAnswer),
      },
    },
    async (request) => {
      const room = await needRoom(rooms, request.params.id)
      const reader = needReader(request, request.query.as, room)
      const reading = { handle: store.read, state: room.state, reader }
      const page = await findItemPage(reading, request.params.itemId)
      if (!page) throw new AppError('workItem/not-found')
      return { ok: true as const, ...page }
    },
  )

  app.post(
    '/api/sessions/:id/questions/:questionId/verdict',
    {
      schema: {
        tags,
        summary: 'Says whether the answer has helped, or that the case is another.',
        params: byQuestion,
        body: verdictRequest,
        response: answers(done),
      },
    },
    async (request) => {
      const { actor } = needCaller(request)
      const { id, questionId } = request.params
      const room = await needRoom(rooms, id)
      await giveVerdict(context, { room, actor }, { questionId, ...request.body })
      return { ok: true as const }
    },
  )
}
