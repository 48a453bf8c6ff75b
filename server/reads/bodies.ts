/** Bodies by the beginning of their name, as somebody picks theirs from a list. */
import { searchBodies } from '../../db/body-store.ts'
import type { Store } from '../../db/open.ts'
import { limits } from '../domain/limits.ts'
import { dayInRome } from '../domain/session.ts'

export async function findBodiesByName({ read }: Store, text: string, at: number) {
  const rows = await searchBodies(read, { text, limit: limits.searchResults, day: dayInRome(at) })
  return rows.map(({ id, name, kind, region, provinces, residents, fictional }) => ({
    id,
    name,
    kind,
    region,
    province: provinces[0] ?? null,
    residents,
    fictional,
  }))
}
