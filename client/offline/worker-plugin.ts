/**
 * Vite plugin: builds the service worker as one file beside the page, `/sw.js`, with the list of this build's files. What only
 * experts, moderators and the wall load isn't fetched for everybody.
 */
import { readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { build, type Plugin, type Rolldown } from 'vite'
import type { Build } from './worker-scope.ts'

const NOT_FOR_EVERYBODY = /\/pages\/(experts|moderation|wall)\//
/** The letters of the keys' names. */
const KEYS_ONLY = /roboto-mono/
const PUBLIC = /\.(svg|webmanifest)$/

export function serviceWorker(): Plugin {
  let outDir = ''
  let publicDir = ''
  let list: Build | undefined
  return {
    name: 'service-worker',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir
      publicDir = config.publicDir
    },
    generateBundle(_options, bundle) {
      list = listOf(bundle, publicDir)
    },
    async closeBundle() {
      if (!list) return
      const result = await build({
        configFile: false,
        publicDir: false,
        logLevel: 'error',
        define: { __BUILD__: JSON.stringify(list) },
        build: {
          write: false,
          target: 'es2022',
          rolldownOptions: {
            input: join(import.meta.dirname, 'worker.ts'),
            output: { format: 'iife', codeSplitting: false },
          },
        },
      })
      const [chunk] = (Array.isArray(result) ? result : [result]).flatMap((each) =>
        'output' in each ? each.output : [],
      )
      if (chunk?.type !== 'chunk') throw new Error('the service worker is not one script')
      writeFileSync(join(outDir, 'sw.js'), chunk.code)
    },
  }
}

function listOf(bundle: Rolldown.OutputBundle, publicDir: string): Build {
  const outputs = Object.values(bundle)
  const chunks = outputs.filter((output) => output.type === 'chunk')
  const entry = chunks.find(({ isEntry }) => isEntry)
  if (!entry) throw new Error('the build has no entry')
  const needed = new Set<string>()
  const visit = (name: string): void => {
    const chunk = bundle[name]
    if (needed.has(name) || chunk?.type !== 'chunk') return
    if (NOT_FOR_EVERYBODY.test(chunk.facadeModuleId ?? '')) return
    needed.add(name)
    for (const file of [
      ...(chunk.viteMetadata?.importedCss ?? []),
      ...(chunk.viteMetadata?.importedAssets ?? []),
    ])
      needed.add(file)
    for (const next of [...chunk.imports, ...chunk.dynamicImports]) visit(next)
  }
  visit(entry.fileName)
  for (const { fileName } of outputs) if (isShared(fileName)) needed.add(fileName)
  for (const name of needed) if (KEYS_ONLY.test(name)) needed.delete(name)
  const all = outputs.map(({ fileName }) => fileName).filter((name) => name.startsWith('assets/'))
  const names = readdirSync(publicDir, { withFileTypes: true })
  const root = names.filter((file) => file.isFile() && PUBLIC.test(file.name)).map(({ name }) => name)
  const path = (name: string) => `/${name}`
  return {
    entry: path(entry.fileName),
    files: [...all.filter((name) => needed.has(name)), ...root].map(path).sort(),
    others: all
      .filter((name) => !needed.has(name))
      .map(path)
      .sort(),
  }
}

/** What no chunk names: the sprite, and the letters that pages are set in. */
const isShared = (name: string): boolean =>
  /^assets\/icons-\w+\.svg$/.test(name) || /titillium[^/]*\.woff2$/.test(name)
