/** What happens to a question when the network, the page or the clock gets in the way while it is sent. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ForumDay, startForumDay } from '../support/browser/forum-day.ts'
import { launchBrowser } from '../support/browser/launch.ts'

const TITLE = 'Convenzione per lo sportello con due Comuni'
const TEXT = 'Siamo tre Comuni confinanti. Basta una convenzione per lo sportello?'
const MINUTE_MS = 60_000
const PHONE = { width: 390, height: 844 }

let browser: Browser
let day: ForumDay

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  day = await startForumDay(browser)
})
afterEach(() => day.close())

const askPath = () => `/giornate/${day.code}/chiedi`
const sendButton = (page: Page) => page.getByRole('button', { name: /^Invia/ })

async function write(page: Page, title = TITLE): Promise<void> {
  await page.getByLabel('Il dubbio in una riga').fill(title)
  await page.getByLabel('Il fatto e la domanda').fill(TEXT)
  await page.getByLabel('Argomento').selectOption({ label: 'Forme associative e convenzioni' })
}

/** The titles of the questions that the log has taken, in their order. */
async function taken(): Promise<(string | undefined)[]> {
  const open = await day.rooms.find(day.sessionId)
  return (open?.room.state.list('question') ?? []).map(({ words }) => words?.title)
}

test('sent while the line is gone, it goes out once when the line is back', async () => {
  const { page } = await day.open('clerk', askPath(), PHONE)
  await write(page)
  await page.getByText('Bozza salvata').first().waitFor()
  day.door.shut()
  await page.getByText('Sei senza connessione.').waitFor()
  await page.getByRole('button', { name: 'Invia appena torna la rete' }).click()
  await page.getByRole('heading', { name: 'Parte appena torna la rete' }).waitFor()
  expect(await taken()).toEqual([])
  day.door.open()
  await page.getByRole('heading', { name: 'Quesito inviato' }).waitFor()
  expect(await taken()).toEqual([TITLE])
})

test('the line breaks in the middle of a submit: nobody knows, and it is there once', async () => {
  const { page } = await day.open('clerk', askPath(), PHONE)
  await write(page)
  await page.getByText('Bozza salvata').first().waitFor()
  day.door.loseAnswers()
  await sendButton(page).click()
  await expect.poll(taken).toEqual([TITLE])
  expect(await page.getByRole('heading', { name: 'Quesito inviato' }).count()).toBe(0)
  day.door.shut()
  day.door.open()
  await page.getByRole('heading', { name: 'Quesito inviato' }).waitFor()
  expect(await taken()).toEqual([TITLE])
})

test('reloaded between sending and the answer, the page comes to know and sends nothing twice', async () => {
  const { page } = await day.open('clerk', askPath(), PHONE)
  await write(page)
  await page.getByText('Bozza salvata').first().waitFor()
  day.door.loseAnswers()
  await sendButton(page).click()
  await expect.poll(taken).toEqual([TITLE])
  await page.goto(`${day.door.url}/giornate/${day.code}`)
  await page.getByRole('tab', { name: /I miei quesiti/ }).click()
  await page.getByRole('heading', { name: TITLE }).waitFor()
  // Were the command given again without its key, a second question would be there by now.
  await write((await day.open('clerk', askPath(), PHONE)).page, 'Un secondo quesito')
  expect(await taken()).toEqual([TITLE])
})

test('at closing time: who was writing has a minute, who comes later keeps a draft', async () => {
  const late = await day.open('colleague', `/giornate/${day.code}`, PHONE)
  await late.page.getByRole('link', { name: 'Fai un quesito' }).first().waitFor()
  const { page } = await day.open('clerk', askPath(), PHONE)
  await write(page)
  await page.getByText('Bozza salvata').first().waitFor()
  day.advance(60 * MINUTE_MS + 5_000)
  await page.getByText('Invio chiuso').first().waitFor()
  await page.getByText('per finire questo').first().waitFor()
  await sendButton(page).click()
  await page.getByRole('heading', { name: 'Quesito inviato' }).waitFor()
  expect(await taken()).toEqual([TITLE])
  await late.page
    .getByText(/Invio chiuso/)
    .first()
    .waitFor()
  expect(await late.page.getByRole('link', { name: 'Fai un quesito' }).count()).toBe(0)
})

test('a draft survives a reload, and goes on on another device', async () => {
  const { page, context } = await day.open('clerk', askPath(), PHONE)
  await write(page)
  await page.getByText('Bozza salvata').first().waitFor()
  await page.reload()
  await expect.poll(() => page.getByLabel('Il dubbio in una riga').inputValue()).toBe(TITLE)
  expect(await page.getByLabel('Il fatto e la domanda').inputValue()).toBe(TEXT)
  await context.close()
  const phone = await day.open('clerk', askPath(), PHONE)
  await expect.poll(() => phone.page.getByLabel('Il dubbio in una riga').inputValue()).toBe(TITLE)
  await sendButton(phone.page).click()
  await phone.page.getByRole('heading', { name: 'Quesito inviato' }).waitFor()
})
