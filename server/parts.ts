/** Opens what the server is made of, in order, and closes it again. A test gives its own of any of them. */
import { openStore, type Store } from '../db/open.ts'
import { type Clock, createClock, type Timers, timers } from './adapters/clock.ts'
import { ErasureLedger } from './adapters/erasure-ledger.ts'
import { Identity } from './adapters/identity.ts'
import { newId } from './adapters/ids.ts'
import { createMailer, type Mailer } from './adapters/mail.ts'
import { readSecret } from './adapters/secret.ts'
import { forgetExpired } from './commands/access.ts'
import { type Edition, openEdition } from './commands/edition.ts'
import type { Config } from './config.ts'
import { limits } from './domain/limits.ts'
import { createOrigins, type Origins } from './origins.ts'
import { Directory, type FindBodies } from './rooms/directory.ts'

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
  readonly mail: Mailer
  readonly identity: Identity
  readonly origins: Origins
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
  const clock = plan.clock ?? createClock()
  const own = plan.timers ?? timers
  const secret = readSecret(config)
  const store = await openStore(config.databaseUrl)
  const ledger = new ErasureLedger(config.erasureLedger)
  const { id: editionId } = await openEdition({ store, clock, newId })
  const directory = await Directory.load({ store, editionId, findBodies: plan.findBodies })
  const edition: Edition = { id: editionId, store, clock, newId, actors: directory }
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
    onFault: (error) => onFault(error, 'identity'),
  })
  let port = config.port
  const { host, publicUrl } = config
  const origins = createOrigins({ publicUrl, host, port: () => port })
  const stop = follow({ directory, edition, timers: own, clock, onFault })
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
    mail,
    identity,
    origins,
    listensOn: (now) => {
      port = now
    },
    close: async () => {
      await stop()
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

type Following = Pick<Parts, 'directory' | 'edition' | 'timers' | 'clock'> & Pick<PartsPlan, 'onFault'>

/** Looks at the edition's log every second: another process may have written to it. Returns how to stop. */
function follow({ directory, edition, timers: own, clock, onFault }: Following): () => Promise<void> {
  let isStopped = false
  let forgotAt = Number.NEGATIVE_INFINITY
  let running: Promise<void> = Promise.resolve()
  let cancel = () => {}
  const look = async (): Promise<void> => {
    await directory.follow()
    if (clock.now() - forgotAt < FORGET_EVERY_MS) return
    forgotAt = clock.now()
    await forgetExpired(edition)
  }
  const again = (): void => {
    cancel = own.after(limits.sweepMs, () => {
      running = look()
        .catch((error) => onFault(error, 'directory'))
        .then(() => {
          if (!isStopped) again()
        })
    })
  }
  again()
  return async () => {
    isStopped = true
    cancel()
    await running
  }
}
