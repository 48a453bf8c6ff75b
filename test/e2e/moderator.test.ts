/** A moderator runs a day by hand, on a phone and at a desk, and a hall's screen follows it by a pass. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { createSession } from '../../server/commands/session.ts'
import type { CommandAck } from '../../server/contract/socket.ts'
import type { Command } from '../../server/domain/commands.ts'
import { SYSTEM } from '../../server/domain/permissions.ts'
import { type ForumDay, PEOPLE, startForumDay } from '../support/browser/forum-day.ts'
import { launchBrowser } from '../support/browser/launch.ts'
import { answerWords, newKey } from '../support/forum.ts'

let browser: Browser
let day: ForumDay
let actors: Map<keyof typeof PEOPLE, string>

beforeAll(async () => {
  browser = await launchBrowser()
})
afterAll(() => browser.close())
beforeEach(async () => {
  day = await startForumDay(browser)
  actors = new Map()
})
afterEach(() => day.close())

/** A command as somebody, beside their browsers. */
async function run(who: keyof typeof PEOPLE, type: Command['type'], payload: unknown): Promise<CommandAck> {
  const known = actors.get(who)
  const actorId = known ?? (await actorOf(who))
  actors.set(who, actorId)
  const open = await day.rooms.find(day.sessionId)
  if (!open) throw new Error('the day must be there')
  return open.room.submit({ actorId, key: newKey(), command: { type, payload } as Command })
}

async function actorOf(who: keyof typeof PEOPLE): Promise<string> {
  const cookie = await day.server.signIn(PEOPLE[who].email)
  const { me } = (await day.server.call('GET', '/api/me', { cookie })).body as { me?: { actorId: string } }
  return me?.actorId ?? ''
}

async function ask(title: string, who: 'clerk' | 'colleague' = 'clerk'): Promise<string> {
  const payload = { title, text: `Il fatto: ${title}`, topicId: 'T1.01', shown: 'body' }
  const ack = await run(who, 'question:ask', payload)
  return ack.ok ? String(ack.result.questionId) : ''
}

async function statusOf(questionId: string): Promise<string | undefined> {
  const open = await day.rooms.find(day.sessionId)
  return open?.room.state.find('question', questionId)?.status
}

async function flawsOf(page: Page): Promise<string[]> {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']
  const { violations } = await new AxeBuilder({ page }).withTags(tags).analyze()
  return violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

const moderation = () => `/giornate/${day.code}/moderazione`

test('on a phone one card at a time: admitting goes at once, both it and a refusal can be taken back', async () => {
  const first = await ask('La prima')
  const second = await ask('La seconda', 'colleague')
  const { page, complaints } = await day.open('moderator', moderation(), { width: 390, height: 844 })
  await page.getByRole('heading', { name: 'La prima' }).waitFor()
  await page.getByText('Il fatto: La prima').waitFor()
  expect(await flawsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Ammetti' }).click()
  await page.getByRole('heading', { name: 'La seconda' }).waitFor()
  await expect.poll(() => statusOf(first)).toBe('published')
  await page.getByRole('button', { name: 'Annulla' }).click()
  await expect.poll(() => statusOf(first)).toBe('received')
  await page.getByRole('heading', { name: 'La prima' }).waitFor()
  await page.getByRole('button', { name: 'Ammetti' }).click()
  await page.getByRole('heading', { name: 'La seconda' }).waitFor()

  await page.getByRole('button', { name: 'Altro' }).click()
  await page.getByRole('button', { name: 'Non accolto' }).click()
  await page.getByRole('button', { name: 'Non accogliere' }).click()
  await page.getByText('Scegli il motivo.').waitFor()
  await page.getByLabel('Motivo').selectOption({ label: 'Espressioni da togliere' })
  expect(await flawsOf(page)).toEqual([])
  await page.getByRole('button', { name: 'Non accogliere' }).click()
  await page.getByText(/Non accolto\. Chi l’ha inviato lo sa/).waitFor()
  await page.getByRole('button', { name: 'Annulla' }).click()
  await page.getByRole('heading', { name: 'La seconda' }).waitFor()
  expect(await statusOf(second)).toBe('received')
  expect(complaints).toEqual([])
})

test('at a desk with keys; a refusal that nobody takes back goes when the page is left', async () => {
  const first = await ask('La prima')
  const second = await ask('La seconda', 'colleague')
  const { page, complaints } = await day.open('moderator', moderation())
  await page.getByRole('heading', { name: 'La prima' }).waitFor()
  await page.getByText(/Collegati ora.*1 moderatore/).waitFor()
  await page
    .getByRole('table', { name: 'I temi in cifre' })
    .getByRole('row', { name: /Modelli.* 2 0 2/ })
    .waitFor()
  expect(await flawsOf(page)).toEqual([])
  await ask('La terza')
  await page.getByRole('status').filter({ hasText: '3 quesiti in arrivo.' }).waitFor({ state: 'attached' })
  await page.keyboard.press('j')
  await page.getByRole('heading', { name: 'La seconda' }).waitFor()
  await page.keyboard.press('e')
  await expect.poll(() => statusOf(second)).toBe('published')
  await page.getByRole('heading', { name: 'La terza' }).waitFor()
  await page.keyboard.press('k')
  await page.getByRole('heading', { name: 'La prima' }).waitFor()
  await page.keyboard.press('r')
  await page.getByLabel('Motivo').selectOption({ label: 'Espressioni da togliere' })
  await page.getByRole('button', { name: 'Non accogliere' }).click()
  await page.getByText(/Non accolto\. Chi l’ha inviato lo sa/).waitFor()
  expect(await statusOf(first)).toBe('received')
  await page.goto(`${day.server.origin}/note/crediti`)
  await expect.poll(() => statusOf(first), { timeout: 10_000 }).toBe('notAccepted')
  expect(complaints).toEqual([])
})

test('closing carries what is open to the next day', async () => {
  const now = day.server.parts.clock.now()
  const { edition } = day.server.parts
  const next = await createSession(edition, SYSTEM.id, {
    editionId: edition.id,
    code: 'FD3',
    title: 'Terza giornata',
    opensAt: now + 20 * 3_600_000,
    liveAt: now + 24 * 3_600_000,
    closesAt: now + 30 * 3_600_000,
    themeIds: ['T1'],
  })
  const questionId = await ask('Da portare')
  const { page, complaints } = await day.open('moderator', moderation())
  await page.getByRole('button', { name: 'Chiudi l’invio' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Chiudi l’invio' }).click()
  await page.getByRole('button', { name: 'Chiudi la giornata' }).click()
  await page.getByRole('button', { name: /^1 quesito è senza esito: portalo al/ }).click()
  await page.getByRole('button', { name: 'Riapri' }).waitFor()
  expect(await statusOf(questionId)).toBe('carried')
  const there = await day.rooms.find(next)
  await expect.poll(() => [...(there?.room.state.list('question') ?? [])].length).toBe(1)
  expect(complaints).toEqual([])
})

test('a hall’s screen follows by a pass, that is in no address, until it is taken back', async () => {
  const questionId = await ask('Sportello unico: chi risponde?')
  await run('moderator', 'question:admit', { questionId })
  const desk = await day.open('moderator', moderation())
  await desk.page.getByRole('button', { name: 'Muro' }).click()
  await desk.page.getByRole('button', { name: 'Crea un collegamento' }).click()
  const link = await desk.page.getByLabel('Collegamento', { exact: true }).inputValue()
  const path = link.replace(day.server.origin, '')
  const wall = await day.open(null, path, { width: 1920, height: 1080 })
  await wall.page.getByRole('heading', { name: 'Le domande in lista' }).waitFor()
  await wall.page.getByText('Sportello unico: chi risponde?').waitFor()
  expect(wall.page.url()).toBe(`${day.server.origin}/muro/${day.code}`)
  expect(await flawsOf(wall.page)).toEqual([])

  const open = await day.rooms.find(day.sessionId)
  const itemId = open?.room.state.get('question', questionId).workItemId ?? ''
  await run('expert', 'item:claim', { itemId })
  await run('expert', 'answer:publish', { itemId, words: answerWords('Risponde il capofila'), reach: 'all' })
  await wall.page.getByRole('heading', { name: 'Sportello unico: chi risponde?' }).waitFor()
  await wall.page.getByText('Risponde il capofila').waitFor()
  await run('moderator', 'session:announce', { text: 'Si firma all’ingresso.', minutes: 5 })
  await wall.page.getByText('Si firma all’ingresso.').waitFor()
  await wall.page.keyboard.press('d')
  expect(await flawsOf(wall.page)).toEqual([])

  await desk.page.getByRole('button', { name: /^Ritira il collegamento/ }).click()
  await wall.page.getByText(/Questo schermo ha bisogno di un permesso/).waitFor()
  expect(await wall.page.getByText('Risponde il capofila').count()).toBe(0)
  expect([...desk.complaints, ...wall.complaints]).toEqual([])
})

test('a wall that lost its line says so, keeps its picture, and comes back', async () => {
  const questionId = await ask('Resta sullo schermo')
  await run('moderator', 'question:admit', { questionId })
  const { page, context } = await day.open('moderator', `/muro/${day.code}`, { width: 1920, height: 1080 })
  await page.getByText('Resta sullo schermo').waitFor()
  await context.setOffline(true)
  const open = await day.rooms.find(day.sessionId)
  for (const connection of open?.frames.connections() ?? [])
    if (connection.reader.as === 'feed') connection.cut('silent')
  await page.getByText('Collegamento in ripresa').waitFor()
  expect(await page.getByText('Resta sullo schermo').count()).toBe(1)
  const later = await ask('Arrivata nel frattempo', 'colleague')
  await run('moderator', 'question:admit', { questionId: later })
  await context.setOffline(false)
  await page.getByText('Arrivata nel frattempo').waitFor()
  await page.getByText('Collegamento in ripresa').waitFor({ state: 'hidden' })
})
