/** The server as a process of its own, which ends with the one that started it. It doesn't know what runs on it. */
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export type ServerProcess = {
  readonly url: string
  /** What it complained of: its log's lines of level error or worse, and all that is no log line. */
  readonly complaints: readonly string[]
  stop(): Promise<void>
}

const MAIN = fileURLToPath(new URL('../../server/main.ts', import.meta.url))
const START_WITHIN_MS = 60_000
const ERROR_LEVEL = 50

/** Nothing of the caller's settings reaches it but what is given. */
export async function startServer(env: Readonly<Record<string, string>>): Promise<ServerProcess> {
  const child = spawn(process.execPath, [MAIN], {
    env: { PATH: process.env.PATH ?? '', HOME: process.env.HOME ?? '', LOG_LEVEL: 'info', ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // In a group of its own: Ctrl-C is for us, and it is told when we are ready.
    detached: true,
  })
  const kill = () => child.kill('SIGKILL')
  process.once('exit', kill)
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve))
  const complaints: string[] = []
  const url = await listening(child, { ended, complaints })
  return {
    url,
    complaints,
    stop: async () => {
      child.kill('SIGTERM')
      await ended
      process.off('exit', kill)
    },
  }
}

type Starting = { readonly ended: Promise<number | null>; readonly complaints: string[] }

function listening(child: ChildProcess, { ended, complaints }: Starting): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the server does not start')), START_WITHIN_MS)
    void ended.then((code) => reject(new Error(`the server ended with ${code}:\n${complaints.join('\n')}`)))
    readLines(child.stdout, (line) => {
      const said = logLine(line)
      if (!said || (said.level ?? 0) >= ERROR_LEVEL) complaints.push(line)
      if (said?.msg !== 'Quesiti listens' || said.url === undefined) return
      clearTimeout(late)
      resolve(said.url)
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
