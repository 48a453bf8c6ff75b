/** Who looks after the process and is nobody who uses it: balancers, orchestrators, Prometheus. */
import { hash, timingSafeEqual } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Config } from '../config.ts'
import { isFromHere } from './loopback.ts'

const WATCHED: ReadonlySet<string> = new Set(['/livez', '/readyz', '/metrics'])

/** Whoever calls these has no account; what else they send is not looked at. */
export const isWatching = (request: FastifyRequest): boolean => WATCHED.has(request.routeOptions.url ?? '')

/** Added by proxies: the request is not of this machine, though it comes from it. */
const FORWARDED = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'] as const

export type MayRead = 'yes' | 'no' | 'not-here'

/**
 * With a token whoever shows it, from anywhere. Without one this machine alone, and that only where nothing else can be
 * meant by it: behind a public address everybody may come through a proxy on this machine.
 */
export function mayReadMetrics(
  request: FastifyRequest,
  { metricsToken, publicUrl }: Pick<Config, 'metricsToken' | 'publicUrl'>,
): MayRead {
  if (metricsToken !== undefined) {
    const shown = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? ''
    return isSame(shown, metricsToken) ? 'yes' : 'no'
  }
  const isForwarded = FORWARDED.some((name) => request.headers[name] !== undefined)
  return publicUrl === undefined && isFromHere(request) && !isForwarded ? 'yes' : 'not-here'
}

const isSame = (one: string, two: string): boolean =>
  timingSafeEqual(hash('sha256', one, 'buffer'), hash('sha256', two, 'buffer'))
