/** For whoever watches over the process: alive at all, ready for readers, and what it has cost so far. */
import { loadAnswer } from '../contract/rehearsals.ts'
import { answers } from '../contract/rest.ts'
import type { App, RouteContext } from './app-types.ts'
import { needRight } from './caller.ts'

const hidden = { schema: { hide: true } }

export function healthRoutes(app: App, { health }: Pick<RouteContext, 'health'>): void {
  app.get('/livez', hidden, async () => ({ ok: true }))
  app.get('/readyz', hidden, async (_request, reply) => {
    const ok = await health.isReady()
    return reply.code(ok ? 200 : 503).send({ ok })
  })
  app.get(
    '/api/load',
    {
      schema: {
        tags: ['Operation'],
        summary: 'Processor time and memory of the process that answers.',
        response: answers(loadAnswer),
      },
    },
    async (request) => {
      needRight(request, 'process:read')
      const { user, system } = process.cpuUsage()
      const cpuMs = (user + system) / 1_000
      return {
        ok: true as const,
        cpuMs,
        upMs: process.uptime() * 1_000,
        memoryBytes: process.memoryUsage.rss(),
      }
    },
  )
}
