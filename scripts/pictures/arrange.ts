/** How a page is brought into a state: each is a few steps that a person, a network or a server makes. */
import type { Scene } from './camera.ts'

type Arrangement = (scene: Scene) => Promise<void>

export const press =
  (label: (t: Scene['t']) => string | RegExp): Arrangement =>
  ({ page, t }) =>
    page
      .getByRole('button', { name: label(t) })
      .filter({ visible: true })
      .first()
      .click()

/** One after the other. */
export const all =
  (...steps: readonly Arrangement[]): Arrangement =>
  async (scene) => {
    for (const step of steps) await step(scene)
  }

/** The page is there before anything else happens. */
export const once =
  (words: (t: Scene['t']) => string | RegExp): Arrangement =>
  ({ page, t }) =>
    page.getByText(words(t)).filter({ visible: true }).first().waitFor()

/** The network is gone, and the device knows it. */
export const goOffline: Arrangement = async ({ page, site }) => {
  await page.context().setOffline(true)
  site.cutLines()
}

/** What the server is asked it never answers. */
export const hang: Arrangement = async ({ page }) => {
  await page.route('**/api/**', () => {})
  await page.routeWebSocket(/./, () => {})
}

/** The server answers that something went wrong. */
export const fail: Arrangement = async ({ page }) => {
  await page.route('**/api/**', (route) =>
    route.fulfill({ status: 503, json: { ok: false, code: 'service/unavailable' } }),
  )
}

/** Nothing can be stored at the server's. */
export const degrade: Arrangement = async ({ site }) => site.degrade(true)
export const recover: Arrangement = async ({ site }) => site.degrade(false)

export const fill =
  (label: (t: Scene['t']) => string, text: string): Arrangement =>
  ({ page, t }) =>
    page.getByLabel(label(t), { exact: true }).fill(text)

const TITLE = 'Coniuge con il permesso in rinnovo'
const TEXT =
  'La moglie di un nostro residente è entrata con il visto per ricongiungimento e ha solo la ricevuta della richiesta. ' +
  'Possiamo iscriverla in anagrafe subito, o dobbiamo aspettare il permesso?'
const PERSONAL =
  'Il signor Mario Rossi, codice fiscale RSSMRA80A01H501U, chiede la residenza per la moglie. Possiamo iscriverla?'

/** A question as somebody writes it, topic and all. */
export const writeQuestion =
  (text = TEXT): Arrangement =>
  async ({ page, t }) => {
    await page.getByLabel(t.ask.line).fill(TITLE)
    await page.getByLabel(t.ask.text).fill(text)
    const theme = page.getByLabel(t.ask.theme, { exact: true })
    if ((await theme.count()) > 0) await theme.selectOption({ index: 2 })
    await page.getByLabel(t.ask.topic, { exact: true }).selectOption({ index: 1 })
  }

export const writePersonal: Arrangement = writeQuestion(PERSONAL)

export const key =
  (name: string): Arrangement =>
  ({ page }) =>
    page.keyboard.press(name)
