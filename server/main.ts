/** Starts the server: reads the settings, opens the parts, listens, and closes with grace. */
import type { AddressInfo } from 'node:net'
import closeWithGrace from 'close-with-grace'
import { findBodies } from '../db/body-store.ts'
import { LedgerError } from './adapters/erasure-ledger.ts'
import { SecretError } from './adapters/secret.ts'
import { buildApp } from './app.ts'
import { type Config, ConfigError, readConfig } from './config.ts'
import { limits } from './domain/limits.ts'
import { mountEngine } from './engine.ts'
import { faultOf } from './faults.ts'
import { openParts } from './parts.ts'

// What is written here is for this account alone: it holds people's words and addresses.
process.umask(0o077)

async function start(config: Config): Promise<void> {
  let log: { error(what: object, message: string): void } = {
    error: (what, message) => process.stderr.write(`${message} ${JSON.stringify(what)}\n`),
  }
  const parts = await openParts({
    config,
    findBodies,
    onFault: (error, where) => log.error({ fault: faultOf(error) }, where),
  })
  let isStopping = false
  const app = await buildApp({
    ...parts,
    isReady: async () => !isStopping && (await parts.directory.follow().then(() => true)),
    plugins: async (server) => {
      await mountEngine(server, parts, (error, where) => log.error({ fault: faultOf(error) }, where))
    },
  })
  log = app.log
  const { close } = closeWithGrace({ delay: limits.drainMs, logger: false }, async ({ err }) => {
    isStopping = true
    if (err) app.log.error({ fault: faultOf(err) }, 'stopping after a bug')
    await app.close()
    await parts.close()
  })
  // Whoever started it and holds a channel to it takes it along when they are gone.
  process.once('disconnect', () => void close())
  await app.listen({ host: config.host, port: config.port })
  parts.listensOn((app.server.address() as AddressInfo).port)
  if (!parts.mail.canSend) app.log.warn('SMTP_URL is not set: nobody can sign in with a code by e-mail')
  app.log.info({ url: parts.origins.base(), mode: config.mode }, 'Quesiti listens')
}

try {
  await start(readConfig(process.env))
} catch (error) {
  if (![ConfigError, SecretError, LedgerError].some((known) => error instanceof known)) throw error
  process.stderr.write(`${(error as Error).message}\n`)
  process.exit(1)
}
