/** How the line to the server is, as pages show it. */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { Net, NetStatus } from '../net.ts'

export function createLineStatus(net: Net): ReadonlySignal<NetStatus> {
  const status = signal(net.status)
  net.onStatus(() => {
    if (!isSame(status.peek(), net.status)) status.value = net.status
  })
  return status
}

const SECOND_MS = 1_000

/** The age of what is shown is told in minutes: it need not draw the page anew with every frame. */
const isSame = (one: NetStatus, two: NetStatus): boolean =>
  one.line === two.line &&
  one.problem === two.problem &&
  one.isDegraded === two.isDegraded &&
  one.actorId === two.actorId &&
  one.bodyId === two.bodyId &&
  Math.abs((one.asOf ?? 0) - (two.asOf ?? 0)) < SECOND_MS
