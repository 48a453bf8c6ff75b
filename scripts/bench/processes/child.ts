/** A bench's processes: started, asked and stopped over IPC. It doesn't know what they do. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { must } from '../../../server/domain/assert.ts'

type Question = { readonly id: number; readonly name: string; readonly input: unknown }
type Answer = { readonly id: number; readonly output?: unknown; readonly error?: string }

export type Child = {
  ask<T>(name: string, input?: unknown): Promise<T>
  stop(): Promise<void>
}

/** `file` is beside this one and calls `answer()`. It runs with `gc` at hand, so that memory can be told from garbage. */
export function startChild(
  file: string,
  args: readonly string[] = [],
  env: Readonly<Record<string, string>> = {},
): Child {
  const child = fork(new URL(file, import.meta.url), [...args], {
    execArgv: ['--expose-gc'],
    env: { ...process.env, ...env },
  })
  const waiting = new Map<number, { resolve(output: unknown): void; reject(error: Error): void }>()
  let nextId = 0
  child.on('message', (message: Answer) => {
    const { resolve, reject } = must(waiting.get(message.id))
    waiting.delete(message.id)
    if (message.error === undefined) resolve(message.output)
    else reject(new Error(`${file}: ${message.error}`))
  })
  child.on('exit', (code) => {
    for (const { reject } of waiting.values()) reject(new Error(`${file} ended with ${code}`))
    waiting.clear()
  })
  return {
    ask: <T>(name: string, input?: unknown) =>
      new Promise<T>((resolve, reject) => {
        if (!child.connected) {
          reject(new Error(`${file} is gone and can't be asked for ${name}`))
          return
        }
        const id = nextId++
        waiting.set(id, { resolve: (output) => resolve(output as T), reject })
        child.send({ id, name, input } satisfies Question)
      }),
    stop: () => stop(child),
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const ended = once(child, 'exit')
  child.kill('SIGKILL')
  await ended
}

/** The child's side: each question is answered by the function of its name. */
export function answer(questions: Readonly<Record<string, (input: never) => unknown>>): void {
  process.on('message', ({ id, name, input }: Question) => {
    const reply = (message: Answer) => process.send?.(message)
    Promise.try(() => must(questions[name], `no answer to ${name}`)(input as never)).then(
      (output) => reply({ id, output }),
      (error: unknown) => reply({ id, error: String(error) }),
    )
  })
  process.on('disconnect', () => process.exit())
}

/** A clock that all processes of a machine share. */
export const sharedNowMs = (): number => Number(process.hrtime.bigint()) / 1e6

/** In bytes, with the garbage gone. What is live may hide in pages that garbage had taken before. */
export type Memory = { readonly rss: number; readonly live: number }

export async function settledMemory(): Promise<Memory> {
  for (let pass = 0; pass < 3; pass++) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  const { rss, heapUsed, external } = process.memoryUsage()
  return { rss, live: heapUsed + external }
}

/** What one of `count` things takes: pages, or what is live in them where that is more. */
export const bytesEach = (before: Memory, after: Memory, count: number): number =>
  Math.max(after.rss - before.rss, after.live - before.live) / count

/** Says beforehand that so many connections can't be opened here. */
export function needOpenFiles(count: number): void {
  const report = process.report.getReport() as unknown as {
    userLimits: { open_files: { soft: string | number } }
  }
  const { soft } = report.userLimits.open_files
  if (soft === 'unlimited' || Number(soft) >= count) return
  throw new Error(
    `this bench needs ${count} open files a process and ${soft} are allowed: ulimit -n ${count}`,
  )
}
