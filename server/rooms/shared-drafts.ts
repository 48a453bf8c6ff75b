/**
 * Drafts are not in the log, so a room can't follow them: what a group of commands may be decided on is read again under
 * the group's lock, where another process may have saved it.
 */
import type { Handle } from '../../db/open.ts'
import { listDraftFacts } from '../../db/room-store.ts'
import type { State } from '../domain/state.ts'
import type { Submission } from './flush.ts'

export async function refreshDrafts(
  handle: Handle,
  sessionId: string,
  { state, submissions }: { state: State; submissions: readonly Submission[] },
): Promise<void> {
  const ids = new Set<string>()
  const actorIds = new Set<string>()
  for (const { actorId, command } of submissions) {
    if ('draftId' in command.payload && command.payload.draftId !== undefined)
      ids.add(command.payload.draftId)
    // How many somebody keeps is counted over all of theirs.
    if (command.type === 'draft:save') actorIds.add(actorId)
  }
  if (ids.size === 0) return
  const found = await listDraftFacts(handle, sessionId, { ids: [...ids], actorIds: [...actorIds] })
  state.replaceDrafts(found, (draft) => ids.has(draft.id) || actorIds.has(draft.actorId))
}
