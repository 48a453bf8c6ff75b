/**
 * Our own server as a process of its own, that ends with the one that started it and can be killed, frozen and started
 * again. It doesn't know what runs on it.
 */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type ServerProcess = {
  /** Under which people know it; its own address if nothing else was given. */
  readonly url: string
  readonly port: number
  readonly pid: number
  /** What it complained of: its log's lines of level error or worse, and all that is no log line. */
  readonly complaints: readonly string[]
  readonly hasEnded: boolean
  /** Settles when it has ended, however it did. */
  readonly ended: Promise<number | null>
  /** The channel to it, for who has loaded a module into it that listens. */
  readonly child: Pick<ChildProcess, 'send' | 'on' | 'off'>
  /** Sends the signal, and waits for its end. */
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | null>
  /** It does nothing any more, and nobody is told. */
  freeze(): void
  thaw(): void
  stop(): Promise<void>
}

export type ServerPlan = {
  /** The folder of the source to run: ours, if no other is given. */
  readonly root?: string | undefined
  /** Nothing of the caller's settings reaches it but what is given. */
  readonly env: Readonly<Record<string, string>>
  /** For Node, before the program. */
  readonly nodeFlags?: readonly string[] | undefined
  /** How many files and lines it may have open. */
  readonly openFilesMax?: number | undefined
}

const OURS = fileURLToPath(new URL('../..', import.meta.url))
const START_WITHIN_MS = 60_000
const ERROR_LEVEL = 50

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

export async function startServer(plan: ServerPlan): Promise<ServerProcess> {
  const { root = OURS, env, nodeFlags = [], openFilesMax } = plan
  const command = [process.execPath, ...nodeFlags, 'server/main.ts']
  const limited = ['sh', '-c', `ulimit -n ${openFilesMax} && exec "$@"`, 'sh', ...command]
  const [program = '', ...args] = openFilesMax === undefined ? command : limited
  const child = spawn(program, args, {
    cwd: root,
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // In a group of its own: Ctrl-C is for us, and it is told when we are ready.
    detached: true,
  })
  running.add(child)
  const ended = new Promise<number | null>((resolve) =>
    child.once('close', (code) => {
      running.delete(child)
      resolve(code)
    }),
  )
  const complaints: string[] = []
  const { url, port } = await listening(child, { ended, complaints })
  const kill = (signal: 'SIGKILL' | 'SIGTERM') => {
    child.kill(signal)
    return ended
  }
  return {
    url,
    port,
    pid: child.pid ?? 0,
    complaints,
    child,
    ended,
    get hasEnded() {
      return !running.has(child)
    },
    kill,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    stop: async () => void (await kill('SIGTERM')),
  }
}

type Starting = { readonly ended: Promise<number | null>; readonly complaints: string[] }

function listening(
  child: ChildProcess,
  { ended, complaints }: Starting,
): Promise<{ url: string; port: number }> {
  return new Promise((resolve, reject) => {
    const fail = (what: string) => reject(new Error([what, ...complaints].join('\n')))
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      fail('the server does not start')
    }, START_WITHIN_MS)
    void ended.then((code) => {
      clearTimeout(late)
      fail(`the server ended with ${code}`)
    })
    let port = 0
    readLines(child.stdout, (line) => {
      const said = logLine(line)
      if (!said || (said.level ?? 0) >= ERROR_LEVEL) complaints.push(line)
      port = Number(said?.msg?.match(/^Server listening at http:\/\/.*:(\d+)$/)?.[1] ?? port)
      if (said?.msg !== 'Quesiti listens' || said.url === undefined) return
      clearTimeout(late)
      resolve({ url: said.url, port })
    })
    readLines(child.stderr, (line) => complaints.push(line))
  })
}

function readLines(stream: NodeJS.ReadableStream | null, take: (line: string) => void): void {
  let rest = ''
  stream?.on('data', (chunk) => {
    const parts = (rest + chunk).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) if (part !== '') take(part)
  })
}

function logLine(line: string): { level?: number; msg?: string; url?: string } | undefined {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}
