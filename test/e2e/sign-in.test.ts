/** Signing in as somebody does it: address, code, and back to where they were. */
import type { Browser } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ForumDay, PEOPLE, startForumDay } from '../support/browser/forum-day.ts'
import { launchBrowser } from '../support/browser/launch.ts'

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

test('from a page to the code, and back to the page', async () => {
  const { page, complaints } = await day.open(null, '/', { width: 390, height: 844 })
  await page.getByRole('link', { name: 'Accedi' }).click()
  await page.getByLabel('E-mail di lavoro').fill(PEOPLE.clerk.email)
  await page.getByRole('button', { name: 'Mandami il codice' }).click()
  const field = page.getByLabel('Codice di 6 cifre')
  await field.waitFor()
  await day.server.parts.identity.settle()
  const outbox = day.server.parts.mail.outbox?.() ?? []
  const code = outbox.find(({ to }) => to === PEOPLE.clerk.email)?.text.match(/^\d{6}$/m)?.[0] ?? ''
  await field.fill(code === '000000' ? '000001' : '000000')
  await page
    .locator('.field__error', { hasText: 'Il codice non è questo. Ti restano 4 tentativi.' })
    .waitFor()
  await field.fill(code)
  await page.waitForURL(`${day.server.origin}/`)
  // A wrong code is answered with 400, which the browser notes by itself.
  expect(complaints.filter((text) => !text.includes('status of 4'))).toEqual([])
})
