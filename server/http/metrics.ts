/** The process's numbers for Prometheus. What they are is not known here, only who may read them. */
import type { Registry } from '@prometheus-io/client'
import type { Config } from '../config.ts'
import { AppError } from '../errors.ts'
import type { App } from './app-types.ts'
import { mayReadMetrics } from './watching.ts'

export function metricsRoute(
  app: App,
  registry: Registry,
  config: Pick<Config, 'metricsToken' | 'publicUrl'>,
): void {
  app.get('/metrics', { schema: { hide: true } }, async (request, reply) => {
    const may = mayReadMetrics(request, config)
    if (may === 'no') throw new AppError('login/needed')
    if (may === 'not-here') throw new AppError('request/not-found')
    return reply
      .type(registry.contentType)
      .serializer(String)
      .send(await registry.metrics())
  })
}
