/** All that a database holds, for who looks whether something is there, or nothing has changed. */
import { dialect } from '../../../db/columns.ts'
import type { Store } from '../../../db/open.ts'

const NAMES =
  dialect === 'postgres'
    ? "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
    : "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1"

/** Every row of every table, by its name. */
export async function everyRow(store: Store): Promise<Record<string, object[]>> {
  const { sql } = store.read
  const rows: Record<string, object[]> = {}
  for (const { name } of await sql.all<{ name: string }>(NAMES))
    rows[name] = await sql.all<object>(`SELECT * FROM "${name}"`)
  return rows
}
