/** W6 and W7, read from a log: which questions were asked when no question could be. Drafts with grace are not of its world. */
import type { Store } from '../../../db/open.ts'

type Entry = { seq: number; kind: string; entity: string; data: string; at: number }

export async function closingFaults(store: Store, sessionId: string): Promise<string[]> {
  const entries = await store.read.sql.all<Entry>(
    'SELECT seq, kind, entity, data, at FROM event WHERE log_id = ? ORDER BY seq',
    sessionId,
  )
  const faults: string[] = []
  let phase = ''
  let closesAt = Number.POSITIVE_INFINITY
  for (const { seq, kind, entity, data, at } of entries) {
    if (entity === 'session') {
      const set = JSON.parse(data) as { phase?: string; closesAt?: number }
      phase = set.phase ?? phase
      closesAt = set.closesAt ?? closesAt
    }
    if (kind !== 'question asked') continue
    if (phase === 'answersOnly' || phase === 'closed') faults.push(`W6 asked at ${seq}, when it was ${phase}`)
    if (at >= closesAt) faults.push(`W7 asked at ${seq}, ${at - closesAt} ms after its time`)
  }
  return faults
}
