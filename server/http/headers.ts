/** What a browser is told with every answer: run only what is ours, show it in nobody's frame, tell nobody where you are. */
import helmet, { type FastifyHelmetOptions } from '@fastify/helmet'
import type { App } from './app-types.ts'

const YEAR_SECONDS = 365 * 24 * 60 * 60

const optionsFor = (publicUrl: URL | undefined): FastifyHelmetOptions => {
  const isHttps = publicUrl?.protocol === 'https:'
  // Some browsers don't take 'self' to cover WebSockets.
  const sockets = publicUrl ? [`${isHttps ? 'wss' : 'ws'}://${publicUrl.host}`] : []
  return {
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        'default-src': ["'self'"],
        'script-src': ["'self'"],
        'script-src-attr': ["'none'"],
        'style-src': ["'self'"],
        'style-src-attr': ["'none'"],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'connect-src': ["'self'", ...sockets],
        'object-src': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'self'"],
        'frame-ancestors': ["'none'"],
        ...(isHttps ? { 'upgrade-insecure-requests': [] } : {}),
      },
    },
    crossOriginOpenerPolicy: { policy: 'same-origin' },
    crossOriginResourcePolicy: { policy: 'same-origin' },
    referrerPolicy: { policy: 'no-referrer' },
    xFrameOptions: { action: 'deny' },
    strictTransportSecurity: isHttps ? { maxAge: YEAR_SECONDS, includeSubDomains: true } : false,
  }
}

export async function addHeaders(app: App, publicUrl: URL | undefined): Promise<void> {
  await app.register(helmet, { global: true, ...optionsFor(publicUrl) })
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('permissions-policy', 'camera=(), geolocation=(), microphone=(), payment=()')
  })
}
