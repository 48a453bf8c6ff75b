/**
 * Reads a file of municipalities, ISTAT's list or ANPR's residents, into rows. A file that is wrong anywhere is refused
 * whole, with the place of the first fault. It opens no file and knows no table.
 */
import { CsvError, parse } from 'csv-parse/sync'
import type { RegistryRow } from '../server/domain/registry.ts'
import { findProvince, findRegion, type Region } from '../server/domain/territory.ts'
import { cleanedLine } from '../server/domain/text.ts'

export const REGISTRY_BYTES_MAX = 8 * 1_024 * 1_024
export const REGISTRY_ROWS_MAX = 20_000
const CELL_LENGTH_MAX = 400
const RECORD_LENGTH_MAX = 20_000
const RESIDENTS_MAX = 10_000_000

export type RegistryFault =
  | 'registry/too-large'
  | 'registry/empty'
  /** Neither UTF-8 nor Windows-1252: a spreadsheet, or another encoding. */
  | 'registry/encoding'
  /** The headings are of no layout that is known. */
  | 'registry/layout'
  /** A quote that does not close, or another number of cells than headings. */
  | 'registry/row'
  /** A cell that can't be what its heading says. */
  | 'registry/value'
  | 'registry/duplicate-code'

export type RegistryRefusal = {
  readonly ok: false
  readonly code: RegistryFault
  /** Line and column count from 1; the column is that of the table, but of the text for an encoding. */
  readonly details: {
    readonly line: number
    readonly column: number
    readonly heading?: string
    readonly firstLine?: number
  }
}

export type RegistryFile = {
  readonly ok: true
  readonly layout: 'istat' | 'anpr'
  readonly encoding: 'utf-8' | 'windows-1252'
  readonly separator: ',' | ';'
  readonly rows: readonly RegistryRow[]
}

/** The headings by which a layout is known, folded; the first that is there is taken. */
const LAYOUTS = {
  anpr: {
    istatCode: ['cod_istat_comune'],
    name: ['comune'],
    region: ['regione'],
    province: ['provincia'],
    residents: ['residenti'],
    date: ['data elaborazione'],
  },
  istat: {
    istatCode: ['codice comune formato alfanumerico'],
    name: ['denominazione in italiano', 'solo denominazione in italiano'],
    region: ['denominazione regione'],
    province: ['sigla automobilistica'],
  },
} as const satisfies Record<RegistryFile['layout'], Partial<Record<keyof RegistryRow, readonly string[]>>>

type Columns = Partial<Record<keyof RegistryRow, number>>
type Line = { readonly cells: readonly string[]; readonly line: number }

class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: RegistryFault
  readonly details: RegistryRefusal['details']

  constructor(code: RegistryFault, details: RegistryRefusal['details']) {
    super(code)
    this.code = code
    this.details = details
  }
}

export function parseRegistryFile(bytes: Uint8Array): RegistryFile | RegistryRefusal {
  try {
    const { text, encoding } = decode(bytes)
    const separator = separatorOf(text)
    const [headings, ...lines] = linesOf(text, separator)
    if (!headings) throw new Refused('registry/empty', { line: 1, column: 1 })
    const { layout, columns } = layoutOf(headings)
    const rows = readRows(lines, headings.cells, columns)
    return { ok: true, layout, encoding, separator, rows }
  } catch (error) {
    if (error instanceof Refused) return { ok: false, code: error.code, details: error.details }
    throw error
  }
}

function decode(bytes: Uint8Array): { text: string; encoding: RegistryFile['encoding'] } {
  if (bytes.length > REGISTRY_BYTES_MAX) throw new Refused('registry/too-large', { line: 1, column: 1 })
  const { text, encoding } = decoded(bytes)
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are how a spreadsheet or another encoding shows
  const stray = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\ufffe\uffff]/.exec(text)
  if (stray) {
    const before = text.slice(0, stray.index).split(/\r\n?|\n/)
    throw new Refused('registry/encoding', { line: before.length, column: (before.at(-1) ?? '').length + 1 })
  }
  return { text, encoding }
}

function decoded(bytes: Uint8Array): { text: string; encoding: RegistryFile['encoding'] } {
  try {
    return { text: new TextDecoder('utf-8', { fatal: true }).decode(bytes), encoding: 'utf-8' }
  } catch {
    return { text: new TextDecoder('windows-1252').decode(bytes), encoding: 'windows-1252' }
  }
}

/** The more frequent of the two in the first record, whose headings may hold line breaks within quotes. */
function separatorOf(text: string): RegistryFile['separator'] {
  const outside = text.slice(0, RECORD_LENGTH_MAX).replace(/"[^"]*"/g, '')
  const [first = ''] = outside.split(/[\r\n]/).filter((line) => line.trim() !== '')
  return first.split(';').length > first.split(',').length ? ';' : ','
}

function linesOf(text: string, separator: RegistryFile['separator']): Line[] {
  const lines: Line[] = []
  let lastLine = 0
  try {
    parse(text, {
      delimiter: separator,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: RECORD_LENGTH_MAX,
      on_record: (cells: string[], context) => {
        lastLine = context.lines
        lines.push({ cells, line: context.lines })
        if (lines.length > REGISTRY_ROWS_MAX + 1)
          throw new Refused('registry/too-large', { line: context.lines, column: 1 })
        return null
      },
    })
  } catch (error) {
    if (!(error instanceof CsvError)) throw error
    const column = Number(error.column)
    throw new Refused('registry/row', {
      line: lastLine + 1,
      column: Number.isInteger(column) ? column + 1 : 1,
    })
  }
  return lines
}

const foldedHeading = (heading: string): string => cleanedLine(heading).toLowerCase()

function layoutOf(headings: Line): { layout: RegistryFile['layout']; columns: Columns } {
  const folded = headings.cells.map(foldedHeading)
  for (const layout of ['anpr', 'istat'] as const) {
    const wanted: Partial<Record<keyof RegistryRow, readonly string[]>> = LAYOUTS[layout]
    const found = Object.entries(wanted).map(([field, names]) => [
      field,
      folded.findIndex((heading) => names.includes(heading)),
    ])
    if (found.every(([, place]) => place !== -1)) return { layout, columns: Object.fromEntries(found) }
  }
  throw new Refused('registry/layout', { line: headings.line, column: 1, heading: folded[0] ?? '' })
}

function readRows(lines: readonly Line[], headings: readonly string[], columns: Columns): RegistryRow[] {
  const firstLineOf = new Map<string, number>()
  const rows = lines.map(({ cells, line }) => {
    if (cells.length !== headings.length) {
      const column = Math.min(cells.length, headings.length) + 1
      throw new Refused('registry/row', { line, column })
    }
    const row = readRow({ cells, line }, headings, columns)
    const firstLine = firstLineOf.get(row.istatCode)
    if (firstLine !== undefined) {
      const column = (columns.istatCode ?? 0) + 1
      throw new Refused('registry/duplicate-code', { line, column, firstLine })
    }
    firstLineOf.set(row.istatCode, line)
    return row
  })
  if (rows.length === 0) throw new Refused('registry/empty', { line: 1, column: 1 })
  return rows
}

function readRow({ cells, line }: Line, headings: readonly string[], columns: Columns): RegistryRow {
  /** The cell read as its heading says; undefined is a fault. */
  const cell = <Value>(field: keyof RegistryRow, read: (text: string) => Value | undefined): Value => {
    const place = columns[field] ?? -1
    const text = cleanedLine(cells[place] ?? '').replaceAll('’', "'")
    const value = text.length > CELL_LENGTH_MAX ? undefined : read(text)
    if (value === undefined) {
      const heading = cleanedLine(headings[place] ?? '')
      throw new Refused('registry/value', { line, column: place + 1, heading })
    }
    return value
  }
  const has = (field: keyof RegistryRow) => columns[field] !== undefined
  return {
    istatCode: cell('istatCode', (text) => (/^\d{6}$/.test(text) ? text : undefined)),
    name: cell('name', (text) => (/\p{L}/u.test(text) ? text : undefined)),
    region: cell<Region>('region', (text) => findRegion(text) ?? undefined),
    province: cell('province', (text) => (text === '' ? undefined : findProvince(text))),
    residents: has('residents') ? cell('residents', readResidents) : null,
    date: has('date') ? cell('date', readDay) : null,
  }
}

function readResidents(text: string): number | undefined {
  if (!/^\d{1,8}$/.test(text)) return undefined
  const residents = Number(text)
  return residents <= RESIDENTS_MAX ? residents : undefined
}

/** `31-12-2024` as `2024-12-31`, where such a day exists. */
function readDay(text: string): string | undefined {
  const match = /^(\d{2})-(\d{2})-(\d{4})$/.exec(text)
  if (!match) return undefined
  const day = `${match[3]}-${match[2]}-${match[1]}`
  const date = new Date(`${day}T00:00:00Z`)
  return Number.isNaN(date.getTime()) || date.toISOString().slice(0, 10) !== day ? undefined : day
}
