/** What is said to a screen reader, and when: one polite queue, one message in 20 seconds. Knows no page. */
import { type ReadonlySignal, signal } from '@preact/signals'

export type Timer = { now: () => number; after: (ms: number, run: () => void) => void }

export type Announcer = {
  polite: ReadonlySignal<string>
  assertive: ReadonlySignal<string>
  /** Waits its turn. A later message of the same `topic` takes the place of one still waiting. */
  say: (message: string, topic: string) => void
  /** The reader's own things: said at once. */
  sayOwn: (message: string) => void
  /** What can't wait and is rare: a lease that ends. */
  sayNow: (message: string) => void
  setMuted: (muted: boolean) => void
}

const SPACING_MS = 20_000
const WAITING_MAX = 5

const browserTimer: Timer = {
  now: () => performance.now(),
  after: (ms, run) => {
    setTimeout(run, ms)
  },
}

export function createAnnouncer(timer: Timer = browserTimer): Announcer {
  const polite = signal('')
  const assertive = signal('')
  const waiting = new Map<string, string>()
  let isMuted = false
  let isScheduled = false
  let saidAt = Number.NEGATIVE_INFINITY

  const speak = (message: string) => {
    saidAt = timer.now()
    polite.value = distinct(message, polite.value)
  }
  const next = () => {
    isScheduled = false
    const [topic] = waiting.keys()
    if (topic === undefined) return
    const wait = saidAt + SPACING_MS - timer.now()
    if (wait <= 0) {
      speak(waiting.get(topic) ?? '')
      waiting.delete(topic)
    }
    if (waiting.size > 0) schedule(wait > 0 ? wait : SPACING_MS)
  }
  const schedule = (ms: number) => {
    if (isScheduled) return
    isScheduled = true
    timer.after(ms, next)
  }

  return {
    polite,
    assertive,
    say(message, topic) {
      if (isMuted) return
      if (waiting.size >= WAITING_MAX && !waiting.has(topic)) return
      waiting.set(topic, message)
      if (!isScheduled) next()
    },
    sayOwn: speak,
    sayNow(message) {
      assertive.value = distinct(message, assertive.value)
    },
    setMuted(muted) {
      isMuted = muted
      if (muted) waiting.clear()
    },
  }
}

/** The same words twice are not a change to a live region: a trailing no-break space makes them one. */
const distinct = (message: string, before: string) => (message === before ? `${message}\u00a0` : message)
