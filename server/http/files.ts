/**
 * Files beside questions: sent in parts, given back only to be kept. No browser is ever to open one as a page of ours: it
 * is downloaded, never guessed at, and where one opens it nonetheless, nothing in it may run or load.
 */
import { type Attaching, takePart } from '../commands/attach.ts'
import { byFile, byFileKey, fileTaken, partQuery, readingQuery } from '../contract/reads.ts'
import { answers } from '../contract/rest.ts'
import { FILE_TYPES } from '../domain/files.ts'
import { limits } from '../domain/limits.ts'
import { AppError } from '../errors.ts'
import { findAttachment } from '../reads/file.ts'
import type { App, ReadContext } from './app-types.ts'
import { needCaller } from './caller.ts'
import { needReader, needRoom } from './entering.ts'

const tags = ['Questions']
const NOTHING_RUNS = "sandbox; default-src 'none'; frame-ancestors 'none'"

export function fileRoutes(app: App, context: ReadContext & Attaching): void {
  app.addContentTypeParser(
    'application/octet-stream',
    { parseAs: 'buffer', bodyLimit: limits.filePartBytes },
    (_request, body, done) => done(null, body),
  )
  sending(app, context)
  giving(app, context)
}

function sending(app: App, context: ReadContext & Attaching): void {
  app.put(
    '/api/sessions/:id/questions/:questionId/files/:key',
    {
      bodyLimit: limits.filePartBytes,
      schema: {
        tags,
        summary: 'A part of a file for an own question; with the last one it is attached.',
        consumes: ['application/octet-stream'],
        params: byFileKey,
        querystring: partQuery,
        response: answers(fileTaken),
      },
    },
    async (request) => {
      const { actor } = needCaller(request)
      const { id, questionId, key } = request.params
      const room = await needRoom(context.rooms, id)
      const content = request.body
      if (!Buffer.isBuffer(content)) throw new AppError('request/unsupported-type')
      const taken = await takePart(context, { room, actor }, { questionId, key, content, ...request.query })
      return { ok: true as const, ...taken }
    },
  )
}

function giving(app: App, { rooms, store }: ReadContext): void {
  app.get(
    '/api/sessions/:id/questions/:questionId/files/:fileId',
    {
      schema: {
        tags,
        summary: 'An attachment, for its asker’s body, experts and moderators.',
        params: byFile,
        querystring: readingQuery,
      },
    },
    async (request, reply) => {
      const { id, questionId, fileId } = request.params
      const room = await needRoom(rooms, id)
      const reader = needReader(request, request.query.as, room)
      const reading = { handle: store.read, state: room.state, reader }
      const found = await findAttachment(reading, { questionId, fileId })
      if (!found) throw new AppError('file/not-found')
      reply
        .header('content-security-policy', NOTHING_RUNS)
        .header('x-content-type-options', 'nosniff')
        .header('content-disposition', kept(found.name))
        .type(FILE_TYPES[found.type])
      return reply.send(found.content)
    },
  )
}

/** As RFC 6266 has it: the name as it is, and in plain letters for what doesn't know that. */
function kept(name: string): string {
  const plain = name.normalize('NFKD').replace(/[^\w .()-]/g, '_')
  const encoded = encodeURIComponent(name).replace(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`,
  )
  return `attachment; filename="${plain}"; filename*=UTF-8''${encoded}`
}
