/** Loaded into a server before the server: asked over its channel, it collects the garbage and says what is live. */
import { monitorEventLoopDelay } from 'node:perf_hooks'

export type Gauged = {
  readonly gauge: number
  /** Bytes that are live after a forced collection. */
  readonly heap: number
  readonly external: number
  readonly rss: number
  /** Beyond the gauge's own interval, since the last time. */
  readonly loopP99Ms: number
  readonly loopMaxMs: number
}

const RESOLUTION_MS = 10
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
delay.enable()

process.on('message', (message: { gauge?: number }) => {
  if (message?.gauge === undefined) return
  const late = (nanoseconds: number) => Math.max(0, nanoseconds / 1e6 - RESOLUTION_MS)
  const loop = { loopP99Ms: late(delay.percentile(99)), loopMaxMs: late(delay.max) }
  // Twice: what the first collection finalizes is free only after the second.
  globalThis.gc?.()
  globalThis.gc?.()
  const { heapUsed, external, rss } = process.memoryUsage()
  process.send?.({ gauge: message.gauge, heap: heapUsed, external, rss, ...loop } satisfies Gauged)
  setImmediate(() => delay.reset())
})
process.channel?.unref()
