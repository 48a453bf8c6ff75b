/** An attachment in real browsers: chosen, refused in plain words, sent beside the question, and had by those for whom it is. */
import { readFileSync } from 'node:fs'
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { must } from '../../server/domain/assert.ts'
import { limits } from '../../server/domain/limits.ts'
import { type ForumDay, startForumDay } from '../support/browser/forum-day.ts'
import { launchBrowser } from '../support/browser/launch.ts'

const TITLE = 'Carta d’identità durante il rinnovo'
const TEXT = 'Un residente ha il permesso in fase di rinnovo. Si rilascia la carta?'
const PHONE = { width: 390, height: 844 }

let browser: Browser
let day: ForumDay

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  day = await startForumDay(browser, { admission: 'open' })
})
afterEach(() => day.close())

async function expectAccessible(page: Page): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

const pdf = (size: number): Buffer => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size - 9, 7)])

async function choose(page: Page, name: string, buffer: Buffer): Promise<void> {
  await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'application/pdf', buffer })
}

async function write(page: Page): Promise<void> {
  await page.getByLabel('Il dubbio in una riga').fill(TITLE)
  await page.getByLabel('Il fatto e la domanda').fill(TEXT)
  await page.getByLabel('Argomento').selectOption('T1.01')
}

test('what is no PDF and what is too large is said at once, the rest of the form stays; what is one goes with the question', async () => {
  const { page, complaints } = await day.open('clerk', `/giornate/${day.code}/chiedi`, PHONE)
  await write(page)
  await choose(page, 'delibera.pdf', Buffer.alloc(limits.fileBytes, 60))
  await page.getByText('non è un PDF né una foto', { exact: false }).waitFor()
  await choose(page, 'grande.pdf', pdf(limits.fileBytes + 1))
  await page.getByText('supera i 5 MB', { exact: false }).waitFor()
  await choose(page, 'vuoto.pdf', Buffer.alloc(0))
  await page.getByText('Il file è vuoto', { exact: false }).waitFor()
  await expectAccessible(page)
  expect(await page.getByLabel('Il fatto e la domanda').inputValue()).toBe(TEXT)
  const content = pdf(limits.filePartBytes + 77)
  await choose(page, 'delibera.pdf', content)
  await page.getByText('Non viene mai pubblicato', { exact: false }).waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Invia il quesito' }).click()
  await page.getByRole('heading', { name: 'Quesito inviato' }).waitFor()
  const link = page.getByRole('link', { name: 'delibera.pdf' })
  await link.waitFor()
  await expectAccessible(page)
  const downloading = page.waitForEvent('download')
  await link.click()
  expect(readFileSync(await (await downloading).path()).equals(content)).toBe(true)

  await page.evaluate(() => {
    window.print = () => document.body.setAttribute('data-printed', '')
  })
  await page.getByRole('button', { name: 'Stampa la ricevuta' }).click()
  await page.locator('body[data-printed]').waitFor()
  await page.emulateMedia({ media: 'print' })
  await page.getByText('Quesito n. FD2-1', { exact: false }).waitFor()
  expect(await page.getByRole('heading', { name: 'Quesito inviato' }).isVisible()).toBe(false)
  await page.emulateMedia({ media: 'screen' })

  const { room } = must(await day.rooms.find(day.sessionId))
  const questionId = must(room.state.list('question')[0]).id
  const path = `/giornate/${day.code}/quesiti/${questionId}`
  const colleague = await day.open('colleague', path, PHONE)
  await colleague.page.getByRole('link', { name: 'delibera.pdf' }).waitFor()
  expect(await colleague.page.getByRole('button', { name: 'Togli delibera.pdf' }).count()).toBe(0)
  const other = await day.open('second', path, PHONE)
  await other.page.getByText(TEXT).waitFor()
  expect(await other.page.getByText('delibera.pdf').count()).toBe(0)
  expect(other.frames.join()).not.toContain('attachment')

  await page.goto(`${day.server.origin}${path}`)
  await page.getByRole('heading', { name: 'Che cosa è successo' }).click()
  await page.getByText('Hai aggiunto un allegato').waitFor()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Togli delibera.pdf' }).click()
  await page.getByRole('button', { name: 'Toglilo per tutti' }).click()
  await page.getByText('delibera.pdf').waitFor({ state: 'detached' })
  expect(room.state.list('message').map(({ kind }) => kind)).toEqual(['attachmentGone'])
  expect(complaints).toEqual([])
})

test('an expert has it beside the question; a line that is lost does not lose it', async () => {
  const { page, context } = await day.open('clerk', `/giornate/${day.code}/chiedi`, PHONE)
  await write(page)
  await choose(page, 'permesso.pdf', pdf(3 * limits.filePartBytes))
  await page.route('**/files/**', (route) => route.abort())
  await page.getByRole('button', { name: 'Invia il quesito' }).click()
  await page.getByRole('heading', { name: 'Quesito inviato' }).waitFor()
  await page.getByText('riprende da solo', { exact: false }).waitFor()
  await expectAccessible(page)
  await page.unroute('**/files/**')
  await page.getByRole('link', { name: 'permesso.pdf' }).waitFor()
  expect(await page.getByText('Annulla l’invio').count()).toBe(0)
  await context.close()

  const expert = await day.open('expert', `/giornate/${day.code}/esperti`)
  await expert.page.getByText(TITLE).first().click()
  const link = expert.page.getByRole('link', { name: 'permesso.pdf' })
  await link.waitFor()
  const downloading = expert.page.waitForEvent('download')
  await link.click()
  expect(readFileSync(await (await downloading).path())).toHaveLength(3 * limits.filePartBytes)
})
