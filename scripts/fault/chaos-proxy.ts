/**
 * A door of the tests' own between two programs: what passes can be cut, stalled, delayed, slowed, closed on one side, or
 * led elsewhere, line by line or all at once. It passes bytes on and understands none.
 */
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import { Way, type WayName } from './chaos-way.ts'

/** What can be done to one line, or to all. Where no way is named, both are meant: `up` is away from who connected. */
export type Chaos = {
  /** Both ends get a reset, at once. */
  cut(): void
  /** Nothing passes any more, not even that one end is gone: a cable pulled, a process asleep. */
  stall(way?: WayName): void
  delay(ms: number, way?: WayName): void
  trickle(bytesPerSecond: number, way?: WayName): void
  /** What was stalled, delayed or slowed goes on, in order. */
  heal(): void
  /** Says that nothing more comes this way; the other way stays as it is. */
  halfClose(way: 'up' | 'down'): void
}

export type ChaosLine = Chaos & { readonly isOpen: boolean }

/** Stalls, delays and slowness also hold for the lines that come after. */
export type ChaosProxy = Chaos & {
  readonly port: number
  readonly url: string
  /** The open ones, in the order in which they came. */
  lines(): readonly ChaosLine[]
  /** Where new lines lead from now on; with null they are cut at the door. */
  leadTo(port: number | null): void
  close(): Promise<void>
}

/** Changes what comes down a line, chunk by chunk: one function for each line. */
export type Filter = () => (chunk: Buffer) => Buffer

export type ProxyPlan = { readonly to?: number | null; readonly filter?: Filter | undefined }

export async function openProxy({ to = null, filter }: ProxyPlan = {}): Promise<ChaosProxy> {
  let target = to
  const lines = new Set<ChaosLine & { take(weather: Weather): void }>()
  let weather: Weather = []
  const server = createServer({ allowHalfOpen: true }, (near) => {
    if (target === null) {
      near.resetAndDestroy()
      return
    }
    const far = connect({ port: target, host: '127.0.0.1', allowHalfOpen: true })
    const line = openLine({ near, far, filter: filter?.(), onGone: () => lines.delete(line) })
    lines.add(line)
    line.take(weather)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  const onAll = (change: (line: Chaos) => void) => {
    for (const line of [...lines]) change(line)
  }
  const lasting = (change: (line: Chaos) => void) => {
    weather = [...weather, change]
    onAll(change)
  }
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    lines: () => [...lines],
    leadTo: (next) => {
      target = next
    },
    cut: () => onAll((line) => line.cut()),
    stall: (way) => lasting((line) => line.stall(way)),
    delay: (ms, way) => lasting((line) => line.delay(ms, way)),
    trickle: (bytesPerSecond, way) => lasting((line) => line.trickle(bytesPerSecond, way)),
    heal: () => {
      weather = []
      onAll((line) => line.heal())
    },
    halfClose: (way) => onAll((line) => line.halfClose(way)),
    close: () => {
      onAll((line) => line.cut())
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

type Weather = readonly ((line: Chaos) => void)[]
type Ends = { near: Socket; far: Socket; filter: ((chunk: Buffer) => Buffer) | undefined; onGone: () => void }

function openLine({ near, far, filter, onGone }: Ends): ChaosLine & { take(weather: Weather): void } {
  const ways = { up: new Way(near, far), down: new Way(far, near, filter) }
  const named = (name: WayName = 'both') => (name === 'both' ? [ways.up, ways.down] : [ways[name]])
  let isOpen = true
  for (const end of [near, far]) {
    end.on('close', () => {
      isOpen = !(near.destroyed && far.destroyed)
      if (!isOpen) onGone()
    })
  }
  const line = {
    get isOpen() {
      return isOpen
    },
    cut: () => {
      for (const end of [near, far]) end.resetAndDestroy()
    },
    stall: (way?: WayName) => {
      for (const one of named(way)) one.change({ isStalled: true })
    },
    delay: (ms: number, way?: WayName) => {
      for (const one of named(way)) one.change({ delayMs: ms })
    },
    trickle: (bytesPerSecond: number, way?: WayName) => {
      for (const one of named(way)) one.change({ bytesPerSecond })
    },
    heal: () => {
      for (const one of named()) one.change({ isStalled: false, delayMs: 0, bytesPerSecond: Infinity })
    },
    halfClose: (way: 'up' | 'down') => ways[way].end(),
    take: (weather: Weather) => {
      for (const change of weather) change(line)
    },
  }
  return line
}
