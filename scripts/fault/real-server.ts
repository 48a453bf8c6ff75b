/** The server as it is installed: a process of its own over a data folder, that can be killed and started again. */
import { type ChildProcess, spawn } from 'node:child_process'
import { until } from './until.ts'

export type RealServer = {
  readonly port: number
  /** What it complained of: lines on stderr, and log lines of level error or worse. */
  complaints(): readonly string[]
  kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void>
}

const ERROR_LEVEL = 50
const START_MS = 30_000

const running = new Set<ChildProcess>()
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL')
})

export type ServerPlan = {
  /** The folder of the source to run: the repository's own, or a copy with a bug planted in it. */
  readonly root: string
  readonly dataDir: string
  /** Under which people know it, whatever port it gets. */
  readonly publicUrl: string
}

export async function startServer({ root, dataDir, publicUrl }: ServerPlan): Promise<RealServer> {
  // The test runner's own variables, MODE among them, are no settings of ours.
  const { PATH = '', HOME = '' } = process.env
  const env = { PATH, HOME, DATA_DIR: dataDir, PORT: '0', PUBLIC_URL: publicUrl }
  const child = spawn(process.execPath, ['server/main.ts'], { cwd: root, env })
  running.add(child)
  const lines: string[] = []
  const complaints: string[] = []
  const ended = new Promise<void>((resolve) =>
    child.on('close', () => {
      running.delete(child)
      resolve()
    }),
  )
  readLines(child.stdout, (line) => {
    lines.push(line)
    if (levelOf(line) >= ERROR_LEVEL) complaints.push(line)
  })
  readLines(child.stderr, (line) => complaints.push(line))
  let port: number | undefined
  await until(
    'the server listens',
    () => {
      if (child.exitCode !== null) throw new Error(`it ended: ${complaints.join('\n')}`)
      const url = lines.join('\n').match(/listening at http:\/\/127\.0\.0\.1:(\d+)/)
      port = url ? Number(url[1]) : undefined
      return port !== undefined
    },
    START_MS,
  )
  return {
    port: port ?? 0,
    complaints: () => complaints,
    kill: (signal) => {
      child.kill(signal)
      return ended
    },
  }
}

function readLines(stream: NodeJS.ReadableStream | null, take: (line: string) => void): void {
  let rest = ''
  stream?.on('data', (chunk) => {
    const parts = (rest + chunk).split('\n')
    rest = parts.pop() ?? ''
    for (const part of parts) if (part !== '') take(part)
  })
}

const levelOf = (line: string): number => {
  try {
    return (JSON.parse(line) as { level?: number }).level ?? 0
  } catch {
    return ERROR_LEVEL
  }
}
