/** What every route is given. Routes know no database: they call commands and reads. */

import type { IncomingMessage, ServerResponse } from 'node:http'
import type { FastifyBaseLogger, FastifyInstance, RawServerDefault } from 'fastify'
import type { ZodTypeProvider } from 'fastify-type-provider-zod'
import type { Clock } from '../adapters/clock.ts'
import type { Counts } from '../adapters/counts.ts'
import type { Identity } from '../adapters/identity.ts'
import type { Mailer } from '../adapters/mail.ts'
import type { Edition } from '../commands/edition.ts'
import type { Health } from '../health.ts'
import type { Origins } from '../origins.ts'
import type { Rooms } from '../rooms/rooms.ts'

export type App = FastifyInstance<
  RawServerDefault,
  IncomingMessage,
  ServerResponse,
  FastifyBaseLogger,
  ZodTypeProvider
>

export type RouteContext = {
  readonly store: Edition['store']
  readonly clock: Clock
  readonly edition: Edition
  readonly identity: Identity
  readonly mail: Mailer
  readonly origins: Origins
  readonly counts: Counts
  readonly health: Pick<Health, 'isReady' | 'isStopping'>
}

/** What reads are given: the store to find things across sessions, and the rooms for what is in one. */
export type ReadContext = Pick<RouteContext, 'store' | 'clock' | 'edition'> & { readonly rooms: Rooms }
