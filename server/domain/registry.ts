/**
 * The registry of municipalities as a file brings it, compared with the one that is held: what comes, changes and goes,
 * by ISTAT code. It knows neither the file's layout nor the tables.
 */
import { type PopulationClass, populationClass } from './body.ts'
import { nameKey, type Region } from './territory.ts'

/** One municipality as any source gives it. */
export type RegistryRow = {
  /** Six digits, as text: the leading zeros count. */
  readonly istatCode: string
  readonly name: string
  readonly region: Region
  readonly province: string | null
  readonly residents: number | null
  /** The day the residents were counted, `YYYY-MM-DD`. */
  readonly date: string | null
}

/** One municipality as it is held; from `validTo` on it is closed. */
export type RegistryEntry = Omit<RegistryRow, 'region'> & {
  readonly region: string
  readonly validTo: string | null
}

export type RegistryField = 'name' | 'region' | 'province' | 'residents' | 'date' | 'validTo'

export type RegistryChange = {
  readonly next: RegistryRow
  readonly fields: readonly {
    readonly field: RegistryField
    readonly from: string | number | null
    readonly to: string | number | null
  }[]
  /** Set where the municipality crosses 1,000 or 5,000 residents. */
  readonly classMove: { readonly from: PopulationClass | null; readonly to: PopulationClass | null } | null
}

export type RegistryPreview = {
  readonly added: readonly RegistryRow[]
  readonly changed: readonly RegistryChange[]
  /** The same figures, of a newer day. */
  readonly redated: readonly RegistryChange[]
  /** Held and open, of a region that the file covers, and not in the file. */
  readonly gone: readonly RegistryEntry[]
  readonly unchanged: number
  /** Rows of regions that were not asked for. */
  readonly outside: number
  /** Rows whose residents are older than those held, which therefore stay. */
  readonly older: number
  /** Rows whose province no register knows: a new municipality has none then, a held one keeps its own. */
  readonly unknownProvinces: number
}

export type ComparedWith = { readonly regions: readonly string[] }

/** What bringing `incoming` in would do. Doing it twice does nothing the second time. */
export function compareRegistry(
  current: readonly RegistryEntry[],
  incoming: readonly RegistryRow[],
  { regions }: ComparedWith,
): RegistryPreview {
  const held = new Map(current.map((entry) => [entry.istatCode, entry]))
  const wanted = incoming.filter((row) => regions.includes(row.region))
  const added: RegistryRow[] = []
  const changed: RegistryChange[] = []
  const redated: RegistryChange[] = []
  for (const row of wanted) {
    const entry = held.get(row.istatCode)
    if (!entry) {
      added.push({ ...row, name: properName(row.name) })
      continue
    }
    const change = changeOf(entry, row)
    if (change.fields.some(({ field }) => field !== 'date')) changed.push(change)
    else if (change.fields.length > 0) redated.push(change)
  }
  const codes = new Set(incoming.map((row) => row.istatCode))
  const covered = new Set<string>(wanted.map((row) => row.region))
  return {
    added,
    changed,
    redated,
    gone: current.filter(
      (entry) => entry.validTo === null && covered.has(entry.region) && !codes.has(entry.istatCode),
    ),
    unchanged: wanted.length - added.length - changed.length - redated.length,
    outside: incoming.length - wanted.length,
    older: wanted.filter((row) => isOlder(held.get(row.istatCode), row)).length,
    unknownProvinces: wanted.filter((row) => row.province === null).length,
  }
}

function changeOf(entry: RegistryEntry, row: RegistryRow): RegistryChange {
  const keepsFigures = row.residents === null || isOlder(entry, row)
  const next: RegistryRow = {
    istatCode: row.istatCode,
    name: nameKept(entry.name, row.name),
    region: row.region,
    province: row.province ?? entry.province,
    residents: keepsFigures ? entry.residents : row.residents,
    date: keepsFigures ? entry.date : (row.date ?? entry.date),
  }
  const after = { ...next, validTo: null }
  const names: RegistryField[] = ['name', 'region', 'province', 'residents', 'date', 'validTo']
  const fields = names
    .filter((field) => entry[field] !== after[field])
    .map((field) => ({ field, from: entry[field], to: after[field] }))
  const from = populationClass(entry.residents)
  const to = populationClass(next.residents)
  return { next, fields, classMove: from === to ? null : { from, to } }
}

const isOlder = (entry: RegistryEntry | undefined, row: RegistryRow): boolean =>
  entry !== undefined &&
  entry.date !== null &&
  row.date !== null &&
  row.residents !== null &&
  row.date < entry.date

/** A file in capitals never spoils a name that is held in its proper case. */
export function nameKept(held: string, incoming: string): string {
  if (nameKey(held) === nameKey(incoming)) return isCapitals(incoming) ? held : incoming
  return properName(incoming)
}

const isCapitals = (name: string): boolean => name === name.toUpperCase() && /\p{L}{2}/u.test(name)

const SMALL_WORDS = new Set(
  (
    'a ad ai al alla alle allo con da dal dalla de dei del della delle degli dello di e ed il in la le li nel nei ' +
    'nella nelle per presso su sul sulla sulle sullo'
  ).split(' '),
)
const SMALL_ELIDED = /^(?:all|d|dall|dell|l|nell|sull)'$/

/** A name in capitals in the case it is written in; any other name as it is. */
export function properName(name: string): string {
  if (!isCapitals(name)) return name
  let first = true
  return name.toLowerCase().replace(/\p{L}+'?/gu, (word) => {
    const small = !first && (SMALL_WORDS.has(word) || SMALL_ELIDED.test(word) || /^(?:de|ne)'$/.test(word))
    first = false
    if (/^[ivx]{2,}$/.test(word)) return word.toUpperCase()
    return small ? word : word.charAt(0).toUpperCase() + word.slice(1)
  })
}
