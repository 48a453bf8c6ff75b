/** Somebody's own unsent questions in a session. */
import type { Store } from '../../db/open.ts'
import { listDrafts } from '../../db/room-store.ts'

export async function readAskDrafts({ read }: Store, sessionId: string, actorId: string) {
  const rows = await listDrafts(read, sessionId, actorId)
  return rows
    .filter((row) => row.kind === 'ask')
    .map(({ id, rev, content, savedAt }) => ({ id, rev, content, savedAt }))
}
