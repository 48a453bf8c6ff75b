/** The index on SQLite: full text by FTS5, whose rows keep the stems and no copy of the words. */
import { stemText } from '../language/stems.ts'
import { expressionFor, type Signs } from './expression.ts'
import { type SearchIndex, TITLE_WEIGHT, type Wanted } from './search-index.ts'

export const sqliteIndex: SearchIndex = {
  async put(tx, entry) {
    await sqliteIndex.remove(tx, entry)
    const [made] = await tx.sql.all<{ place: number }>(
      `INSERT INTO search_entry (kind, entity_id, session_id, reach, title, text) VALUES (?, ?, ?, ?, ?, ?)
       RETURNING place`,
      ...[entry.kind, entry.entityId, entry.sessionId, entry.reach, entry.title, entry.text],
    )
    await tx.sql.run(
      'INSERT INTO search_stem (rowid, title, text) VALUES (?, ?, ?)',
      ...[made?.place, stemText(entry.title), stemText(entry.text)],
    )
  },

  async remove(tx, { kind, entityId }) {
    const [found] = await tx.sql.all<{ place: number }>(
      'SELECT place FROM search_entry WHERE kind = ? AND entity_id = ?',
      ...[kind, entityId],
    )
    if (!found) return
    await tx.sql.run('DELETE FROM search_stem WHERE rowid = ?', found.place)
    await tx.sql.run('DELETE FROM search_entry WHERE place = ?', found.place)
  },

  async removeSession(tx, sessionId) {
    await tx.sql.run(
      'DELETE FROM search_stem WHERE rowid IN (SELECT place FROM search_entry WHERE session_id = ?)',
      sessionId,
    )
    await tx.sql.run('DELETE FROM search_entry WHERE session_id = ?', sessionId)
  },

  async findPlaces(handle, asked, { closeness, wanted }) {
    const { conditions, values } = narrowed(wanted)
    const rows = await handle.sql.all<{ place: number }>(
      `SELECT entry.place AS place FROM search_stem JOIN search_entry AS entry ON entry.place = search_stem.rowid
       WHERE ${['search_stem MATCH ?', ...conditions].join(' AND ')}
       ORDER BY bm25(search_stem, ${TITLE_WEIGHT}, 1), entry.place DESC LIMIT ?`,
      expressionFor(asked, closeness, SIGNS),
      ...values,
      wanted.limit,
    )
    return rows.map((row) => row.place)
  },
}

function narrowed({ sessionIds, kinds, reach }: Wanted): { conditions: string[]; values: string[] } {
  const conditions: string[] = []
  const values: string[] = []
  const among = (column: string, of: readonly string[] | undefined) => {
    if (!of) return
    conditions.push(`entry.${column} IN (SELECT value FROM json_each(?))`)
    values.push(JSON.stringify(of))
  }
  among('session_id', sessionIds)
  among('kind', kinds)
  among('reach', reach === 'staff' ? undefined : ['everyone'])
  return { conditions, values }
}

/** Stems are letters and digits, so that nothing in them could end the quotes. */
const SIGNS: Signs = {
  and: ' AND ',
  or: ' OR ',
  phrase: (stems) => `"${stems.join(' ')}"`,
  stem: (stem) => `"${stem}"`,
  prefix: (stem) => `"${stem}" *`,
}
