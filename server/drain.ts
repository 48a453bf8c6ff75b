/**
 * Leaves without anybody noticing: says that it will, stops taking new lines, lets what is under way end, closes lines a
 * few at a time, then everything else. Whatever hangs, it is over within `limits.drainMs`.
 */
import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { limits } from './domain/limits.ts'
import type { Health } from './health.ts'
import type { App } from './http/app-types.ts'

export type Draining = {
  readonly app: App
  readonly health: Pick<Health, 'stop' | 'isWatched'>
  readonly closeLines: () => Promise<void>
  /** As `watchSilent` gives it. */
  readonly endSilent: () => void
  readonly closeParts: () => Promise<void>
}

/** What is left of the time when requests that hang are cut, and when we leave with whatever isn't closed. */
const CUT_BEFORE_MS = 1_500
const LEAVE_BEFORE_MS = 500
const LOOK_MS = 50

export type Why = 'asked' | 'by hand' | 'bug'

/** Resolves to whether all was closed in time. */
export async function drain(draining: Draining, why: Why): Promise<boolean> {
  const end = performance.now() + limits.drainMs
  const isDone = inOrder(draining, { why, end }).then(() => true)
  // What comes too late is of no interest, nor why.
  isDone.catch(() => {})
  const late = sleep(end - LEAVE_BEFORE_MS - performance.now(), false, { ref: false })
  return Promise.race([isDone, late])
}

async function inOrder(draining: Draining, { why, end }: { why: Why; end: number }): Promise<void> {
  const { app, health, closeLines, endSilent, closeParts } = draining
  const isWatched = health.isWatched
  health.stop()
  // Who sits at a terminal watches nothing, and after a bug every moment is one too many.
  if (why === 'asked' && isWatched) await sleep(limits.drainNoticeMs)
  let isIdle = false
  app.server.close(() => {
    isIdle = true
  })
  await closeLines()
  endSilent()
  while (!isIdle && performance.now() < end - CUT_BEFORE_MS) {
    app.server.closeIdleConnections()
    await sleep(LOOK_MS)
  }
  app.server.closeAllConnections()
  await app.close()
  await closeParts()
}

/**
 * From now on, knows the server's connections; gives a function that ends those on which nothing was ever said, such as
 * browsers and balancers open ahead of need. To the server they are not idle: it would wait for their first request.
 */
export function watchSilent(server: Server): () => void {
  const open = new Set<Socket>()
  server.on('connection', (line: Socket) => {
    open.add(line)
    line.once('close', () => open.delete(line))
  })
  return () => {
    for (const line of open) if (line.bytesRead === 0) line.destroy()
  }
}
