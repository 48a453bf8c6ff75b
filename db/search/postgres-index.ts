/**
 * The index on PostgreSQL: a vector of stems and their places, written out here so that no dictionary or parser of the
 * database has a say and both databases find the same.
 */
import { stemText } from '../language/stems.ts'
import { expressionFor, type Signs } from './expression.ts'
import { type SearchIndex, TITLE_WEIGHT, type Wanted } from './search-index.ts'

/** What PostgreSQL keeps of a vector: places up to this one, of each stem so many. */
const PLACES_MAX = 16_383
const PLACES_A_STEM = 255

export const postgresIndex: SearchIndex = {
  async put(tx, entry) {
    const vector = vectorOf(stemText(entry.title), stemText(entry.text))
    const { kind, entityId, sessionId, reach, title, text } = entry
    tx.send(
      `INSERT INTO search_entry (kind, entity_id, session_id, reach, title, text, stems)
       VALUES (?, ?, ?, ?, ?, ?, ?::tsvector)
       ON CONFLICT (kind, entity_id) DO UPDATE SET session_id = excluded.session_id, reach = excluded.reach,
         title = excluded.title, text = excluded.text, stems = excluded.stems`,
      [[kind, entityId, sessionId, reach, title, text, vector]],
    )
  },

  async remove(tx, { kind, entityId }) {
    tx.send('DELETE FROM search_entry WHERE kind = ? AND entity_id = ?', [[kind, entityId]])
  },

  async removeSession(tx, sessionId) {
    await tx.sql.run('DELETE FROM search_entry WHERE session_id = ?', sessionId)
  },

  async findPlaces(handle, asked, { closeness, wanted }) {
    const { conditions, values } = narrowed(wanted)
    const rows = await handle.sql.all<{ place: number }>(
      `SELECT place FROM search_entry, CAST(? AS tsquery) AS asked
       WHERE ${['stems @@ asked', ...conditions].join(' AND ')}
       ORDER BY ts_rank_cd('{0, 0, ${1 / TITLE_WEIGHT}, 1}', stems, asked) DESC, place DESC LIMIT ?`,
      expressionFor(asked, closeness, SIGNS),
      ...values,
      wanted.limit,
    )
    return rows.map((row) => row.place)
  },
}

/** Title (weight A), a place left free so that nothing is a phrase across it, then text (weight B). */
function vectorOf(title: string, text: string): string {
  const titleStems = stemsOf(title)
  const places = new Map<string, string[]>()
  const put = (stem: string, place: number, weight: 'A' | 'B') => {
    const known = places.get(stem) ?? []
    if (known.length < PLACES_A_STEM) known.push(`${Math.min(place, PLACES_MAX)}${weight}`)
    places.set(stem, known)
  }
  titleStems.forEach((stem, place) => {
    put(stem, place + 1, 'A')
  })
  stemsOf(text).forEach((stem, place) => {
    put(stem, titleStems.length + place + 2, 'B')
  })
  return [...places].map(([stem, at]) => `'${stem}':${at.join(',')}`).join(' ')
}

const stemsOf = (stems: string): string[] => stems.split(' ').filter((stem) => stem !== '')

function narrowed({ sessionIds, kinds, reach }: Wanted): { conditions: string[]; values: unknown[] } {
  const conditions: string[] = []
  const values: unknown[] = []
  const among = (column: string, of: readonly string[] | undefined) => {
    if (!of) return
    conditions.push(`${column} = ANY(?)`)
    values.push([...of])
  }
  among('session_id', sessionIds)
  among('kind', kinds)
  among('reach', reach === 'staff' ? undefined : ['everyone'])
  return { conditions, values }
}

/** Stems are letters and digits, so that nothing in them could end the quotes. */
const SIGNS: Signs = {
  and: ' & ',
  or: ' | ',
  phrase: (stems) => `(${stems.map(SIGNS.stem).join(' <-> ')})`,
  stem: (stem) => `'${stem}'`,
  prefix: (stem) => `'${stem}':*`,
}
