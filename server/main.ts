/** Starts the server: reads the settings, opens the parts, listens, and closes with grace. */
import type { AddressInfo } from 'node:net'
import closeWithGrace from 'close-with-grace'
import { findBodies } from '../db/body-store.ts'
import { buildApp } from './app.ts'
import { type Config, readConfig } from './config.ts'
import { must } from './domain/assert.ts'
import { limits } from './domain/limits.ts'
import { drain, watchSilent } from './drain.ts'
import { type Engine, mountEngine } from './engine.ts'
import { faultOf } from './faults.ts'
import type { App } from './http/app-types.ts'
import { openParts, type Parts } from './parts.ts'
import { notListening, whyNotStarted } from './start-faults.ts'

// What is written here is for this account alone: it holds people's words and addresses.
process.umask(0o077)

async function start(config: Config): Promise<void> {
  let log: Log = toStderr
  const onFault = (error: unknown, where: string) => log.error({ fault: faultOf(error) }, where)
  const parts = await openParts({ config, findBodies, onFault })
  let engine: Engine | undefined
  const app = await buildApp({
    ...parts,
    plugins: async (server) => {
      engine = await mountEngine(server, parts, onFault)
    },
  })
  log = app.log
  endWithGrace({ app, parts, closeLines: () => must(engine).closeLines() })
  const { host, port } = config
  await app.listen({ host, port, backlog: limits.listenBacklog }).catch((error) => {
    throw notListening(error, { host, port })
  })
  parts.listensOn((app.server.address() as AddressInfo).port)
  if (!parts.mail.canSend) app.log.warn('SMTP_URL is not set: nobody can sign in with a code by e-mail')
  app.log.info({ url: parts.origins.base(), mode: config.mode }, 'Quesiti listens')
}

type Log = { error(what: object, message: string): void }

/** Before there is a log. */
const toStderr: Log = {
  error: (what, message) => process.stderr.write(`${message} ${JSON.stringify(what)}\n`),
}

type Running = { readonly app: App; readonly parts: Parts; readonly closeLines: () => Promise<void> }

/** Exits with 0 when it was asked to, with 1 after a bug; at once when it is asked twice. */
function endWithGrace({ app, parts, closeLines }: Running): void {
  const endSilent = watchSilent(app.server)
  const { close } = closeWithGrace({ delay: limits.drainMs, logger: false }, async ({ err, signal }) => {
    if (err) {
      parts.counts.faults.add('process')
      app.log.error({ fault: faultOf(err) }, 'stopping after a bug')
    } else app.log.info({ signal }, 'stopping')
    const why = err ? 'bug' : signal === 'SIGTERM' ? 'asked' : 'by hand'
    const draining = { app, health: parts.health, closeLines, endSilent, closeParts: () => parts.close() }
    const inTime = await drain(draining, why)
    app.log.info(inTime ? 'stopped' : 'stopped before everything was closed')
  })
  // Whoever started it and holds a channel to it takes it along when they are gone.
  process.once('disconnect', () => void close())
}

try {
  await start(readConfig(process.env))
} catch (error) {
  const why = whyNotStarted(error)
  if (why === undefined) throw error
  process.stderr.write(`${why}\n`)
  process.exit(1)
}
