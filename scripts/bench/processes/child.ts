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
export function startChild(file: string, args: readonly string[] = []): Child {
  const child = fork(new URL(file, import.meta.url), [...args], { execArgv: ['--expose-gc'] })
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

/** Resident memory with the garbage gone, in bytes. */
export async function settledRss(): Promise<number> {
  for (let pass = 0; pass < 3; pass++) {
    globalThis.gc?.()
    await new Promise((resolve) => setTimeout(resolve, 200))
  }
  return process.memoryUsage.rss()
}

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
