/** The built client: hashed files for ever, the page itself anew each time, and the page for every address of its own. */
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import fastifyStatic from '@fastify/static'
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { App } from './app-types.ts'
import { sendFailure } from './failures.ts'

export const CLIENT_DIR = fileURLToPath(new URL('../../dist/client', import.meta.url))

/** Under these lives no page of the client's. */
const NOT_PAGES = /^\/(api|assets|demo|docs|feed|socket\.io|livez|readyz|metrics|outbox)(\/|\?|$)/
const HASHED = /[\\/]assets[\\/]/

/** Serves the client if it is built; says whether it is. */
export async function addClientFiles(app: App, clientDir: string): Promise<boolean> {
  const isBuilt = existsSync(join(clientDir, 'index.html'))
  if (isBuilt) {
    await app.register(fastifyStatic, {
      root: clientDir,
      cacheControl: false,
      // As the build has left them beside the files.
      preCompressed: true,
      setHeaders: (reply, path) => {
        reply.header('cache-control', HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache')
      },
    })
  }
  app.setNotFoundHandler((request, reply) => {
    if (isBuilt && wantsPage(request)) return sendPage(reply)
    sendFailure(reply, { ok: false, code: 'request/not-found' })
  })
  return isBuilt
}

const sendPage = (reply: FastifyReply): FastifyReply => reply.sendFile('index.html')

/** A person who followed a link, not a program, a picture or a script. */
const wantsPage = (request: FastifyRequest): boolean =>
  (request.method === 'GET' || request.method === 'HEAD') &&
  (request.headers.accept ?? '').includes('text/html') &&
  !NOT_PAGES.test(request.url)
