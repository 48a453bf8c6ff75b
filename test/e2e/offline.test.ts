/** Without a network in a real browser: the pages open, show what they last had, and send what was written when it is back. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject, test } from 'vitest'
import { must } from '../../server/domain/assert.ts'
import { type ForumDay, startForumDay } from '../support/browser/forum-day.ts'
import { launchBrowser } from '../support/browser/launch.ts'

const PHONE = { width: 390, height: 844 }

let browser: Browser
let day: ForumDay

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
afterEach(() => day.close())

/** The worker is there and serves this page. */
const workerOf = (page: Page) =>
  expect
    .poll(() => page.evaluate(() => navigator.serviceWorker.controller?.scriptURL ?? ''))
    .toMatch(/\/sw\.js$/)

test('a newer build is told in a quiet line; what is being written stays, and the reload brings the new one', async () => {
  const clientDir = mkdtempSync(join(tmpdir(), 'quesiti-build-'))
  cpSync(inject('clientDir'), clientDir, { recursive: true })
  day = await startForumDay(browser, { clientDir })
  try {
    const { page } = await day.open('clerk', `/giornate/${day.code}/chiedi`, PHONE)
    await workerOf(page)
    await page.getByLabel('Il dubbio in una riga').fill('Una riga che resta')
    putNewerBuild(clientDir)
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update())
    await page.getByText('C’è una versione nuova di questa pagina.').waitFor()
    expect(await page.getByLabel('Il dubbio in una riga').inputValue()).toBe('Una riga che resta')
    await page.getByRole('button', { name: 'Aggiorna' }).click()
    await expect.poll(() => page.locator('script[src*="-newer"]').count()).toBe(1)
    await expect.poll(() => page.getByLabel('Il dubbio in una riga').inputValue()).toBe('Una riga che resta')
    expect(await page.getByText('C’è una versione nuova').count()).toBe(0)
  } finally {
    rmSync(clientDir, { recursive: true, force: true })
  }
})

/** As a deployment would: the entry has another name, in the page and in the worker. */
function putNewerBuild(clientDir: string): void {
  const page = readFileSync(join(clientDir, 'index.html'), 'utf8')
  const entry = must(/assets\/(index-[\w-]+)\.js/.exec(page)?.[1])
  renameSync(join(clientDir, `assets/${entry}.js`), join(clientDir, `assets/${entry}-newer.js`))
  const assets = readdirSync(join(clientDir, 'assets')).map((name) => join('assets', name))
  for (const name of ['index.html', 'sw.js', ...assets.filter((each) => each.endsWith('.js'))]) {
    const path = join(clientDir, name)
    const text = readFileSync(path, 'utf8')
    if (text.includes(`${entry}.js`)) writeFileSync(path, text.replaceAll(`${entry}.js`, `${entry}-newer.js`))
  }
}
