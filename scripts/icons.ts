/**
 * `node scripts/icons.ts`: draws the icons under which a device installs Quesiti, the letter and the dot of the wordmark, as
 * SVG and PNG. What it makes is committed; run it again when the drawing changes.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { launchBrowser } from './services/browser.ts'

const folder = fileURLToPath(new URL('../client/public/icons/', import.meta.url))
const INK = '#14293D'
const LIVE = '#B5400C'

/** A device may cut a maskable icon to any shape: what counts lies in the middle four fifths, on a ground to its edges. */
function drawing({ isMaskable }: { isMaskable: boolean }): string {
  const scale = isMaskable ? 0.62 : 0.86
  const ground = isMaskable
    ? '<rect width="32" height="32" fill="#fff"/>'
    : '<rect width="32" height="32" rx="7" fill="#fff"/>'
  // The ring and its dot fill 4 to 31 of the 32: their middle goes to the middle.
  const place = `translate(16 16) scale(${scale}) translate(-16.75 -17.75)`
  const ring = `<circle cx="14" cy="15" r="10" fill="none" stroke="${INK}" stroke-width="5"/>`
  const dot = `<circle cx="26" cy="27" r="5" fill="${LIVE}"/>`
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><title>Quesiti</title>${ground}<g transform="${place}">${ring}${dot}</g></svg>\n`
}

const pictures = [
  { name: 'icon-192', size: 192, isMaskable: false },
  { name: 'icon-512', size: 512, isMaskable: false },
  { name: 'maskable-192', size: 192, isMaskable: true },
  { name: 'maskable-512', size: 512, isMaskable: true },
  { name: 'apple-touch-icon', size: 180, isMaskable: true },
] as const

await mkdir(folder, { recursive: true })
await writeFile(`${folder}maskable.svg`, drawing({ isMaskable: true }))
const browser = await launchBrowser()
try {
  for (const { name, size, isMaskable } of pictures) {
    const page = await browser.newPage({ viewport: { width: size, height: size } })
    await page.setContent(
      `<style>body{margin:0}svg{display:block;width:100vw}</style>${drawing({ isMaskable })}`,
    )
    await writeFile(`${folder}${name}.png`, await page.screenshot({ omitBackground: true }))
    await page.close()
  }
} finally {
  await browser.close()
}
