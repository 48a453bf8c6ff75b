/**
 * Closes lines a few at a time, so that those who come back don't all knock at once. Every line ends as a network ends it:
 * whoever was at its other end comes back by themselves, with their cursor. It doesn't know why lines are closed.
 */
import { setTimeout as sleep } from 'node:timers/promises'
import type { Server, Socket } from 'socket.io'
import type { WebSocket } from 'ws'
import { limits } from './domain/limits.ts'
import { cutLine } from './rooms/direct-adapter.ts'

export type Closing = {
  readonly io: Pick<Server, 'sockets'>
  readonly feed: { lines(): Iterable<WebSocket> }
  /** Whether somebody at this line waits for an answer: they get it first, if it comes soon. */
  readonly isBusy: (socket: Socket) => boolean
}

type Line = { isBusy(): boolean; isOpen(): boolean; close(): void; cut(): void }

const STEP_MS = 20
/** As WebSocket has it: the server starts anew. */
const RESTART = 1012

/** Over a moment for a few lines, over `limits.closeLinesMs` for thousands; then whatever doesn't end is cut. */
export async function closeLines(closing: Closing): Promise<void> {
  const lines = linesOf(closing)
  const steps = Math.ceil(Math.min(lines.length, limits.closeLinesMs) / STEP_MS)
  const perStep = Math.ceil(lines.length / Math.max(1, steps))
  const busy: Line[] = []
  for (let place = 0; place < lines.length; place += perStep) {
    if (place > 0) await sleep(STEP_MS)
    for (const line of lines.slice(place, place + perStep)) {
      if (line.isBusy()) busy.push(line)
      else line.close()
    }
  }
  await closeBusy(busy)
  await within(limits.lateAnswerMs / 2, () => !lines.some((line) => line.isOpen()))
  for (const line of lines) if (line.isOpen()) line.cut()
}

/** Each as soon as it has its answer; all of them when that doesn't come soon. */
async function closeBusy(busy: readonly Line[]): Promise<void> {
  let left = busy
  await within(limits.lateAnswerMs, () => {
    for (const line of left) if (!line.isBusy()) line.close()
    left = left.filter((line) => line.isBusy())
    return left.length === 0
  })
  for (const line of left) line.close()
}

async function within(ms: number, isDone: () => boolean): Promise<void> {
  const end = performance.now() + ms
  while (!isDone() && performance.now() < end) await sleep(STEP_MS)
}

const linesOf = ({ io, feed, isBusy }: Closing): Line[] => [
  ...[...io.sockets.sockets.values()].map((socket) => socketLine(socket, isBusy)),
  ...[...feed.lines()].map((line) => ({
    isBusy: () => false,
    isOpen: () => line.readyState !== line.CLOSED,
    close: () => line.close(RESTART, 'restart'),
    cut: () => line.terminate(),
  })),
]

function socketLine(socket: Socket, isBusy: Closing['isBusy']): Line {
  // Engine.IO counts a line as closed before its other end has agreed.
  const { socket: webSocket } = socket.conn.transport as unknown as { socket?: WebSocket }
  return {
    isBusy: () => socket.connected && isBusy(socket),
    isOpen: () => (webSocket ? webSocket.readyState !== webSocket.CLOSED : socket.connected),
    close: () => socket.conn.close(),
    cut: () => {
      cutLine(socket)
      webSocket?.terminate()
    },
  }
}
