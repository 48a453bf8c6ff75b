/** Vite plugin: one SVG sprite of the icons the product uses, as a hashed file that a strict CSP lets in. */
import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { borrowedIcons } from './names.ts'
import { ownIcons } from './own.ts'

const moduleId = 'virtual:icon-sprite'
const borrowedFolder = join(import.meta.dirname, '../../node_modules/bootstrap-italia/src/svg')

export function iconSprite(): Plugin {
  const sprite = buildSprite()
  const fileName = `assets/icons-${createHash('sha256').update(sprite).digest('hex').slice(0, 8)}.svg`
  return {
    name: 'icon-sprite',
    resolveId: (id) => (id === moduleId ? `\0${moduleId}` : undefined),
    load: (id) => (id === `\0${moduleId}` ? `export const spriteUrl = '/${fileName}'` : undefined),
    generateBundle() {
      this.emitFile({ type: 'asset', fileName, source: sprite })
    },
    configureServer(server) {
      server.middlewares.use(`/${fileName}`, (_request, response) => {
        response.setHeader('content-type', 'image/svg+xml')
        response.end(sprite)
      })
    },
  }
}

function buildSprite(): string {
  const borrowed = Object.entries(borrowedIcons).map(([name, file]) =>
    symbolOf(name, innerOf(file), 'fill="currentColor"'),
  )
  const stroke =
    'fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"'
  const own = Object.entries(ownIcons).map(([name, drawing]) => symbolOf(name, drawing, stroke))
  return `<svg xmlns="http://www.w3.org/2000/svg">${[...borrowed, ...own].join('')}</svg>`
}

function innerOf(file: string): string {
  const svg = readFileSync(join(borrowedFolder, `it-${file}.svg`), 'utf8')
  const inner = /<svg[^>]*>([\s\S]*)<\/svg>/.exec(svg)?.[1]
  if (inner === undefined) throw new Error(`icon ${file}: no <svg> element`)
  return inner.replace(/\s+/g, ' ').trim()
}

const symbolOf = (name: string, drawing: string, attributes: string) =>
  `<symbol id="${name}" viewBox="0 0 24 24" ${attributes}>${drawing}</symbol>`
