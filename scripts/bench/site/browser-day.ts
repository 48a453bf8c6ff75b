/**
 * A browser as a clerk of 55 has it: an old telephone on a slow line, before a day of the server's. It measures nothing; the
 * pages are built anew, into a folder of their own.
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext, CDPSession, Page } from 'playwright-core'
import { build } from 'vite'
import { launchBrowser } from '../../services/browser.ts'
import { withDay } from '../forum/day.ts'
import { type Child, startChild } from '../processes/child.ts'
import type { Planned } from '../processes/server.ts'

const root = fileURLToPath(new URL('../../../', import.meta.url))

/** As WebPageTest has it: 400 kbit/s each way, 400 ms there and back. */
const SLOW_3G = { offline: false, latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000 }
const CPU_SLOWER = 4

export type BrowserDay = {
  readonly url: string
  readonly server: Child
  readonly planned: Planned
  /** Who neither asked nor is at the telephone. */
  readonly voterIds: readonly string[]
  /** A telephone that has never been here, of a clerk who is signed in. */
  open(): Promise<Phone>
}

export type Phone = {
  readonly page: Page
  readonly browser: Browser
  /** From now on the line is slow, and the processor. */
  slowDown(given: { line: boolean }): Promise<CDPSession>
  close(): Promise<void>
}

export async function withBrowserDay<T>(
  questions: number,
  body: (day: BrowserDay) => Promise<T>,
): Promise<T> {
  const clientDir = await mkdtemp(join(tmpdir(), 'quesiti-bench-'))
  try {
    await buildClient(clientDir)
    // Few people are needed, however many there are.
    return await withDay(true, async ({ folder, askers, participants, expert }) => {
      const server = startChild('./server.ts', [folder, clientDir])
      const browser = await launchBrowser()
      try {
        const port = await server.ask<number>('listen')
        const actorIds = askers.map(({ actorId }) => actorId)
        const wish = { kind: 'asked', isRehearsal: false, questions, actorIds, expertId: expert.actorId }
        const planned = await server.ask<Planned>('plan', wish)
        const url = `http://127.0.0.1:${port}`
        const voterIds = participants.slice(1, 20).map(({ actorId }) => actorId)
        return await body({ url, server, planned, voterIds, open: () => openPhone(browser, server, url) })
      } finally {
        await browser.close()
        await server.stop()
      }
    })
  } finally {
    await rm(clientDir, { recursive: true, force: true })
  }
}

export const buildClient = (outDir: string) =>
  build({
    configFile: join(root, 'client/vite.config.ts'),
    logLevel: 'error',
    build: { outDir, emptyOutDir: true, reportCompressedSize: false },
  })

async function openPhone(browser: Browser, server: Child, url: string): Promise<Phone> {
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: 'it-IT' })
  await signIn(context, server, url)
  const page = await context.newPage()
  return {
    page,
    browser,
    slowDown: async ({ line }) => {
      const devtools = await context.newCDPSession(page)
      await devtools.send('Network.enable')
      if (line) await devtools.send('Network.emulateNetworkConditions', SLOW_3G)
      await devtools.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER })
      return devtools
    },
    close: () => context.close(),
  }
}

async function signIn(context: BrowserContext, server: Child, url: string): Promise<void> {
  const setCookies = await server.ask<readonly string[]>('cookies', 'p0@example.it')
  for (const line of setCookies) {
    const [pair = ''] = line.split(';')
    const end = pair.indexOf('=')
    await context.addCookies([{ name: pair.slice(0, end), value: pair.slice(end + 1), url }])
  }
}
