/**
 * `npm run pictures`: builds the pages, opens real servers on days that have happened, and takes a picture of every screen
 * of the table in each of its sizes, in both languages.
 */
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import type { Page } from 'playwright-core'
import { build } from 'vite'
import { Camera, type Size } from './pictures/camera.ts'
import { SCREENS } from './pictures/screens.ts'
import { LANGUAGES } from './pictures/words.ts'
import { launchBrowser } from './services/browser.ts'

const USAGE = `Usage: npm run pictures -- [options] [folder]

  --only <name>      the screens whose name begins so
  --language <code>  it or en alone
  --list             the names of the screens

Writes <name>-<width>.png, and <name>-<width>-en.png, into the folder (.tmp/pictures).
`

function readWish() {
  try {
    const text = { type: 'string' } as const
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { only: text, language: text, list: { type: 'boolean' } },
    })
    const screens = SCREENS.filter(({ name }) => name.startsWith(values.only ?? ''))
    if (screens.length === 0) throw new Error(`no screen's name begins with ${values.only}`)
    const languages = LANGUAGES.filter((code) => code === (values.language ?? code))
    if (languages.length === 0) throw new Error(`there is no language ${values.language}`)
    return { screens, languages, isList: values.list === true, folder: positionals[0] ?? '.tmp/pictures' }
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${USAGE}`)
    process.exit(1)
  }
}

async function buildPages(outDir: string): Promise<void> {
  const root = fileURLToPath(new URL('../client', import.meta.url))
  await build({ root, configFile: join(root, 'vite.config.ts'), logLevel: 'error', build: { outDir } })
}

const HIGHEST = 2_600

/** A window as high as the page, so that what stands at its foot stands there in the picture. */
async function spread(page: Page, [width, height]: Size, isWhole: boolean): Promise<void> {
  await page.setViewportSize({ width, height })
  if (!isWhole) return
  const wanted = await page.evaluate(() => document.documentElement.scrollHeight)
  await page.setViewportSize({ width, height: Math.max(height, Math.min(HIGHEST, wanted)) })
}

async function take({ screens, languages, folder }: ReturnType<typeof readWish>): Promise<number> {
  const clientDir = mkdtempSync(join(tmpdir(), 'quesiti-client-'))
  mkdirSync(folder, { recursive: true })
  await buildPages(clientDir)
  const browser = await launchBrowser()
  const camera = new Camera(browser, clientDir)
  let missing = 0
  for (const screen of screens) {
    for (const language of languages) {
      try {
        await camera.show(screen, language, async (page) => {
          for (const size of screen.sizes) {
            const path = join(
              folder,
              `${screen.name}-${size[0]}${language === 'it' ? '' : `-${language}`}.png`,
            )
            await spread(page, size, screen.isWhole)
            await page.screenshot({ path, animations: 'disabled' })
          }
        })
        process.stdout.write(`${screen.name} ${language}\n`)
      } catch (error) {
        missing += 1
        process.stderr.write(`${(error as Error).message}\n`)
      }
    }
  }
  await camera.close()
  await browser.close()
  rmSync(clientDir, { recursive: true, force: true })
  return missing
}

const wish = readWish()
if (wish.isList) process.stdout.write(wish.screens.map(({ name }) => `${name}\n`).join(''))
else process.exit((await take(wish)) === 0 ? 0 : 1)
