/** A server of somebody else's as a child process: it starts, is asked until it answers, and goes when this process goes. */
import { type ChildProcess, spawn } from 'node:child_process'
import { createServer } from 'node:net'

export type Started = {
  readonly child: ChildProcess
  /** Settles when it has ended, however it did. */
  readonly ended: Promise<void>
}

export type StartPlan = {
  readonly name: string
  readonly program: string
  readonly args: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** The account that it runs as; ours if not given. */
  readonly account?: { readonly uid: number; readonly gid: number } | undefined
  /** Whether it answers yet. */
  readonly isReady: () => Promise<boolean>
}

const READY_WITHIN_MS = 30_000
const LOOK_EVERY_MS = 25
const KEPT_OUTPUT = 4_000

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

/** Starts it and waits until it answers. What it said last is in the error if it doesn't. */
export async function startChild(plan: StartPlan): Promise<Started> {
  const { name, program, args, account, isReady } = plan
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH ?? '', LC_ALL: 'C.UTF-8', ...plan.env },
    cwd: '/',
    stdio: ['ignore', 'pipe', 'pipe'],
    // Ctrl-C is for us: we stop it in its turn.
    detached: true,
    ...account,
  })
  running.add(child)
  let said = ''
  let hasEnded = false
  const listen = (chunk: Buffer) => {
    said = (said + chunk).slice(-KEPT_OUTPUT)
  }
  child.stdout.on('data', listen)
  child.stderr.on('data', listen)
  const ended = new Promise<void>((resolve) => {
    child.once('error', (error) => {
      said += error.message
      hasEnded = true
      resolve()
    })
    child.once('exit', () => {
      hasEnded = true
      running.delete(child)
      resolve()
    })
  })
  const end = performance.now() + READY_WITHIN_MS
  while (!(await isReady())) {
    if (hasEnded || performance.now() > end) {
      child.kill('SIGKILL')
      throw new Error(`${name} does not start:\n${said.trim()}`)
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
  return { child, ended }
}

/** A port of this machine that nobody listens on now. */
export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
