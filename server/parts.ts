/** Opens what the server is made of, in order, and closes it again. A test gives its own of any of them. */
import { listHeads } from '../db/log-store.ts'
import { isPostgres, openStore, type Store } from '../db/open.ts'
import { type Clock, createClock, type Timers, timers } from './adapters/clock.ts'
import { Counts } from './adapters/counts.ts'
import { openDatabaseClock } from './adapters/database-clock.ts'
import { ErasureLedger } from './adapters/erasure-ledger.ts'
import { Identity } from './adapters/identity.ts'
import { newId } from './adapters/ids.ts'
import { createMailer, type Mailer } from './adapters/mail.ts'
import { Redis } from './adapters/redis.ts'
import { readSecret } from './adapters/secret.ts'
import { ownRates, redisRates, type SharedRates } from './adapters/shared-rates.ts'
import { forgetExpired } from './commands/access.ts'
import { type Edition, openEdition } from './commands/edition.ts'
import type { Config } from './config.ts'
import { limits } from './domain/limits.ts'
import { Health } from './health.ts'
import { createOrigins, type Origins } from './origins.ts'
import { Directory, type FindBodies } from './rooms/directory.ts'
import { Following } from './rooms/following.ts'

export type Parts = {
  readonly config: Config
  readonly secret: string
  readonly store: Store
  readonly ledger: ErasureLedger
  readonly clock: Clock
  readonly timers: Timers
  readonly newId: () => string
  readonly edition: Edition
  readonly directory: Directory
  /** What brings this process along with what others write. */
  readonly following: Following
  /** Whether others may write to the same database. */
  readonly isShared: boolean
  /** Tells the others that a log has moved. */
  readonly wake: (logId: string) => void
  /** Null where this process is alone, or finds the others by the database. */
  readonly redis: Redis | null
  readonly rates: SharedRates
  readonly mail: Mailer
  readonly identity: Identity
  readonly origins: Origins
  readonly counts: Counts
  readonly health: Health
  /** Says on which port the server listens, once it does. */
  listensOn(port: number): void
  /** Lets every mail go, then closes what was opened. */
  close(): Promise<void>
}

export type PartsPlan = {
  readonly config: Config
  readonly findBodies: FindBodies
  readonly clock?: Clock
  readonly timers?: Timers
  readonly onFault: (error: unknown, where: string) => void
}

const FORGET_EVERY_MS = 60 * 60_000

export async function openParts(plan: PartsPlan): Promise<Parts> {
  const { config, onFault } = plan
  const own = plan.timers ?? timers
  const secret = readSecret(config)
  const isShared = isPostgres(config.databaseUrl)
  const store = await openStore(config.databaseUrl, { migrateUrl: config.migrateDatabaseUrl })
  const databaseClock = isShared && !plan.clock ? await openDatabaseClock({ store, timers: own }) : undefined
  const clock = plan.clock ?? databaseClock ?? createClock()
  const ledger = new ErasureLedger(config.erasureLedger)
  ledger.check()
  const { id: editionId } = await openEdition({ store, clock, newId })
  const directory = await Directory.load({
    store,
    editionId,
    findBodies: plan.findBodies,
    onAstray: (error) => onFault(error, 'astray'),
  })
  const redis = openRedis(plan, own)
  const wake = (logId: string) => redis?.wake(logId)
  const rates = ratesBy(config, { redis, clock, secret })
  const edition: Edition = { id: editionId, store, clock, newId, actors: directory, wake }
  const mail = createMailer({
    smtpUrl: config.smtpUrl,
    mailFrom: config.mailFrom,
    isPrivate: config.mode !== 'production',
    now: clock.now,
    timers: own,
    onFault: (error) => onFault(error, 'mail'),
  })
  const identity = new Identity({
    publicUrl: config.publicUrl,
    secret,
    store,
    clock,
    mail,
    actors: directory,
    newId,
    rates,
    onFault: (error) => onFault(error, 'identity'),
  })
  const counts = new Counts()
  redis?.onWake(() => counts.wakeUps.add('redis'))
  const health = new Health({
    store,
    read: () => directory.follow(),
    timers: own,
    now: () => performance.now(),
    onFault,
  })
  health.watch()
  let port = config.port
  const { host, publicUrl } = config
  const origins = createOrigins({ publicUrl, host, port: () => port })
  const following = startFollowing(plan, { store, directory, redis, timers: own, counts })
  const stopForgetting = startForgetting({ edition, timers: own, onFault })
  return {
    config,
    secret,
    store,
    ledger,
    clock,
    timers: own,
    newId,
    edition,
    directory,
    following,
    isShared,
    wake,
    redis,
    rates,
    mail,
    identity,
    origins,
    counts,
    health,
    listensOn: (now) => {
      port = now
    },
    close: async () => {
      health.stop()
      await stopForgetting()
      await following.stop()
      databaseClock?.stop()
      redis?.close()
      rates.close()
      // A mail server that is away keeps nobody from stopping.
      await Promise.race([
        identity.settle(),
        new Promise<void>((done) => own.after(limits.drainMs / 2, done)),
      ])
      await mail.close()
      await store.close()
      ledger.close()
    },
  }
}

function ratesBy({ redisUrl }: Config, using: Pick<Parts, 'redis' | 'clock' | 'secret'>): SharedRates {
  const { redis, clock, secret } = using
  if (redisUrl === undefined || redis === null) return ownRates(clock)
  return redisRates({ url: redisUrl, secret, isAway: () => !redis.isHealthy, random: Math.random })
}

function openRedis({ config, onFault }: PartsPlan, own: Timers): Redis | null {
  if (config.redisUrl === undefined) return null
  return new Redis({
    url: config.redisUrl,
    processId: newId(),
    timers: own,
    random: Math.random,
    onFault: (error) => onFault(error, 'redis'),
  })
}

type Follows = Pick<Parts, 'store' | 'directory' | 'redis' | 'timers' | 'counts'>

/** Wake-ups where there is a Redis; the poll looks often where they may be missing. */
function startFollowing(
  { config, onFault }: PartsPlan,
  { store, directory, redis, timers, counts }: Follows,
): Following {
  const isAlone = !isPostgres(config.databaseUrl)
  const following = new Following({
    timers,
    findHeads: (ids) => listHeads(store.read, ids),
    pollEveryMs: () => {
      const ms = isAlone || redis?.isHealthy ? limits.pollMs : limits.pollOftenMs
      return ms * (0.9 + Math.random() / 5)
    },
    onFound: () => {
      counts.foundByPoll += 1
    },
    onFault: (error) => onFault(error, 'following'),
  })
  following.add(() => [directory])
  redis?.onWake((logId) => following.wake(logId))
  redis?.onHealth(() => following.hurry())
  following.start()
  return following
}

type Forgetting = Pick<Parts, 'edition' | 'timers'> & Pick<PartsPlan, 'onFault'>

/** What has expired is forgotten soon after the start and every hour. Returns how to stop. */
function startForgetting({ edition, timers: own, onFault }: Forgetting): () => Promise<void> {
  let running: Promise<void> = Promise.resolve()
  let cancel = () => {}
  let isStopped = false
  const later = (ms: number): void => {
    cancel = own.after(ms, () => {
      running = forgetExpired(edition)
        .catch((error) => onFault(error, 'forgetting'))
        .then(() => {
          if (!isStopped) later(FORGET_EVERY_MS)
        })
    })
  }
  later(limits.sweepMs)
  return async () => {
    isStopped = true
    cancel()
    await running
  }
}
