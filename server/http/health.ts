/** For whoever watches over the process: alive at all, and ready for readers. */
import type { App, RouteContext } from './app-types.ts'

const hidden = { schema: { hide: true } }

export function healthRoutes(app: App, { isReady }: RouteContext): void {
  app.get('/livez', hidden, async () => ({ ok: true }))
  app.get('/readyz', hidden, async (_request, reply) => {
    const ok = await isReady().catch(() => false)
    return reply.code(ok ? 200 : 503).send({ ok })
  })
}
