/** Without a network in a real browser: the pages open, show what they last had, and send what was written when it is back. */
import { cpSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, BrowserContext, Page } from 'playwright-core'
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

const TITLE = 'Convenzione per lo sportello con due Comuni'
const SECOND = 'Carta d’identità durante il rinnovo del permesso'
const TEXT = 'Siamo tre Comuni confinanti. Basta una convenzione per lo sportello?'

async function write(page: Page, title: string): Promise<void> {
  await page.getByLabel('Il dubbio in una riga').fill(title)
  await page.getByLabel('Il fatto e la domanda').fill(TEXT)
  await page.getByLabel('Argomento').selectOption({ label: 'Forme associative e convenzioni' })
}

/** Neither the browser nor the server lets anything through. */
async function cut(context: BrowserContext): Promise<void> {
  day.door.shut()
  await context.setOffline(true)
}

async function mend(context: BrowserContext): Promise<void> {
  day.door.open()
  await context.setOffline(false)
}

/** The names under which this device keeps what pages had. */
const kept = (page: Page) =>
  page.evaluate(
    () =>
      new Promise<string[]>((resolve, reject) => {
        const opening = indexedDB.open('quesiti', 1)
        opening.onerror = () => reject(opening.error)
        opening.onsuccess = () => {
          const asking = opening.result.transaction('kept').objectStore('kept').getAllKeys()
          asking.onsuccess = () => {
            opening.result.close()
            resolve(asking.result.map(String).sort())
          }
        }
      }),
  )

async function taken(): Promise<(string | undefined)[]> {
  const open = await day.rooms.find(day.sessionId)
  return (open?.room.state.list('question') ?? []).map(({ words }) => words?.title)
}

async function expectAccessible(page: Page): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

test('reloaded without a network: what was there is there, what is written waits and goes once, and signing out clears it', async () => {
  day = await startForumDay(browser, { admission: 'open' })
  const sessionPath = `/giornate/${day.code}`
  const { page, context } = await day.open('clerk', `${sessionPath}/chiedi`, PHONE)
  await write(page, TITLE)
  await page.getByRole('button', { name: 'Invia il quesito' }).click()
  await page.getByRole('heading', { name: 'Quesito inviato' }).waitFor()
  await page.goto(day.door.url + sessionPath)
  await page.getByRole('heading', { name: TITLE }).waitFor()
  await workerOf(page)
  await expect.poll(() => kept(page)).toContain(`session ${day.sessionId}`)
  await page.goto(`${day.door.url}/miei`)
  await page.getByRole('link', { name: TITLE }).waitFor()
  await expect.poll(() => kept(page)).toContain('/api/mine')

  await cut(context)
  await page.goto(day.door.url + sessionPath)
  await page.getByText('Sei senza connessione.').waitFor()
  await page.getByText(/^Dati delle \d/).waitFor()
  await page.getByRole('heading', { name: TITLE }).waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'Fai un quesito' }).first().click()
  await write(page, SECOND)
  await page.getByRole('button', { name: 'Invia appena torna la rete' }).click()
  await page.getByRole('heading', { name: 'Parte appena torna la rete' }).waitFor()
  await page.goto(day.door.url + sessionPath)
  await page.getByText('Da inviare: parte appena torna la rete').waitFor()
  await page.goto(`${day.door.url}/miei`)
  await page.getByRole('link', { name: TITLE }).waitFor()
  await page.getByText(/Dati delle \d/).waitFor()
  await page.getByText(SECOND).first().waitFor()
  expect(await page.getByText(SECOND).count()).toBe(1)
  await expectAccessible(page)
  expect(await taken()).toEqual([TITLE])

  await page.goto(day.door.url + sessionPath)
  await page.getByText('Da inviare: parte appena torna la rete').waitFor()
  await page.getByRole('button', { name: 'English' }).click()
  await page.getByText('You are offline.').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Italiano' }).click()
  await mend(context)
  await expect.poll(taken).toEqual([TITLE, SECOND])
  await page.getByText('Sei in pari').waitFor()

  await page
    .getByRole('button', { name: /^Il tuo profilo/ })
    .first()
    .click()
  await page.getByRole('button', { name: 'Esci' }).click()
  // What everybody may read may be kept again.
  await expect.poll(() => kept(page)).not.toContain('/api/mine')
  await expect.poll(() => kept(page)).toContain('catalogue')
  for (const name of await kept(page)) expect(['/api/answers/latest', 'catalogue']).toContain(name)
  await cut(context)
  await page.goto(day.door.url + sessionPath)
  await page.getByText('non c’è ancora niente da leggere').waitFor()
  expect(await page.getByText(TITLE).count()).toBe(0)
})

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
  for (const name of readdirSync(clientDir, { recursive: true, encoding: 'utf8' }))
    if (/\.(br|gz)$/.test(name)) rmSync(join(clientDir, name))
  const assets = readdirSync(join(clientDir, 'assets')).map((name) => join('assets', name))
  for (const name of ['index.html', 'sw.js', ...assets.filter((each) => each.endsWith('.js'))]) {
    const path = join(clientDir, name)
    const text = readFileSync(path, 'utf8')
    if (text.includes(`${entry}.js`)) writeFileSync(path, text.replaceAll(`${entry}.js`, `${entry}-newer.js`))
  }
}
