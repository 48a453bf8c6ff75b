/**
 * Loaded into a server before its own modules, by a drill: changes its limits, leaves out a pragma, and over the channel to
 * it sets its wall clock, gives its database connections a pragma, keeps its loop busy, ends it at a commit, says what memory
 * and lines it holds and what is unread on them. The server knows nothing of it.
 */
import { Socket } from 'node:net'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import Database from 'better-sqlite3'
import { type CommitPlace, endAtCommit } from './end-at-commit.ts'

export type Meddling =
  | { readonly do: 'step'; readonly ms: number }
  | { readonly do: 'pragma'; readonly pragma: string }
  | { readonly do: 'late'; readonly ms: number }
  | { readonly do: 'memory' }
  | { readonly do: 'lines' }
  | { readonly do: 'unread' }
  | { readonly do: 'exhaust' }
  | { readonly do: 'end at commit'; readonly word: string; readonly place: CommitPlace }

export type Asked = { readonly id: number; readonly meddling: Meddling }

/** Limits are constants to the program, not to us. */
async function changeLimits(text: string): Promise<void> {
  const path = pathToFileURL(join(process.cwd(), 'server/domain/limits.ts')).href
  const { limits } = (await import(path)) as { limits: Record<string, unknown> }
  for (const [name, value] of Object.entries(JSON.parse(text) as Record<string, unknown>)) {
    const path = name.split('.')
    const last = path.pop() ?? ''
    const holder = path.reduce((at, part) => at[part] as Record<string, unknown>, limits)
    holder[last] = value
  }
}

let steppedMs = Number(process.env.MEDDLE_STEP_MS ?? 0)
const wallMs = Date.now
Date.now = () => wallMs() + steppedMs

const connections = new Set<Database.Database>()
const { pragma } = Database.prototype
Database.prototype.pragma = function noted(...args: Parameters<typeof pragma>) {
  connections.add(this)
  if (args[0] === process.env.MEDDLE_NO_PRAGMA) return undefined
  return pragma.apply(this, args)
}

const TURN_MS = 300

/** Each turn of the loop takes long, for so long. */
async function late(ms: number): Promise<void> {
  const end = performance.now() + ms
  while (performance.now() < end) {
    const until = performance.now() + TURN_MS
    while (performance.now() < until);
    await new Promise((resolve) => setImmediate(resolve))
  }
}

/** More than the heap may hold: the process is ended by its engine, wherever it was. */
function exhaust(): void {
  const kept: unknown[] = []
  for (;;) kept.push(new Array(10_000).fill(kept.length))
}

async function answerTo(meddling: Meddling): Promise<unknown> {
  if (meddling.do === 'step') steppedMs += meddling.ms
  if (meddling.do === 'late') await late(meddling.ms)
  if (meddling.do === 'pragma') {
    const open = [...connections].filter((connection) => connection.open)
    return open.map((connection) => pragma.call(connection, meddling.pragma, { simple: true }))
  }
  if (meddling.do === 'memory') {
    globalThis.gc?.()
    return process.memoryUsage()
  }
  if (meddling.do === 'exhaust') exhaust()
  if (meddling.do === 'end at commit') endAtCommit(meddling)
  if (meddling.do === 'lines')
    return process.getActiveResourcesInfo().filter((name) => name === 'TCPSocketWrap').length
  if (meddling.do === 'unread') return unread()
  return null
}

/** What each line that people have opened holds, in bytes. */
function unread(): number[] {
  const { _getActiveHandles: handles } = process as unknown as { _getActiveHandles(): unknown[] }
  const lines = handles.call(process).filter((handle) => handle instanceof Socket && !!handle.remotePort)
  return lines.map((line) => (line as Socket).writableLength)
}

if (process.env.MEDDLE_LIMITS) await changeLimits(process.env.MEDDLE_LIMITS)
process.on('message', async ({ id, meddling }: Asked) => {
  process.send?.({ id, answer: await answerTo(meddling) })
})
// It listens only while there is something else to live for.
process.channel?.unref()
