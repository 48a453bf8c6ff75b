/** Who is calling, found once a request; and the checks that hold for every request that could change something. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Identified, Identity } from '../adapters/identity.ts'
import { type EditionAction, mayInEdition } from '../domain/permissions.ts'
import { isStorable } from '../domain/text.ts'
import { AppError } from '../errors.ts'
import type { Origins } from '../origins.ts'
import type { App } from './app-types.ts'
import { isWatching } from './watching.ts'

/** Any page can make a browser send a form; only ours can add a header. */
const OWN_HEADER = 'x-quesiti'
/** Given by mail programs, from anywhere: what it may do is in its signed address, and no cookie counts for it. */
export const ONE_CLICK = '/disiscrizione/:token'
const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

const isByToken = (request: FastifyRequest): boolean => request.headers.authorization !== undefined

export const addressOf = (request: FastifyRequest): string => networkOf(request.ip)

/** Somebody with one IPv6 address has a whole /64 of them. */
export function networkOf(ip: string): string {
  const v4 = ip.match(/^::ffff:(\d+\.\d+\.\d+\.\d+)$/i)?.[1]
  if (v4 || !ip.includes(':')) return v4 ?? ip
  const [head = '', tail = ''] = ip.toLowerCase().split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === '' ? [] : tail.split(':')
  const zeros = Array.from({ length: Math.max(0, 8 - before.length - after.length) }, () => '0')
  return `${[...before, ...zeros, ...after].slice(0, 4).join(':')}::/64`
}

/** Declares who is calling, on every request of this app. */
export function addCaller(app: App, identity: Identity): void {
  app.decorateRequest('caller', null)
  app.addHook('onRequest', async (request) => {
    if (isWatching(request)) return
    const { authorization, cookie } = request.headers
    // A program that gives its token is that program, whatever a cookie jar adds.
    const found =
      authorization === undefined
        ? await identity.findActorByCookie(cookie)
        : await identity.findActorByToken(authorization)
    if (authorization !== undefined && !found) throw new AppError('login/needed')
    request.setDecorator('caller', found ?? null)
  })
}

export const callerOf = (request: FastifyRequest): Identified | null =>
  request.getDecorator<Identified | null>('caller')

/** The caller, who must be signed in. */
export function needCaller(request: FastifyRequest): Identified {
  const caller = callerOf(request)
  if (!caller) throw new AppError('login/needed')
  return caller
}

/** The caller, who must be allowed this. `sessionId` where it is about one session. */
export function needRight(request: FastifyRequest, action: EditionAction, sessionId?: string): Identified {
  const caller = needCaller(request)
  if (!mayInEdition(caller.actor, action, sessionId)) throw new AppError('permission/denied')
  return caller
}

/** Refuses what another site could have made a browser send. */
export function guardOrigin(app: App, origins: Origins): void {
  app.addHook('onRequest', async (request) => {
    const { origin, host, upgrade, cookie } = request.headers
    if (!origins.isOurHost(host)) throw new AppError('request/origin')
    // A browser lets any page open a line and adds our cookie to it; what is public anybody's page may read.
    if (upgrade !== undefined && cookie !== undefined && origin !== undefined && !origins.isOurs(origin))
      throw new AppError('request/origin')
    if (READS.has(request.method) || request.routeOptions.url === ONE_CLICK) return
    const isForeign = origin !== undefined && !origins.isOurs(origin)
    const isOwn = isByToken(request) || (origins.isOurs(origin) && request.headers[OWN_HEADER] === '1')
    if (isForeign || !isOwn) throw new AppError('request/origin')
  })
}

/** Refuses text that the databases would not store alike, wherever it stands in a request. */
export async function guardText(request: FastifyRequest, _reply: FastifyReply): Promise<void> {
  const left: unknown[] = [request.params, request.query, request.body]
  while (left.length > 0) {
    const value = left.pop()
    if (typeof value === 'string' && !isStorable(value)) throw new AppError('text/invalid')
    if (value === null || typeof value !== 'object' || Buffer.isBuffer(value)) continue
    for (const [name, inner] of Object.entries(value)) left.push(name, inner)
  }
}
