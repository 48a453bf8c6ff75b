/** Links that sign in whoever follows them: in a demonstration alone, on this machine alone. */
import { hash, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { DemoLink } from '../config.ts'
import type { App, RouteContext } from './app-types.ts'
import { isFromHere } from './loopback.ts'

const params = z.strictObject({ secret: z.string().max(200) })

/** Not even declared where there are none. */
export function demoLinkRoutes(app: App, { identity }: RouteContext, links: readonly DemoLink[]): void {
  if (links.length === 0) return
  app.get('/demo/:secret', { schema: { hide: true, params } }, async (request, reply) => {
    const link = isFromHere(request)
      ? links.find(({ secret }) => isSame(secret, request.params.secret))
      : undefined
    if (!link) return reply.callNotFound()
    const userAgent = String(request.headers['user-agent'] ?? '').slice(0, 200)
    const { setCookies } = await identity.signInUnasked(link.email, userAgent)
    return reply.header('set-cookie', [...setCookies]).redirect(link.to, 303)
  })
}

const isSame = (one: string, two: string): boolean =>
  timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', two, 'buffer'))
