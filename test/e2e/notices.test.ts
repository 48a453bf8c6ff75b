/** Choosing what to hear of by e-mail, and a real mail from the server to its reader's browser and back to one click. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { job } from '../../db/schema/log.ts'
import { until } from '../../scripts/fault/until.ts'
import type { Command } from '../../server/domain/commands.ts'
import { type ForumDay, PEOPLE, startForumDay } from '../support/browser/forum-day.ts'
import { launchBrowser } from '../support/browser/launch.ts'
import { answerWords, newKey } from '../support/forum.ts'

let browser: Browser
let day: ForumDay
beforeAll(async () => {
  browser = await launchBrowser()
  day = await startForumDay(browser)
})
afterAll(async () => {
  await day.close()
  await browser.close()
})

const flawsOf = async (page: Page): Promise<string[]> => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

const shoot = async (page: Page, name: string) => {
  const folder = process.env.SHOTS
  if (folder) await page.screenshot({ path: `${folder}/${name}.png`, fullPage: true })
}

async function run(who: keyof typeof PEOPLE, type: Command['type'], payload: unknown) {
  const cookie = await day.server.signIn(PEOPLE[who].email)
  const { me } = (await day.server.call('GET', '/api/me', { cookie })).body as unknown as {
    me: { actorId: string }
  }
  const open = await day.rooms.find(day.sessionId)
  const command = { type, payload } as Command
  const ack = await open?.room.submit({ actorId: me.actorId, key: newKey(), command })
  if (!ack?.ok) throw new Error(`${type}: ${ack?.code}`)
  return ack.result as Record<string, string>
}

test('what is pressed is kept, is there after a reload, and goes back where it could not be kept', async () => {
  const { page, context } = await day.open('clerk', '/', { width: 390, height: 844 })
  await page.getByRole('button', { name: /profilo/i }).click()
  await page.getByRole('link', { name: 'Notifiche' }).click()
  const digest = page.getByRole('checkbox', { name: /riepilogo/i })
  await digest.waitFor()
  expect(await digest.isChecked()).toBe(true)
  expect(await flawsOf(page)).toEqual([])
  await shoot(page, 'notices-390')
  await digest.click()
  await page.getByText('Salvato.').waitFor()
  await page.reload()
  await digest.waitFor()
  expect(await digest.isChecked()).toBe(false)
  await context.setOffline(true)
  await digest.click()
  await page.getByRole('alert').waitFor()
  expect(await digest.isChecked()).toBe(false)
  await shoot(page, 'notices-refused-390')
  await context.setOffline(false)
  await page.setViewportSize({ width: 1280, height: 800 })
  await page.goto('about:blank')
  const wide = await day.open('expert', '/notifiche', { width: 1280, height: 800 })
  await wide.page.getByRole('checkbox').first().waitFor()
  expect(await flawsOf(wide.page)).toEqual([])
  await shoot(wide.page, 'notices-1280')
})

test('an answer comes as a mail; its link stops one matter without signing in, and takes it back', async () => {
  const ask = {
    title: 'Coniuge ricongiunta senza permesso',
    text: 'Il fatto',
    topicId: 'T1.01',
    shown: 'body',
  }
  const { questionId } = await run('clerk', 'question:ask', ask)
  const { room } = (await day.rooms.find(day.sessionId)) ?? {}
  const row = room?.state.get('question', questionId ?? '')
  if (row?.status === 'received') await run('moderator', 'question:admit', { questionId })
  const itemId = row?.workItemId
  await run('expert', 'item:claim', { itemId })
  const words = answerWords(
    'Sì: con contratto di soggiorno e ricevute, oppure con visto, nulla osta e ricevuta.',
  )
  await run('expert', 'answer:publish', { itemId, words, reach: 'all' })
  const outbox = day.server.parts.mail.outbox ?? (() => [])
  const mailOf = () => outbox().find(({ subject }) => subject.startsWith('Risposta al tuo quesito'))
  await until('the mail', () => mailOf() !== undefined, 10_000)
  const mail = mailOf()
  const readers = await browser.newContext({ viewport: { width: 390, height: 844 } })
  const reader = await readers.newPage()
  const emblem = mail?.pictures?.[0]?.content.toString('base64')
  await reader.setContent(String(mail?.html).replace('cid:eu-emblem', `data:image/png;base64,${emblem}`))
  expect(await flawsOf(reader)).toEqual([])
  await shoot(reader, 'mail-390')
  await reader.setViewportSize({ width: 600, height: 800 })
  await shoot(reader, 'mail-600')
  const stop = String(await reader.getByRole('link', { name: 'Non avvisarmi più' }).getAttribute('href'))
  await readers.close()

  const { page } = await day.open(null, new URL(stop).pathname, { width: 390, height: 844 })
  const button = page.getByRole('button', { name: 'Non avvisarmi più di questo' })
  await button.waitFor()
  expect(await flawsOf(page)).toEqual([])
  await shoot(page, 'stop-390')
  await button.click()
  await page.getByText('Fatto: di questo non ti scriviamo più.').waitFor()
  expect(await flawsOf(page)).toEqual([])
  await shoot(page, 'stopped-390')
  await page.getByRole('button', { name: 'Ho cambiato idea' }).click()
  await button.waitFor()
  await page.getByRole('button', { name: 'Nessuna e-mail' }).click()
  await page.getByText('Fatto: non ti scriviamo più.').waitFor()
  const cut = await day.open(null, `${new URL(stop).pathname}x`, { width: 390, height: 844 })
  await cut.page.getByText('Questo indirizzo non è completo').waitFor()
  await shoot(cut.page, 'cut-390')
  const jobs = await day.server.parts.store.read.select().from(job)
  expect(jobs.filter(({ kind }) => kind === 'mail')).toMatchObject([{ failed: false, attempts: 0 }])
})
