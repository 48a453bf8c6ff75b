/**
 * The HTTP house: everything that holds for every request, then the routes. It listens nowhere and keeps nothing; what
 * it works on is given to it.
 */
import { randomUUID } from 'node:crypto'
import rateLimit from '@fastify/rate-limit'
import underPressure from '@fastify/under-pressure'
import Fastify, { type FastifyError, type FastifyServerOptions, LogController } from 'fastify'
import { serializerCompiler, validatorCompiler, type ZodTypeProvider } from 'fastify-type-provider-zod'
import { isPassing } from '../db/faults.ts'
import type { SharedRates } from './adapters/shared-rates.ts'
import type { Config } from './config.ts'
import { limits } from './domain/limits.ts'
import { AppError } from './errors.ts'
import { faultOf } from './faults.ts'
import type { App, RouteContext } from './http/app-types.ts'
import { authRoutes } from './http/auth.ts'
import { calendarRoutes } from './http/calendar.ts'
import { addCaller, addressOf, callerOf, guardOrigin, guardText } from './http/caller.ts'
import { addClientFiles, CLIENT_DIR } from './http/client-files.ts'
import { demoLinkRoutes } from './http/demo-links.ts'
import { addDocs } from './http/docs.ts'
import { answerFailure } from './http/failures.ts'
import { grantRoutes } from './http/grants.ts'
import { addHeaders } from './http/headers.ts'
import { healthRoutes } from './http/health.ts'
import { meRoutes } from './http/me.ts'
import { noticeRoutes } from './http/notices.ts'
import { outboxRoutes } from './http/outbox.ts'
import { passRoutes } from './http/passes.ts'
import { logLines } from './log-lines.ts'

export type AppParts = RouteContext & {
  readonly secret: string
  readonly config: Pick<Config, 'publicUrl' | 'trustProxy' | 'logLevel' | 'demoLinks'>
  /** Where log lines go; standard output if not given. */
  readonly logTo?: { write(line: string): void } | undefined
  readonly clientDir?: string | undefined
  readonly rates?: Pick<SharedRates, 'requests'> | undefined
  /** Whatever else listens or answers on this server: rooms' edges, reads. Its routes come before the client's pages. */
  readonly plugins?: ((app: App) => Promise<void>) | undefined
}

/** Builds the server; the caller listens, and closes it. */
export async function buildApp(parts: AppParts): Promise<App> {
  const app: App = Fastify(optionsOf(parts)).withTypeProvider<ZodTypeProvider>()
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const isAway = isPassing(error)
    if (isAway) request.log.warn({ fault: faultOf(error) }, 'the database is away')
    const code = answerFailure(isAway ? new AppError('service/unavailable') : error, request, reply)
    parts.counts.refusedByHttp.add(code)
    if (code === 'internal') parts.counts.faults.add('http')
  })
  // Only JSON comes in; anything else is of an unsupported type.
  app.removeContentTypeParser('text/plain')

  await addHeaders(app, parts.config.publicUrl)
  addAccessLog(app, parts)
  await addPressureValve(app)
  guardOrigin(app, parts.origins)
  addCaller(app, parts.identity)
  app.addHook('preValidation', guardText)
  await addRateLimit(app, parts.rates?.requests ?? null)
  await addDocs(app)

  app.all(UNREADABLE, { schema: { hide: true } }, async () => {
    throw new AppError('text/invalid')
  })
  healthRoutes(app, parts)
  outboxRoutes(app, parts)
  demoLinkRoutes(app, parts, parts.config.demoLinks)
  for (const routes of [authRoutes, meRoutes, grantRoutes, passRoutes, calendarRoutes]) routes(app, parts)
  noticeRoutes(app, parts)
  await parts.plugins?.(app)
  const hasClient = await addClientFiles(app, parts.clientDir ?? CLIENT_DIR)
  if (!hasClient) app.log.warn('the client is not built: run npm run build')
  return app
}

const UNREADABLE = '/unreadable'

function isReadable(url: string): boolean {
  try {
    return decodeURIComponent(url.split('?', 1)[0] ?? '') !== ''
  } catch {
    return false
  }
}

const optionsOf = ({ config, logTo }: AppParts): FastifyServerOptions => ({
  logger: { ...logLines(config.logLevel), ...(logTo ? { stream: logTo } : {}) },
  // Ours says which route and how long, and nothing of who or what.
  logController: new LogController({ disableRequestLogging: true }),
  genReqId: () => randomUUID(),
  requestIdHeader: false,
  trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
  bodyLimit: limits.requestBytes,
  requestTimeout: limits.requestTimeoutMs,
  onProtoPoisoning: 'error',
  onConstructorPoisoning: 'error',
  routerOptions: { maxParamLength: 200 },
  forceCloseConnections: 'idle',
  // An address that can't be decoded gets its answer from a route, past all hooks, like any other.
  rewriteUrl: ({ url = '/' }) => (isReadable(url) ? url : UNREADABLE),
})

function addAccessLog(app: App, { counts, health }: Pick<AppParts, 'counts' | 'health'>): void {
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? '(none)'
    const ms = Math.round(reply.elapsedTime)
    counts.responses.add(`${Math.floor(reply.statusCode / 100)}xx`)
    request.log.info({ method: request.method, route, status: reply.statusCode, ms }, 'answered')
  })
  app.addHook('onSend', async (request, reply) => {
    reply.header('x-request-id', request.id)
    if (!reply.hasHeader('cache-control')) reply.header('cache-control', 'no-store')
    // Who comes by this connection comes by another next time, to somebody who stays.
    if (health.isStopping) reply.header('connection', 'close')
  })
}

const STAYS_OPEN: ReadonlySet<string> = new Set(['/livez', '/metrics'])

async function addPressureValve(app: App): Promise<void> {
  await app.register(underPressure, {
    maxEventLoopDelay: limits.eventLoopDelayMs,
    retryAfter: 5,
    pressureHandler: (request) => {
      // Whoever restarts what doesn't answer would make it worse; and the numbers say what it is.
      if (!STAYS_OPEN.has(request.routeOptions.url ?? '')) throw new AppError('service/unavailable')
    },
  })
}

/** By account where there is one, for whole offices share an address; what is served from files is not counted. */
async function addRateLimit(app: App, shared: SharedRates['requests']): Promise<void> {
  await app.register(rateLimit, {
    global: false,
    // What can't be counted is let through: signing in has its own count, which refuses.
    ...(shared ? { redis: shared.client, nameSpace: 'quesiti:requests:', skipOnError: true } : {}),
    addHeadersOnExceeding: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
    },
    addHeaders: {
      'x-ratelimit-limit': false,
      'x-ratelimit-remaining': false,
      'x-ratelimit-reset': false,
      'retry-after': false,
    },
    errorResponseBuilder: (_request, { ttl }) => new AppError('command/too-many', { waitMs: ttl }),
  })
  const keyOf = (request: Parameters<typeof callerOf>[0]): string => {
    const caller = callerOf(request)
    const hidden = shared?.hidden ?? ((name) => name)
    return caller ? `account ${hidden(caller.actor.id)}` : `address ${hidden(addressOf(request))}`
  }
  const limit = app.rateLimit({
    max: (_request, key) =>
      (key.startsWith('account ') ? limits.requestsPerAccount : limits.requestsPerAddress).max,
    timeWindow: limits.requestsPerAccount.windowMs,
    keyGenerator: keyOf,
    allowList: () => shared?.isAway() ?? false,
  })
  app.addHook('onRequest', async function limited(request, reply) {
    if (request.url.startsWith('/api/') || request.url.startsWith('/feed/'))
      await limit.call(app, request, reply)
  })
}
