/** The shape of the code: who may import whom, how large a file or folder may be, what is never written. */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { expect, test } from 'vitest'

const FILES = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.ts', '*.tsx'],
  {
    encoding: 'utf8',
  },
)
  .split('\n')
  .filter((path) => path !== '')
const SOURCES = new Map(FILES.map((path) => [path, readFileSync(path, 'utf8')]))

/** The layer a file belongs to, by the longest folder that fits. */
const LAYERS = [
  'server/domain',
  'server/contract',
  'server/adapters',
  'server/rooms',
  'server/commands',
  'server/reads',
  'server/http',
  'server',
  'db',
  'client',
  'scripts',
  'test',
] as const
type Layer = (typeof LAYERS)[number]

const layerOf = (path: string): Layer | undefined => LAYERS.find((layer) => path.startsWith(`${layer}/`))

/** DESIGN 3: imports go one way. `server` alone is the edges and the composition. */
const MAY_IMPORT: Record<Layer, readonly Layer[]> = {
  'server/domain': ['server/domain'],
  'server/contract': ['server/contract', 'server/domain'],
  db: ['db', 'server/domain'],
  'server/adapters': ['server/adapters', 'server/domain', 'db'],
  'server/rooms': ['server/rooms', 'server/domain', 'server/contract', 'db', 'server/adapters'],
  'server/commands': [
    'server/commands',
    'server/domain',
    'server/contract',
    'db',
    'server/adapters',
    'server/rooms',
  ],
  'server/reads': ['server/reads', 'server/domain', 'server/contract', 'db'],
  'server/http': LAYERS.filter((layer) => layer.startsWith('server') || layer === 'db'),
  server: LAYERS.filter((layer) => layer.startsWith('server') || layer === 'db'),
  client: ['client', 'server/domain', 'server/contract'],
  scripts: LAYERS.filter((layer) => layer !== 'test'),
  test: LAYERS,
}

const IMPORT =
  /(?:^|\n)\s*(?:import|export)\s[^'"]*?from\s+['"](\.[^'"]+)['"]|import\(\s*['"](\.[^'"]+)['"]\s*\)/g

function* importsOf(path: string): Generator<string> {
  for (const match of (SOURCES.get(path) ?? '').matchAll(IMPORT)) {
    const target = match[1] ?? match[2] ?? ''
    yield normalize(join(dirname(path), target)).replace(/\?.*$/, '')
  }
}

test('imports go one way', () => {
  const wrong: string[] = []
  for (const path of FILES) {
    const from = layerOf(path)
    if (!from) continue
    for (const target of importsOf(path)) {
      const to = layerOf(target)
      if (target === 'server/errors.ts') continue
      if (to && !MAY_IMPORT[from].includes(to)) wrong.push(`${path} -> ${target}`)
    }
  }
  expect(wrong).toEqual([])
})

test('the edges never touch the database: they hand a store on, known by its type alone', () => {
  const edges = FILES.filter((path) =>
    /^server\/(live|lines|feed|schedule|parse|sockets)\.ts$|^server\/http\//.test(path),
  )
  const wrong = edges.flatMap((path) =>
    [...(SOURCES.get(path) ?? '').matchAll(/import\s+(type\s+)?[^'"]*?from\s+['"]([./]*\/db\/[^'"]+)['"]/g)]
      .filter((match) => !(match[1] && match[2]?.endsWith('/db/open.ts')))
      .map((match) => `${path} -> ${match[2]}`),
  )
  expect(wrong).toEqual([])
})

test('the domain needs nothing of the world: no clock, no chance, no timer, no package', () => {
  const wrong: string[] = []
  for (const [path, source] of SOURCES) {
    if (!path.startsWith('server/domain/')) continue
    if (/\bDate\.now\(|new Date\(\)|Math\.random\(|\bsetTimeout\(|\bsetInterval\(/.test(source))
      wrong.push(path)
    if (/from '[^.]/.test(source)) wrong.push(`${path} imports a package`)
  }
  expect(wrong).toEqual([])
})

test('the browser imports types of the contract, never its schemas', () => {
  const wrong: string[] = []
  for (const [path, source] of SOURCES) {
    if (!path.startsWith('client/')) continue
    for (const match of source.matchAll(
      /import\s+(type\s+)?[^'"]*?from\s+['"]([^'"]*server\/contract\/[^'"]+)['"]/g,
    )) {
      if (!match[1] && !match[2]?.endsWith('/version.ts')) wrong.push(`${path}: ${match[2]}`)
    }
  }
  expect(wrong).toEqual([])
})

test('files have at most 400 lines, and say at their head what they are', () => {
  const wrong: string[] = []
  for (const [path, source] of SOURCES) {
    if (source.split('\n').length > 401) wrong.push(`${path} is too long`)
    if (!/^(\/\/ @vitest-environment .*\n)?\/\*\*/.test(source)) wrong.push(`${path} has no head comment`)
  }
  expect(wrong).toEqual([])
})

test('no enum, no namespace, no barrel, no drawer names', () => {
  const wrong: string[] = []
  for (const [path, source] of SOURCES) {
    if (/^\s*(export\s+)?(const\s+)?enum\s/m.test(source)) wrong.push(`${path} has an enum`)
    if (/^\s*export\s+\*/m.test(source)) wrong.push(`${path} is a barrel`)
    if (/(^|\/)(utils|helpers|common|manager|service)([./-]|$)/.test(path)) wrong.push(`${path} is a drawer`)
  }
  expect(wrong).toEqual([])
})
