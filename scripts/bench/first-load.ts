/**
 * What a participant's first visit fetches: the script and style that Vite's manifest names for the session's page, gzipped.
 * The baseline is bootstrap-italia as it is shipped. It builds the client anew, into a folder of its own.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'vite'
import { must } from '../../server/domain/assert.ts'
import type { Bench, BenchOptions, BenchResult } from './bench.ts'

type Chunk = {
  readonly file: string
  readonly imports?: readonly string[]
  readonly css?: readonly string[]
}
type Manifest = Readonly<Record<string, Chunk>>

const KIB_MAX = 90
const PAGES = ['session', 'ask', 'question'] as const
/** The page that a participant is led to. */
const FIRST_PAGE = 'session'
const ENTRY = 'index.html'
const WORDS = 'text/it.ts'

const root = fileURLToPath(new URL('../../', import.meta.url))

export const firstLoad: Bench = {
  name: 'first-load',
  about: `script and style of the participant's page, gzipped; at most ${KIB_MAX} KiB`,
  run,
}

async function run({ say }: BenchOptions): Promise<BenchResult> {
  const folder = await mkdtemp(join(tmpdir(), 'quesiti-bench-'))
  try {
    await build({
      configFile: join(root, 'client/vite.config.ts'),
      logLevel: 'error',
      build: { outDir: folder, emptyOutDir: true, reportCompressedSize: false },
    })
    const manifest: Manifest = JSON.parse(await readFile(join(folder, '.vite/manifest.json'), 'utf8'))
    const rows: PageRow[] = []
    for (const page of PAGES) {
      const source = await sourceOf(page)
      if (source === undefined || !manifest[source]) say(`there is no page "${page}" yet`)
      else rows.push(await sizesOf(folder, page, filesOf(manifest, [ENTRY, WORDS, source])))
    }
    rows.push(await sizesOf(folder, 'every page needs', filesOf(manifest, [ENTRY, WORDS])))
    rows.push(
      await sizesOf(join(root, 'node_modules/bootstrap-italia/dist'), 'bootstrap-italia as shipped', SHIPPED),
    )
    const value = rows.find(({ page }) => page === FIRST_PAGE)?.['KiB gzipped'] ?? Number.NaN
    const limit = { what: 'first load of the participant page', value, unit: 'KiB', atMost: KIB_MAX }
    return { rows, limits: [limit] }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const SHIPPED = ['css/bootstrap-italia.min.css', 'js/bootstrap-italia.bundle.min.js']

/** The file of the page that answers an address, as the list of routes names it. */
async function sourceOf(page: string): Promise<string | undefined> {
  const routes = await readFile(join(root, 'client/routes.ts'), 'utf8')
  const found = routes.match(new RegExp(`patterns\\.${page},[^}]*?import\\('\\./([^']+)'\\)`))
  return found?.[1]
}

/** Each file that these chunks need, once; what they load later by themselves is not among them. */
function filesOf(manifest: Manifest, names: readonly string[]): string[] {
  const seen = new Set<string>()
  const files = new Set<string>()
  const visit = (name: string): void => {
    if (seen.has(name)) return
    seen.add(name)
    const chunk = must(manifest[name], `no ${name} in the manifest`)
    for (const file of [chunk.file, ...(chunk.css ?? [])]) files.add(file)
    for (const needed of chunk.imports ?? []) visit(needed)
  }
  for (const name of names) visit(name)
  return [...files]
}

type PageRow = {
  readonly page: string
  readonly files: number
  readonly 'JS KiB': number
  readonly 'CSS KiB': number
  readonly 'KiB gzipped': number
}

async function sizesOf(folder: string, page: string, files: readonly string[]): Promise<PageRow> {
  const sizes = await Promise.all(
    files.map(async (file) => ({
      isCss: file.endsWith('.css'),
      kib: gzipSync(await readFile(join(folder, file))).length / 1_024,
    })),
  )
  const sum = (wanted: (isCss: boolean) => boolean) =>
    sizes.filter(({ isCss }) => wanted(isCss)).reduce((total, { kib }) => total + kib, 0)
  return {
    page,
    files: files.length,
    'JS KiB': sum((isCss) => !isCss),
    'CSS KiB': sum((isCss) => isCss),
    'KiB gzipped': sum(() => true),
  }
}
