/** All rows of a SQLite file, each as one text, so that two files can be compared whatever order their rows are in. */
import Database from 'better-sqlite3'

/** By table; values that are JSON compare as what they say. */
export function tablesOf(path: string): Record<string, string[]> {
  const file = new Database(path, { readonly: true })
  try {
    const names = file
      .prepare(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
      )
      .pluck()
      .all() as string[]
    // The index of stems is made anew; what of it can be found is a test of its own.
    const kept = names.filter((name) => !name.startsWith('search_stem') && name !== '__drizzle_migrations')
    return Object.fromEntries(
      kept.map((name) => [
        name,
        (file.prepare(`SELECT * FROM "${name}"`).all() as Record<string, unknown>[])
          .map(canonical)
          .toSorted(),
      ]),
    )
  } finally {
    file.close()
  }
}

const canonical = (row: Record<string, unknown>): string =>
  JSON.stringify(
    Object.fromEntries(
      Object.entries(row)
        // The index's own number of a row.
        .filter(([name]) => name !== 'place' || !('reach' in row))
        .map(([name, value]) => [name, sortedJson(value)]),
    ),
  )

function sortedJson(value: unknown): unknown {
  if (typeof value !== 'string' || !/^[[{]/.test(value)) return value
  return JSON.stringify(sorted(JSON.parse(value)))
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted)
  if (value === null || typeof value !== 'object') return value
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([one], [two]) => (one < two ? -1 : 1))
      .map(([name, inner]) => [name, sorted(inner)]),
  )
}
