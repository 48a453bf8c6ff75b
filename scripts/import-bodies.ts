/**
 * `npm run import-bodies -- <file> [--apply]`: what a file of municipalities would change, and with --apply the change
 * itself, also while the server runs. It knows no table and no layout.
 */
import { readFile, stat } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { openStore, type Store } from '../db/open.ts'
import { findEdition } from '../db/person-store.ts'
import {
  parseRegistryFile,
  REGISTRY_BYTES_MAX,
  type RegistryFault,
  type RegistryFile,
  type RegistryRefusal,
} from '../db/registry-file.ts'
import { UnusableDatabaseError } from '../db/unusable.ts'
import { openClock } from '../server/adapters/database-clock.ts'
import { newId } from '../server/adapters/ids.ts'
import { type Edition, openEdition } from '../server/commands/edition.ts'
import { importRegistry, previewRegistry } from '../server/commands/registry.ts'
import { ConfigError, readConfig } from '../server/config.ts'
import { FIRST_EDITION } from '../server/domain/body.ts'
import type { RegistryChange, RegistryPreview, RegistryRow } from '../server/domain/registry.ts'
import { findRegion } from '../server/domain/territory.ts'

const SHOWN = 20
const USAGE = `Usage: npm run import-bodies -- <file> [options]

  <file>            ISTAT's list of municipalities or ANPR's residents, as CSV
  --apply           write what the preview shows
  --close-missing   with --apply: close municipalities that are no longer in the file, from today on
  --edition <id>    refuse unless this edition is the one that runs; its regions count
  --region <name>   another region instead of the edition's; may be repeated
  --all             show every difference, not the first ${SHOWN}
`

const SOURCE: Record<RegistryFile['layout'], string> = { anpr: 'ANPR', istat: 'ISTAT' }

const FAULTS: Record<RegistryFault, string> = {
  'registry/too-large': 'the file is too large for a list of municipalities',
  'registry/empty': 'the file has no municipalities',
  'registry/encoding': 'the file is neither UTF-8 nor Windows-1252 text; save a spreadsheet as CSV first',
  'registry/layout': "the headings are neither those of ISTAT's list nor of ANPR's residents",
  'registry/row': 'the line is broken: a quote that does not close, or another number of cells than headings',
  'registry/value': 'the cell is not what its heading says',
  'registry/duplicate-code': 'the code is there twice',
}

class Refusal extends Error {
  override readonly name = 'Refusal'
}

type Wish = {
  readonly path: string
  readonly apply: boolean
  readonly closeMissing: boolean
  readonly edition: string | undefined
  readonly regions: readonly string[] | undefined
  readonly shown: number
}

const say = (line: string) => process.stdout.write(`${line}\n`)

function readWish(args: readonly string[]): Wish {
  const { values, positionals } = parsed(args)
  const [path, ...rest] = positionals
  if (path === undefined || rest.length > 0) throw new Refusal(`One file is needed.\n\n${USAGE}`)
  if (values['close-missing'] && !values.apply) throw new Refusal('--close-missing needs --apply.')
  const regions = values.region?.map((name) => {
    const region = findRegion(name)
    if (!region) throw new Refusal(`There is no region ${name}.`)
    return region
  })
  return {
    path,
    apply: values.apply ?? false,
    closeMissing: values['close-missing'] ?? false,
    edition: values.edition,
    regions,
    shown: values.all ? Number.POSITIVE_INFINITY : SHOWN,
  }
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        apply: { type: 'boolean' },
        'close-missing': { type: 'boolean' },
        edition: { type: 'string' },
        region: { type: 'string', multiple: true },
        all: { type: 'boolean' },
      },
    })
  } catch (error) {
    throw new Refusal(`${(error as Error).message}\n\n${USAGE}`)
  }
}

async function readRegistry(path: string): Promise<RegistryFile> {
  const result = parseRegistryFile(await readBytes(path))
  if (!result.ok) throw new Refusal(`${path}${placeOf(result)}: ${FAULTS[result.code]} (${result.code}).`)
  return result
}

async function readBytes(path: string): Promise<Uint8Array> {
  try {
    // A larger file is not read: one byte too many is enough to refuse it.
    if ((await stat(path)).size > REGISTRY_BYTES_MAX) return new Uint8Array(REGISTRY_BYTES_MAX + 1)
    return await readFile(path)
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? ''
    const known: Record<string, string> = {
      ENOENT: 'there is no such file',
      EISDIR: 'it is a folder',
      EACCES: 'it may not be read',
    }
    throw new Refusal(`${path}: ${known[reason] ?? reason}.`)
  }
}

function placeOf({ code, details }: RegistryRefusal): string {
  if (code === 'registry/too-large' || code === 'registry/empty') return ''
  const heading = details.heading ? ` (${details.heading})` : ''
  const first = details.firstLine ? `, first on line ${details.firstLine}` : ''
  return `, line ${details.line}, column ${details.column}${heading}${first}`
}

function print(preview: RegistryPreview, shown: number): void {
  const list = <Item>(title: string, items: readonly Item[], line: (item: Item) => string) => {
    if (items.length === 0) return
    say(`\n${title}: ${items.length}`)
    for (const item of items.slice(0, shown)) say(`  ${line(item)}`)
    if (items.length > shown) say(`  … and ${items.length - shown} more`)
  }
  const row = (one: Pick<RegistryRow, 'istatCode' | 'name' | 'residents'> & { province: string | null }) =>
    `${one.istatCode} ${one.name} (${one.province ?? '?'}), ${one.residents ?? 'unknown'} residents`
  const moved = preview.changed.filter((change) => change.classMove !== null)
  list('New', preview.added, row)
  list('Changed, crossing 1,000 or 5,000 residents', moved, changeLine)
  list(
    'Changed otherwise',
    preview.changed.filter((change) => change.classMove === null),
    changeLine,
  )
  list('No longer in the file', preview.gone, row)
  say(`\nThe same figures, of a newer day: ${preview.redated.length}`)
  say(`Unchanged: ${preview.unchanged}`)
  if (preview.older > 0) say(`Older than what is held, residents kept: ${preview.older}`)
  if (preview.unknownProvinces > 0) say(`Of a province no register knows: ${preview.unknownProvinces}`)
  if (preview.outside > 0) say(`Of other regions, left out: ${preview.outside}`)
}

const changeLine = ({ next, fields, classMove }: RegistryChange): string => {
  const differences = fields.map(({ field, from, to }) => `${field} ${from ?? 'none'} -> ${to ?? 'none'}`)
  const move = classMove ? ` [${classMove.from ?? 'unknown'} -> ${classMove.to ?? 'unknown'}]` : ''
  return `${next.istatCode} ${next.name}: ${differences.join(', ')}${move}`
}

async function run(wish: Wish): Promise<void> {
  const file = await readRegistry(wish.path)
  say(`${wish.path}: ${file.rows.length} municipalities, ${SOURCE[file.layout]}, ${file.encoding}`)
  const { databaseUrl, migrateDatabaseUrl: migrateUrl } = readConfig(process.env)
  const store = await openStore(databaseUrl, { migrateUrl })
  try {
    await bringIn(store, file, wish)
  } finally {
    await store.close()
  }
}

async function bringIn(store: Store, file: RegistryFile, wish: Wish): Promise<void> {
  const { rows } = file
  const running = await findEdition(store.read)
  if (wish.edition !== undefined && wish.edition !== running?.id)
    throw new Refusal(`The edition that runs is ${running?.id ?? 'not there yet'}, not ${wish.edition}.`)
  const regions = wish.regions ?? running?.regions ?? FIRST_EDITION.regions
  if (!wish.apply) {
    print(await previewRegistry(store.read, { rows, regions }), wish.shown)
    say('\nNothing was written. Say --apply to bring this in.')
    return
  }
  const clock = await openClock(store)
  const { id } = await openEdition({ store, clock, newId })
  // Nobody's rights are asked here, and no memory kept: a running server sees the log move by itself.
  const actors = { actorOf: () => undefined, refresh: async () => {} }
  const edition: Edition = { id, store, clock, newId, actors }
  const today = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Europe/Rome' }).format(clock.now())
  const closeGoneFrom = wish.closeMissing ? today : null
  const done = await importRegistry(edition, { rows, source: SOURCE[file.layout], regions, closeGoneFrom })
  print(done, wish.shown)
  const written = done.added.length + done.changed.length + done.redated.length
  say(`\nWritten: ${written}${wish.closeMissing ? `, closed: ${done.gone.length}` : ''}.`)
}

process.umask(0o077)
try {
  await run(readWish(process.argv.slice(2)))
} catch (error) {
  if (![Refusal, ConfigError, UnusableDatabaseError].some((known) => error instanceof known)) throw error
  process.stderr.write(`${(error as Error).message}\n`)
  process.exit(1)
}
