/** How much the main thread of a page has to do at a time, as the browser's own trace tells: in processor time, not on the wall. */
import { must } from '../../../server/domain/assert.ts'
import type { Phone } from './browser-day.ts'

export type FrameWork = {
  readonly what: string
  readonly tasks: number
  readonly 'p99 ms': number
  readonly 'most ms': number
}

type TraceEvent = {
  readonly name: string
  readonly pid: number
  readonly tid: number
  readonly ph: string
  /** Microseconds on the wall, and of the thread. */
  readonly dur?: number
  readonly tdur?: number
  readonly args?: { readonly name?: string }
}

const CATEGORIES = ['toplevel', 'devtools.timeline', '__metadata']
const US_IN_MS = 1_000

export async function busiest(phone: Phone, what: string, act: () => Promise<void>): Promise<FrameWork> {
  await phone.browser.startTracing(phone.page, { categories: CATEGORIES })
  await act()
  const { traceEvents } = JSON.parse((await phone.browser.stopTracing()).toString('utf8')) as {
    traceEvents: readonly TraceEvent[]
  }
  const mainThreads = new Set(
    traceEvents
      .filter(({ name, args }) => name === 'thread_name' && args?.name === 'CrRendererMain')
      .map(threadOf),
  )
  const tasks = traceEvents
    .filter((event) => event.ph === 'X' && /RunTask$/.test(event.name) && mainThreads.has(threadOf(event)))
    .map(({ tdur, dur = 0 }) => (tdur ?? dur) / US_IN_MS)
    .sort((one, two) => one - two)
  return {
    what,
    tasks: tasks.length,
    'p99 ms': must(tasks[Math.floor(tasks.length * 0.99)], `no tasks while ${what}`),
    'most ms': must(tasks.at(-1)),
  }
}

const threadOf = ({ pid, tid }: TraceEvent): string => `${pid} ${tid}`
