/** Looks at every screen of the table in one language, as somebody with assistive technology, a small phone or a zoom would. */
import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { Camera } from '../../../scripts/pictures/camera.ts'
import { SCREENS } from '../../../scripts/pictures/screens.ts'
import type { Language } from '../../../scripts/pictures/words.ts'
import { cutText } from './cut-text.ts'
import { launchBrowser } from './launch.ts'

const PHONE = { width: 390, height: 844 }
const OFFICE = { width: 1280, height: 900 }
/** The narrowest that must do, and an office's window at 200 %. */
const NARROW = { width: 320, height: 640 }
const ZOOMED = { width: 640, height: 450 }

const TAGS = ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice']

async function flawsOf(page: Page): Promise<string[]> {
  const builder = new AxeBuilder({ page }).setLegacyMode().withTags(TAGS)
  const { violations } = await builder.options({ resultTypes: ['violations'] }).analyze()
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 200)}`))
}

export function lookAtAll(language: Language): void {
  let browser: Browser
  let camera: Camera

  beforeAll(async () => {
    browser = await launchBrowser()
    camera = new Camera(browser, inject('clientDir'))
  })
  afterAll(async () => {
    await camera.close()
    await browser.close()
  })

  for (const screen of SCREENS) {
    test(`${screen.name}: axe finds nothing, and nothing is cut`, async () => {
      await camera.show(screen, language, async (page) => {
        const found: string[] = []
        for (const size of screen.isWall ? [OFFICE] : language === 'en' ? [PHONE] : [PHONE, OFFICE]) {
          await page.setViewportSize(size)
          for (const flaw of await flawsOf(page)) found.push(`${size.width}: ${flaw}`)
        }
        // Italian words are the longer ones: what holds them holds the English.
        for (const size of screen.isWall || language === 'en' ? [] : [NARROW, ZOOMED]) {
          await page.setViewportSize(size)
          for (const flaw of await cutText(page)) found.push(`${size.width}: ${flaw}`)
        }
        expect(found).toEqual([])
      })
    })
  }
}
