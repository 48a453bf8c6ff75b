/** A question's way through real browsers: asked, admitted, raced for, answered, seen by everybody, and nothing too early. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ForumDay, startForumDay } from '../support/browser/forum-day.ts'
import { launchBrowser } from '../support/browser/launch.ts'

const TITLE = 'Convenzione per lo sportello con due Comuni'
const TEXT =
  'Siamo tre Comuni confinanti. Basta una convenzione per lo sportello, o va associata la funzione?'
const NOTE = 'CANARINO-NOTA solo tra esperti'
const DRAFT = 'CANARINO-BOZZA da rivedere'
const ANSWER = 'Sì come primo stralcio, con durata di tre anni.'

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

async function ask(page: Page): Promise<void> {
  await page.getByLabel('Il dubbio in una riga').fill(TITLE)
  await page.getByLabel('Il fatto e la domanda').fill(TEXT)
  await page.getByLabel('Argomento').selectOption({ label: 'Forme associative e convenzioni' })
  await page.getByRole('button', { name: 'Invia il quesito' }).click()
}

test('a clerk asks, two experts race for it, one answers, and clerk, colleague and wall see it', async () => {
  const clerk = await day.open('clerk', `/giornate/${day.code}/chiedi`, { width: 390, height: 844 })
  const colleague = await day.open('colleague', `/giornate/${day.code}`)
  const wall = await day.open('moderator', `/muro/${day.code}`, { width: 1920, height: 1080 })
  await ask(clerk.page)
  await clerk.page.getByRole('heading', { name: 'Quesito inviato' }).waitFor()

  const experts = [
    await day.open('expert', `/giornate/${day.code}/esperti`, { width: 1366, height: 768 }),
    await day.open('second', `/giornate/${day.code}/esperti`, { width: 1366, height: 768 }),
  ] as const
  const [first] = experts
  const rowOf = (page: Page) =>
    page.getByRole('region', { name: 'Coda' }).getByRole('link', { name: new RegExp(TITLE) })
  await rowOf(first.page).click()
  await first.page.getByRole('button', { name: 'Ammetti' }).click()
  await rowOf(experts[1].page).click()
  const takes = experts.map(({ page }) => page.getByRole('button', { name: 'Prendo io' }))
  // Both are on the screen before either is pressed: the slower one must not learn of the other first.
  const buttons = await Promise.all(takes.map((button) => button.elementHandle()))
  await Promise.all(buttons.map((button) => button?.evaluate((element) => (element as HTMLElement).click())))
  const held = experts.map(({ page }) => page.getByLabel('In breve', { exact: true }))
  await expect
    .poll(async () => (await Promise.all(held.map((field) => field.count()))).sort())
    .toEqual([0, 1])
  const winner = (await held[0]?.count()) === 1 ? experts[0] : experts[1]
  const loser = winner === experts[0] ? experts[1] : experts[0]
  await loser.page
    .getByText(/sta scrivendo|L’ha preso/)
    .first()
    .waitFor()

  const { page } = winner
  await page.getByRole('button', { name: 'Aggiungi una nota' }).click()
  await page.getByLabel('Nota', { exact: true }).fill(NOTE)
  await page.locator('form').getByRole('button', { name: 'Aggiungi una nota' }).click()
  await loser.page.getByText(NOTE).waitFor()
  await page.getByLabel('In breve', { exact: true }).fill(DRAFT)
  await page.getByText(/^Salvato/).waitFor()
  await page.getByLabel('In breve', { exact: true }).fill(ANSWER)
  await page.getByLabel('Motivazione').fill('La funzione sociale va associata per intero.')
  await page.getByLabel('A chi si applica').fill('A tutti i Comuni.')
  await page.getByLabel('Aggiornato al').fill('2026-11-01')
  await page.getByRole('button', { name: /^Pubblica/ }).click()

  // Nothing moves under a reader's eyes: the answer waits until it is asked for.
  await colleague.page.getByRole('button', { name: /nuova risposta|novità/ }).click()
  await colleague.page.getByText(ANSWER).waitFor()
  await wall.page.getByText(ANSWER).waitFor()
  await expect.poll(() => clerk.frames.join('\n')).toContain(ANSWER)
  await clerk.page.goto(`${day.door.url}/giornate/${day.code}`)
  await clerk.page.getByText(ANSWER).first().waitFor()

  for (const { frames } of [clerk, colleague, wall]) {
    const sent = frames.join('\n')
    expect(sent).toContain(ANSWER)
    expect(sent).not.toContain('CANARINO')
  }
  for (const { complaints } of [clerk, colleague, wall, ...experts]) expect(complaints).toEqual([])
})
