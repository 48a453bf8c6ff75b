/**
 * A Redis of our own on this machine, that keeps nothing: for tests, benches and trying out several processes. Where the
 * machine has none, Debian's package is unpacked beside the project: nothing is installed and nothing else starts.
 */

import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { freePort, type Started, startChild } from './child.ts'

export type RedisServer = {
  readonly url: string
  readonly port: number
  readonly pid: number
  stop(how?: 'SIGTERM' | 'SIGKILL'): Promise<void>
  /** Starts it again, empty, on the same port. */
  start(): Promise<void>
}

type Program = { readonly path: string; readonly libraries: string | undefined }

const UNPACKED = fileURLToPath(new URL('../../node_modules/.cache/quesiti-redis', import.meta.url))
const HOW_TO_GET =
  'Redis is needed: install redis-server (apt-get install redis-server), or put it in the PATH'

export async function startRedis(): Promise<RedisServer> {
  const { path, libraries } = findProgram() ?? unpack()
  const port = await freePort()
  const args = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const start = () =>
    startChild({
      name: 'Redis',
      program: path,
      args: [...args, '--dir', tmpdir(), '--daemonize', 'no'],
      env: libraries === undefined ? {} : { LD_LIBRARY_PATH: libraries },
      isReady: () => answers(port),
    })
  let running: Started | undefined = await start()
  return {
    url: `redis://127.0.0.1:${port}`,
    port,
    get pid() {
      return running?.child.pid ?? 0
    },
    stop: async (how = 'SIGTERM') => {
      running?.child.kill(how)
      await running?.ended
      running = undefined
    },
    start: async () => {
      running ??= await start()
    },
  }
}

function findProgram(): Program | undefined {
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ]
  const folder = folders.find((one) => one !== '' && existsSync(join(one, 'redis-server')))
  if (folder !== undefined) return { path: join(folder, 'redis-server'), libraries: undefined }
  return unpacked()
}

function unpacked(): Program | undefined {
  const path = join(UNPACKED, 'usr/bin/redis-server')
  if (!existsSync(path)) return undefined
  const libraries = ['usr/lib', 'lib'].flatMap((folder) => {
    const inside = join(UNPACKED, folder)
    return existsSync(inside)
      ? readdirSync(inside, { withFileTypes: true })
          .filter((entry) => entry.isDirectory())
          .map((entry) => join(inside, entry.name))
      : []
  })
  return { path, libraries: libraries.join(delimiter) }
}

/** Debian's package and what of its libraries the machine lacks, fetched with package lists of our own: no rights are needed. */
function unpack(): Program {
  const work = mkdtempSync(join(tmpdir(), 'quesiti-redis-'))
  try {
    for (const folder of ['lists/partial', 'cache/archives/partial', 'root'])
      mkdirSync(join(work, folder), { recursive: true })
    const own = [
      ...['-o', `Dir::State::lists=${join(work, 'lists')}`],
      ...['-o', `Dir::Cache=${join(work, 'cache')}`],
      ...['-o', 'Debug::NoLocking=1'],
      ...['-o', 'APT::Sandbox::User='],
      ...['-o', 'Acquire::Retries=3'],
    ]
    run('apt-get', [...own, '-qq', 'update'], work)
    const plan = run('apt-get', [...own, '-s', '--no-install-recommends', 'install', 'redis-server'], work)
    const names = [...plan.matchAll(/^Inst (\S+)/gm)].map(([, name]) => name ?? '')
    run('apt-get', [...own, '-qq', 'download', ...names], work)
    const packages = readdirSync(work).filter((name) => name.endsWith('.deb'))
    for (const name of packages) run('dpkg', ['-x', join(work, name), join(work, 'root')], work)
    mkdirSync(join(UNPACKED, '..'), { recursive: true })
    // Whoever else does the same at this moment may have been quicker.
    if (!unpacked()) moveTo(join(work, 'root'))
  } finally {
    rmSync(work, { recursive: true, force: true })
  }
  const found = unpacked()
  if (!found) throw new Error(`${HOW_TO_GET}: Debian's package has no redis-server in it`)
  return found
}

function moveTo(root: string): void {
  rmSync(UNPACKED, { recursive: true, force: true })
  const { status } = spawnSync('cp', ['-a', root, `${UNPACKED}.${process.pid}`])
  if (status === 0) renameSync(`${UNPACKED}.${process.pid}`, UNPACKED)
}

function run(program: string, args: readonly string[], cwd: string): string {
  const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, encoding: 'utf8' })
  if (status !== 0) throw new Error(`${HOW_TO_GET}. Getting it failed: ${error?.message ?? stderr.trim()}`)
  return stdout
}

function answers(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const line = connect(port, '127.0.0.1')
    const end = (is: boolean) => {
      line.destroy()
      resolve(is)
    }
    line.setTimeout(1_000, () => end(false))
    line.once('error', () => end(false))
    line.once('connect', () => line.write('PING\r\n'))
    line.once('data', (chunk) => end(chunk.toString().startsWith('+PONG')))
  })
}
