/** Two experts with nothing but a keyboard: one triages, takes, writes and sends, the other sees it, reviews and publishes. */
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { grantRole } from '../../server/commands/grant.ts'
import type { Command } from '../../server/domain/commands.ts'
import { SYSTEM } from '../../server/domain/permissions.ts'
import { type ForumDay, PEOPLE, type Screen, startForumDay } from '../support/browser/forum-day.ts'
import { launchBrowser } from '../support/browser/launch.ts'
import { newKey } from '../support/forum.ts'

const TITLE = 'Passaporto scaduto e permesso valido'
const BRIEF = 'Sì: basta il permesso in corso, con la richiesta di rinnovo.'

let browser: Browser
let day: ForumDay

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  // Answers of the second theme are read by two.
  day = await startForumDay(browser, { themeIds: ['T1', 'T2'] })
  for (const { email, given_name, family_name } of [PEOPLE.expert, PEOPLE.second])
    await grantRole(day.server.parts.edition, SYSTEM.id, {
      email,
      name: `${given_name} ${family_name}`,
      role: 'expert',
      scope: 'theme:T2',
    })
})
afterEach(() => day.close())

async function ask(title: string): Promise<void> {
  const cookie = await day.server.signIn(PEOPLE.clerk.email)
  const { me } = (await day.server.call('GET', '/api/me', { cookie })).body as { me?: { actorId: string } }
  const open = await day.rooms.find(day.sessionId)
  const payload = { title, text: `Il fatto: ${title}`, topicId: 'T2.01', shown: 'body' }
  const command = { type: 'question:ask', payload } as Command
  const ack = await open?.room.submit({ actorId: me?.actorId ?? '', key: newKey(), command })
  expect(ack).toMatchObject({ ok: true })
}

const consolePath = (): string => `/giornate/${day.code}/esperti`
/** In the queue: what is needed now names it too. */
const rowOf = (page: Page, what = '') =>
  page.getByRole('region', { name: 'Coda' }).getByRole('link', { name: new RegExp(TITLE + what) })

const openConsole = (who: 'expert' | 'second'): Promise<Screen> =>
  day.open(who, consolePath(), { width: 1366, height: 768 })

async function press(page: Page, ...keys: readonly string[]): Promise<void> {
  for (const key of keys) await page.keyboard.press(key)
}

/** With Tab alone, and not for ever. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let tries = 0; tries < 20; tries += 1) {
    await page.keyboard.press('Tab')
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return
  }
  throw new Error(`Tab never came to ${selector}`)
}

/** What has the focus, as a person who hears the page would know it. */
const focused = (page: Page): Promise<string> =>
  page.evaluate(() => {
    const { activeElement } = document
    const label = document.querySelector(`label[for="${activeElement?.id}"]`)
    return label?.textContent ?? activeElement?.getAttribute('aria-label') ?? activeElement?.textContent ?? ''
  })

const initialOf = ({ given_name, family_name }: { given_name: string; family_name: string }): string =>
  `${given_name.slice(0, 1)}. ${family_name}`

test('by keyboard alone: triage, claim, draft, a colleague named, review, publish', async () => {
  await ask(TITLE)
  const first = await openConsole('expert')
  const { page } = first
  await rowOf(page).waitFor()

  await press(page, 'j', 'Enter')
  await page.getByText('Il quesito aspetta di essere ammesso').waitFor()
  await press(page, 'e')
  await page.getByText('Il quesito è libero').waitFor()
  await press(page, 'c')
  await expect.poll(() => focused(page)).toContain('In breve')

  // Every letter that does something elsewhere writes here.
  await page.keyboard.type(BRIEF)
  await press(page, 'Alt+2')
  await page.keyboard.type('jkcxudsihanptmer./? sono lettere.')
  await press(page, 'Alt+4')
  await page.keyboard.type('A tutti i Comuni.')
  await press(page, 'Control+k')
  await page.keyboard.type('D.P.R. 223/1989')
  await tabTo(page, 'input[type=checkbox]')
  await press(page, 'Space', 'Enter')
  await press(page, 'Alt+7')
  await page.keyboard.type('01112026')
  expect(await page.getByLabel('In breve', { exact: true }).inputValue()).toBe(BRIEF)
  expect(await page.getByLabel('Motivazione').inputValue()).toContain('jkcxudsihanptmer./?')
  expect(await page.getByText('riscontrato', { exact: true }).count()).toBe(1)

  const second = await openConsole('second')
  const me = initialOf(PEOPLE.expert)
  await press(page, 'Alt+1')
  await page.keyboard.type(' ')
  await press(page, 'Backspace')
  await rowOf(second.page, `.*${me} scrive`).waitFor()

  await press(page, 'Escape', 'n')
  await page.keyboard.type(`Vedi la circolare, @${PEOPLE.second.family_name.slice(0, 3)}`)
  await press(page, 'Tab', 'Enter')
  await page.getByText(`Lo vede ${initialOf(PEOPLE.second)}.`).waitFor()
  await page.keyboard.type('grazie')
  await press(page, 'Tab', 'Enter')
  await page.getByText('Nota aggiunta.').first().waitFor()
  await press(second.page, 'g', 'o')
  await second.page.getByRole('region', { name: 'Ti hanno citato' }).getByText(TITLE).waitFor()

  await page.getByText(/^Salvato/).waitFor()
  await press(page, 'Alt+1', 'Control+Enter')
  await page.getByText('Mandato in verifica.').first().waitFor()
  await press(second.page, 'g', 'v')
  await rowOf(second.page).waitFor()
  await press(second.page, 'j', 'Enter')
  await second.page.getByText(BRIEF).waitFor()
  await press(second.page, 'Control+Enter')
  await second.page.getByText('Pubblicata.').first().waitFor()

  const clerk = await day.open('clerk', `/giornate/${day.code}`, { width: 390, height: 844 })
  await clerk.page.getByText(BRIEF).first().waitFor()
  for (const { complaints } of [first, second, clerk]) expect(complaints).toEqual([])
})

test('who reads what nobody has taken is named; ? lists the keys, and behind it none fires', async () => {
  await ask(TITLE)
  const first = await openConsole('expert')
  const second = await openConsole('second')
  for (const { page } of [first, second]) {
    await rowOf(page).waitFor()
    await press(page, 'j', 'Enter')
  }
  const other = initialOf(PEOPLE.second)
  await rowOf(first.page, `.*${other} legge`).waitFor()
  await press(first.page, '?')
  await first.page.getByRole('dialog', { name: 'Tasti' }).waitFor()
  await press(first.page, 'e')
  await press(first.page, 'Escape')
  await first.page.getByText('Il quesito aspetta di essere ammesso').waitFor()
  // Who leaves the item is not named any longer.
  await press(second.page, 'g', 'o')
  await rowOf(first.page, '(?!.*legge)').waitFor()
  for (const { complaints } of [first, second]) expect(complaints).toEqual([])
})
