/** One question's page in a real browser, while experts work on it: what is read stays still, what is written is kept. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import type { ClientCommand } from '../../client/sync/command-types.ts'
import { must } from '../../server/domain/assert.ts'
import type { Command, Payloads } from '../../server/domain/commands.ts'
import { type ForumDay, PEOPLE, startForumDay } from '../support/browser/forum-day.ts'
import { launchBrowser } from '../support/browser/launch.ts'
import { answerWords, newKey } from '../support/forum.ts'

const TITLE = 'Convenzione per lo sportello con due Comuni'
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

const room = async () => must(await day.rooms.find(day.sessionId)).room

/** Gives a command as one of the people, beside the browsers. */
async function give<T extends ClientCommand>(who: keyof typeof PEOPLE, type: T, payload: Payloads[T]) {
  const role = who === 'expert' || who === 'second' ? 'expert' : 'participant'
  const scope = role === 'expert' ? 'theme:T1' : `body:${must(PEOPLE.clerk.body_id)}`
  const { actorId } = await day.server.grant(PEOPLE[who].email, role, scope as 'theme:T1')
  const ack = await (await room()).submit({ actorId, key: newKey(), command: { type, payload } as Command })
  expect(ack).toMatchObject({ ok: true })
  return ack.ok ? ack.result : {}
}

/** A question of the clerk's, in the queue, with the item that experts see of it. */
async function asked(): Promise<{ questionId: string; itemId: string; path: string }> {
  const words = { title: TITLE, text: 'Basta una convenzione per lo sportello?' }
  const result = await give('clerk', 'question:ask', { ...words, topicId: 'T1.01', shown: 'body' })
  const questionId = String(result?.questionId)
  const { workItemId } = (await room()).state.get('question', questionId)
  return { questionId, itemId: workItemId, path: `/giornate/${day.code}/quesiti/${questionId}` }
}

const topOf = (page: Page) =>
  page
    .getByText('Basta una convenzione per lo sportello?')
    .evaluate((words) => words.getBoundingClientRect().top)

async function expectAccessible(page: Page): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

test('an answer and its correction are announced over the page, and shown when they are asked for', async () => {
  const { itemId, questionId, path } = await asked()
  const { page, complaints } = await day.open('colleague', path, PHONE)
  await page.getByRole('heading', { level: 1, name: TITLE }).waitFor()
  await give('expert', 'item:claim', { itemId })
  await page.getByText('Un esperto sta scrivendo').first().waitFor()
  await page.evaluate(async () => {
    await document.fonts.ready
  })
  const before = await topOf(page)
  const words = answerWords('Sì, con una durata di tre anni.')
  await give('expert', 'answer:publish', { itemId, words, reach: 'all' })
  await page.getByText('È arrivata la risposta.').waitFor()
  expect(await topOf(page)).toBe(before)
  expect(await page.getByText(words.inBrief).count()).toBe(0)
  await page.getByRole('button', { name: /Mostra/ }).click()
  await page.getByText(words.inBrief).waitFor()

  const { answerId } = (await room()).state.get('question', questionId)
  const corrected = answerWords('Sì, con una durata di cinque anni.')
  const reason = 'La legge è cambiata.'
  await give('expert', 'answer:correct', { answerId: must(answerId), words: corrected, reason })
  await page.getByText('La risposta è cambiata.').waitFor()
  expect(await page.getByText(words.inBrief).count()).toBe(1)
  await page.getByRole('button', { name: /Mostra/ }).click()
  await page.getByText(reason).waitFor()
  await page.getByRole('button', { name: 'Che cosa è cambiato' }).click()
  expect(await page.locator('del').textContent()).toContain('tre')
  expect(await page.locator('ins').textContent()).toContain('cinque')
  await expectAccessible(page)
  expect(complaints).toEqual([])
})

test('the asker replies where the expert waits, also after a reload, and follows the answer up', async () => {
  const { itemId, path } = await asked()
  await give('expert', 'item:claim', { itemId })
  await give('expert', 'item:askMore', { itemId, text: 'Quanti abitanti siete insieme?' })
  const { page, complaints } = await day.open('clerk', path, PHONE)
  await page.getByText('Quanti abitanti siete insieme?').waitFor()
  await expectAccessible(page)
  await page.getByLabel('La tua risposta').fill('Settemilatrecento.')
  await page.reload()
  await expect.poll(() => page.getByLabel('La tua risposta').inputValue()).toBe('Settemilatrecento.')
  await page.getByRole('button', { name: 'Invia la precisazione' }).click()
  await page.getByText(/^Hai risposto, alle/).waitFor()
  expect(await page.getByLabel('La tua risposta').count()).toBe(0)

  await give('expert', 'item:claim', { itemId })
  await give('expert', 'answer:publish', { itemId, words: answerWords(), reach: 'all' })
  await page.getByRole('button', { name: /Mostra/ }).click()
  await page.getByRole('button', { name: 'Chiedi un seguito' }).click()
  await page.getByLabel('Il tuo seguito').fill('E se il terzo Comune esce?')
  await page.getByRole('button', { name: 'Invia il seguito' }).click()
  await page.getByText(/^Hai chiesto un seguito, alle/).waitFor()
  expect((await room()).state.get('workItem', itemId).status).toBe('queued')
  expect(complaints).toEqual([])
})

test('an answer is found by its words, from home, and among one’s own questions', async () => {
  const { itemId, path } = await asked()
  await give('expert', 'item:claim', { itemId })
  await give('expert', 'answer:publish', { itemId, words: answerWords(), reach: 'all' })
  const { page, complaints } = await day.open('clerk', '/')
  await page.getByRole('link', { name: 'Entra nel forum' }).waitFor()
  await page.getByRole('link', { name: TITLE }).waitFor()
  await expectAccessible(page)
  await page.getByRole('searchbox').fill('convenzioni sportelli')
  await page.getByRole('searchbox').press('Enter')
  await page.getByRole('heading', { level: 1, name: 'Risposte' }).waitFor()
  expect(new URL(page.url()).searchParams.get('q')).toBe('convenzioni sportelli')
  await page.locator('mark', { hasText: 'sportello' }).first().waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: 'I miei quesiti' }).click()
  await page.getByText('Risposta pubblicata').waitFor()
  await expectAccessible(page)
  await page.getByRole('link', { name: TITLE }).click()
  await page.getByText(answerWords().inBrief).waitFor()
  expect(new URL(page.url()).pathname).toBe(path)
  expect(complaints).toEqual([])
})
