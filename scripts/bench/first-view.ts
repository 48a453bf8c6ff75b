/**
 * The participant's day as a browser has it on an old telephone: when the first view can be used on a slow line, what it
 * fetched for that, and how much work a frame has on a large day. The processor is slowed down four times.
 */
import type { CDPSession } from 'playwright-core'
import type { Bench, BenchOptions, BenchResult } from './bench.ts'
import { type BrowserDay, type Phone, withBrowserDay } from './site/browser-day.ts'
import { busiest, type FrameWork } from './site/frame-work.ts'
import { median } from './statistics.ts'

const INTERACTIVE_MS = 5_000
const KIB_MAX = 90
const FRAME_MS = 50
const QUESTIONS = 2_000
const VIEWS = 5

export const firstView: Bench = {
  name: 'first-view',
  about: `the participant's page on Slow 3G and a processor four times slower, with ${QUESTIONS} questions in the day`,
  run,
}

async function run({ isQuick, say }: BenchOptions): Promise<BenchResult> {
  const questions = isQuick ? 200 : QUESTIONS
  return withBrowserDay(questions, async (day) => {
    const views: View[] = []
    for (let n = 0; n < (isQuick ? 1 : VIEWS); n += 1) {
      say(`first view ${n + 1}`)
      views.push(await firstViewOf(day))
    }
    const work = await workOf(day, say)
    const interactiveMs = median(views.map((view) => view.interactiveMs))
    const kib = Math.max(...views.map((view) => view.codeKib))
    const most = Math.max(...work.map((each) => each['most ms']))
    return {
      rows: [
        ...views.map((view, n) => ({ what: `first view ${n + 1}`, ...rowOf(view) })),
        ...work.map(({ what, tasks, ...rest }) => ({ what, tasks, ...rest })),
      ],
      limits: [
        {
          what: 'first view on Slow 3G can be used',
          value: interactiveMs,
          unit: 'ms',
          atMost: INTERACTIVE_MS,
        },
        { what: 'script and style that it fetched', value: kib, unit: 'KiB', atMost: KIB_MAX },
        { what: `work of a frame with ${questions} questions`, value: most, unit: 'ms', atMost: FRAME_MS },
      ],
      samples: { views, work },
    }
  })
}

type View = {
  readonly shownMs: number
  readonly interactiveMs: number
  /** As it came over the line. */
  readonly codeKib: number
  readonly allKib: number
  readonly requests: number
}

const rowOf = ({ shownMs, interactiveMs, codeKib, allKib, requests }: View) => ({
  'shown ms': shownMs,
  'usable ms': interactiveMs,
  'JS+CSS KiB': codeKib,
  'all KiB': allKib,
  requests,
})

async function firstViewOf(day: BrowserDay): Promise<View> {
  const phone = await day.open()
  try {
    await phone.page.addInitScript(watchFirstView)
    const fetched = countBytes(await phone.slowDown({ line: true }))
    await phone.page.goto(`${day.url}/giornate/${day.planned.code}`, { waitUntil: 'commit' })
    await phone.page.waitForFunction(() => window.firstView?.usable !== undefined, undefined, {
      timeout: 60_000,
      polling: 250,
    })
    const seen = await phone.page.evaluate(() => window.firstView)
    return { shownMs: seen?.shown ?? 0, interactiveMs: seen?.usable ?? 0, ...fetched() }
  } finally {
    await phone.close()
  }
}

declare global {
  interface Window {
    firstView?: { shown?: number; usable?: number; busyUntil: number }
  }
}

/** Runs in the page. It can be used when the day's rows and the main action are there and a second has passed without a long task. */
function watchFirstView(): void {
  const seen: NonNullable<Window['firstView']> = { busyUntil: 0 }
  window.firstView = seen
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries())
      seen.busyUntil = Math.max(seen.busyUntil, startTime + duration)
  }).observe({ type: 'longtask', buffered: true })
  const look = () => {
    const isThere =
      document.querySelector('h3[id^="q-"]') !== null && document.querySelector('a[href$="/chiedi"]') !== null
    if (!isThere) {
      requestAnimationFrame(look)
      return
    }
    // The frame in which they are drawn.
    requestAnimationFrame(() => {
      seen.shown = performance.now()
      settle()
    })
  }
  const settle = () => {
    const from = Math.max(seen.shown ?? 0, seen.busyUntil)
    if (performance.now() - from > 1_000) seen.usable = from
    else setTimeout(settle, 100)
  }
  requestAnimationFrame(look)
}

/** What came over the line until it is asked: all, and script and style without the headers. */
function countBytes(devtools: CDPSession): () => Pick<View, 'codeKib' | 'allKib' | 'requests'> {
  const isCode = new Set<string>()
  let code = 0
  let all = 0
  let requests = 0
  devtools.on('Network.requestWillBeSent', ({ requestId, type }) => {
    requests += 1
    if (type === 'Script' || type === 'Stylesheet') isCode.add(requestId)
  })
  const headers = new Map<string, number>()
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    headers.set(requestId, response.encodedDataLength)
  })
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    all += encodedDataLength
    if (isCode.has(requestId)) code += encodedDataLength - (headers.get(requestId) ?? 0)
  })
  return () => ({ codeKib: code / 1_024, allKib: all / 1_024, requests })
}

/** What a reader does on a large day, while votes come in. */
async function workOf(day: BrowserDay, say: (text: string) => void): Promise<FrameWork[]> {
  const phone = await day.open()
  try {
    const { page } = phone
    await page.goto(`${day.url}/giornate/${day.planned.code}`)
    await page.locator('h3[id^="q-"]').first().waitFor()
    await page.waitForTimeout(2_000)
    await phone.slowDown({ line: false })
    const work: FrameWork[] = []
    const during = async (what: string, act: () => Promise<void>) => {
      say(what)
      work.push(await busiest(phone, what, act))
    }
    await during('scrolling', () => scroll(phone))
    await during('thirty more rows', () => page.getByRole('button', { name: /^Altri/ }).click())
    await during('scrolling while people vote', () => Promise.all([scroll(phone), votes(day)]).then(() => {}))
    await page.getByRole('link', { name: 'Fai un quesito' }).first().click()
    await page.getByLabel('Il dubbio in una riga').waitFor()
    await page.waitForTimeout(1_000)
    await during('typing a question', () => type(phone))
    await during('typing while people vote', () => Promise.all([type(phone), votes(day)]).then(() => {}))
    return work
  } finally {
    await phone.close()
  }
}

async function scroll({ page }: Phone): Promise<void> {
  await page.mouse.move(200, 500)
  for (let n = 0; n < 40; n += 1) {
    await page.mouse.wheel(0, n < 25 ? 240 : -400)
    await page.waitForTimeout(50)
  }
}

async function type({ page }: Phone): Promise<void> {
  const field = page.getByLabel('Il fatto e la domanda')
  await field.focus()
  await field.pressSequentially('Siamo tre Comuni confinanti: basta una convenzione? ', { delay: 60 })
}

const BATCHES = 6
const IN_A_BATCH = 15

/** Others' votes, on other questions each time: their counts come with the next tally. */
async function votes({ server, planned, voterIds }: BrowserDay): Promise<void> {
  for (let n = 0; n < BATCHES; n += 1) {
    const questionIds = planned.questionIds.slice(-(n + 1) * IN_A_BATCH).slice(0, IN_A_BATCH)
    const load = { count: IN_A_BATCH, inFlight: 5, kind: 'question:vote', actorIds: voterIds }
    await server.ask('load', { ...planned, ...load, questionIds })
    await new Promise((resolve) => setTimeout(resolve, 400))
  }
}
