/** Whether an answer helps, said by people in real browsers: while they write a question, and where they read the answer. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { listVerdicts } from '../../db/verdict-store.ts'
import { must } from '../../server/domain/assert.ts'
import type { Command } from '../../server/domain/commands.ts'
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

async function expectAccessible(page: Page): Promise<void> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze()
  expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
}

/** A question of the clerk's, answered by the expert. */
async function answered(): Promise<{ path: string; answerId: string }> {
  const { room } = must(await day.rooms.find(day.sessionId))
  const give = async (who: 'clerk' | 'expert', role: 'participant' | 'expert', command: object) => {
    const scope = role === 'expert' ? 'theme:T1' : `body:${must(PEOPLE.clerk.body_id)}`
    const { actorId } = await day.server.grant(PEOPLE[who].email, role, scope as 'theme:T1')
    const ack = await room.submit({ actorId, key: newKey(), command: command as Command })
    return String(must(ack.ok ? ack.result : undefined).questionId)
  }
  const words = { title: TITLE, text: 'Basta una convenzione?', topicId: 'T1.01', shown: 'body' }
  const questionId = await give('clerk', 'participant', { type: 'question:ask', payload: words })
  const { workItemId: itemId } = room.state.get('question', questionId)
  await give('expert', 'expert', { type: 'item:claim', payload: { itemId } })
  const said = { itemId, words: answerWords('Sì, con una durata di tre anni.'), reach: 'all' }
  await give('expert', 'expert', { type: 'answer:publish', payload: said })
  const { answerId } = room.state.get('question', questionId)
  return { path: `/giornate/${day.code}/quesiti/${questionId}`, answerId: must(answerId) }
}

const said = async (answerId: string) =>
  (await listVerdicts(day.server.parts.store.read, answerId)).map(({ helps }) => helps)

test('where it is read: one word, which can be changed and taken back', async () => {
  const { path, answerId } = await answered()
  const { page, complaints } = await day.open('colleague', path, PHONE)
  await page.getByRole('button', { name: 'Non per il nostro caso' }).click()
  await page.getByText('Grazie, l’abbiamo segnato.').waitFor()
  await expect.poll(() => said(answerId)).toEqual([false])
  await page.getByRole('button', { name: 'Sì', exact: true }).click()
  await expect.poll(() => said(answerId)).toEqual([true])
  await expectAccessible(page)
  await page.reload()
  const yes = page.getByRole('button', { name: 'Sì', exact: true, pressed: true })
  await yes.waitFor()
  await yes.click()
  await expect.poll(() => said(answerId)).toEqual([])
  expect(complaints).toEqual([])
})

test('while a question is written: my case differs, and the form goes on; this answers me, and nothing is sent', async () => {
  const { answerId } = await answered()
  const { page } = await day.open('colleague', `/giornate/${day.code}/chiedi`, PHONE)
  await page.getByLabel('Il dubbio in una riga').fill('Convenzione per lo sportello associato')
  await page.getByRole('button', { name: 'Forse c’è già la risposta' }).click()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'No, il mio caso è diverso' }).click()
  await page.getByRole('status').filter({ hasText: 'Scrivi nel fatto', visible: true }).waitFor()
  await expect.poll(() => said(answerId)).toEqual([false])

  await page.reload()
  await page.getByRole('button', { name: 'Forse c’è già la risposta' }).click()
  await page.getByRole('button', { name: 'Sì, non serve inviare' }).click()
  await page.getByRole('heading', { name: 'Hai già la risposta' }).waitFor()
  await expect.poll(() => said(answerId)).toEqual([true])
})
