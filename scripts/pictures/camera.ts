/**
 * Brings a browser to a screen of the table, in its state and a language, and away again. A context for each person and
 * language is kept; what a screen left on the device is gone before the next. It judges nothing.
 */
import type { Browser, BrowserContext, Page } from 'playwright-core'
import type { Who } from './people.ts'
import type { Season } from './plan.ts'
import type { Screen } from './screens.ts'
import { openSite, type Site } from './site.ts'
import { type Language, WORDS, type Words } from './words.ts'

export type Scene = { readonly page: Page; readonly site: Site; readonly t: Words }

export type Size = readonly [width: number, height: number]

const WAIT_MS = 15_000

export class Camera {
  readonly #browser: Browser
  readonly #clientDir: string
  readonly #sites = new Map<Season, Promise<Site>>()
  readonly #contexts = new Map<string, Promise<BrowserContext>>()

  constructor(browser: Browser, clientDir: string) {
    this.#browser = browser
    this.#clientDir = clientDir
  }

  /** Calls `look` when the screen is there as the table says; then puts everything back. */
  async show(screen: Screen, language: Language, look: (page: Page) => Promise<void>): Promise<void> {
    const site = await this.#site(screen.season ?? 'today')
    const context = await this.#context(screen, site, language)
    const page = await context.newPage()
    const scene = { page, site, t: WORDS[language] }
    try {
      await forget(page, site.url)
      await screen.before?.(scene)
      await arrive(scene, screen)
      await look(page)
    } finally {
      await screen.after?.(scene)
      await context.setOffline(false)
      await page.close()
    }
  }

  async close(): Promise<void> {
    for (const context of this.#contexts.values()) await (await context).close()
    for (const site of this.#sites.values()) await (await site).close()
  }

  #site(season: Season): Promise<Site> {
    return kept(this.#sites, season, () => openSite(this.#clientDir, season))
  }

  #context({ who, season }: Screen, site: Site, language: Language): Promise<BrowserContext> {
    return kept(this.#contexts, `${season ?? ''} ${who ?? ''} ${language}`, async () => {
      const context = await this.#browser.newContext({ locale: 'it-IT', reducedMotion: 'reduce' })
      context.setDefaultTimeout(WAIT_MS)
      await context.addCookies([{ name: 'language', value: language, url: site.url }])
      if (who) await signIn(context, site, who)
      return context
    })
  }
}

function kept<K, V>(map: Map<K, Promise<V>>, key: K, make: () => Promise<V>): Promise<V> {
  const known = map.get(key) ?? make()
  map.set(key, known)
  return known
}

async function signIn(context: BrowserContext, site: Site, who: Who): Promise<void> {
  const page = await context.newPage()
  await page.goto(site.url + site.linkOf(who))
  await page.close()
}

async function arrive(scene: Scene, { name, at, arrange, shows, sizes }: Screen): Promise<void> {
  const { page, site, t } = scene
  try {
    await page.setViewportSize({ width: sizes[0][0], height: sizes[0][1] })
    await reach(page, site.url + (typeof at === 'string' ? at : at(site)))
    await arrange?.(scene)
    await page.getByText(shows(t)).filter({ visible: true }).first().waitFor()
    await page.evaluate(async () => {
      await document.fonts.ready
    })
  } catch (error) {
    const said = await page.locator('body').textContent()
    throw new Error(`${name}: ${(error as Error).message}\n${(said ?? '').slice(0, 600)}`)
  }
}

const TRIES = 20

/** A server that has no time for more turns people away for a moment. */
async function reach(page: Page, url: string): Promise<void> {
  for (let turn = 0; turn < TRIES; turn += 1) {
    const answer = await page.goto(url, { waitUntil: 'commit' })
    if (answer?.status() !== 503) return
  }
}

/** Nothing of what an earlier page kept on the device; a login stays. */
async function forget(page: Page, origin: string): Promise<void> {
  const line = await page.context().newCDPSession(page)
  const storageTypes = 'local_storage,indexeddb,cache_storage,service_workers'
  await line.send('Storage.clearDataForOrigin', { origin, storageTypes })
  await line.detach()
}
