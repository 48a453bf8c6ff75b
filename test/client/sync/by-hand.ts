/** Surroundings that a test moves by hand: time, chance, storage, and tabs. */
import { memoryStorage } from '../../../client/sync/browser.ts'
import type { OutboxContext, PendingCommand, Send } from '../../../client/sync/outbox.ts'
import type { Tabs, Timers } from '../../../client/sync/surroundings.ts'
import type { CommandAck } from '../../../server/contract/socket.ts'

export type HandTime = Timers & { now: () => number; advance: (ms: number) => void; waiting: () => number }

/** Timers that run in their order as the test lets time pass. */
export function handTime(at = 1_000_000): HandTime {
  let now = at
  const timers = new Set<{ at: number; run: () => void }>()
  return {
    now: () => now,
    waiting: () => timers.size,
    after: (ms, run) => {
      const timer = { at: now + ms, run }
      timers.add(timer)
      return () => timers.delete(timer)
    },
    advance: (ms) => {
      const end = now + ms
      for (;;) {
        const due = [...timers].filter((timer) => timer.at <= end).sort((one, two) => one.at - two.at)[0]
        if (!due) break
        timers.delete(due)
        now = Math.max(now, due.at)
        due.run()
      }
      now = end
    },
  }
}

/** The browser's tabs: those that are open, by id. */
export function openTabs() {
  const open = new Set<string>()
  const tab = (id: string): Tabs => {
    open.add(id)
    return {
      id,
      ifLeft: async (tabId, work) => {
        if (!open.has(tabId)) work()
      },
    }
  }
  return { tab, close: (id: string) => open.delete(id) }
}

export type HandContext = Omit<OutboxContext, 'timers'> & { time: HandTime; timers: Timers }

let made = 0
export function handContext(given: Partial<OutboxContext> & { time?: HandTime } = {}): HandContext {
  const time = given.time ?? handTime()
  return {
    storage: memoryStorage(),
    random: () => 1,
    tabs: openTabs().tab('tab-1'),
    newKey: () => {
      made += 1
      return `key-${String(made).padStart(16, '0')}`
    },
    now: time.now,
    timers: time,
    ...given,
    time,
  }
}

/** A line whose answers the test gives. */
export function handLine() {
  const sent: { command: PendingCommand; tries: number; answer: (answer: CommandAck | null) => void }[] = []
  const send: Send = (command, tries) =>
    new Promise((answer) => {
      sent.push({ command, tries, answer })
    })
  return { sent, send, keys: () => sent.map(({ command }) => command.key) }
}

/** Lets promises that are settled run on. */
export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve()
}

export const stored = (seq = 1): CommandAck => ({ ok: true, seq, at: 5, result: {} })
