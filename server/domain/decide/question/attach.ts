/**
 * Files beside a question. An attachment is a message to its asker, so that whoever may read those may have it, and nobody
 * else; its words are the file's name, and its file goes when they are erased.
 */
import { limits } from '../../limits.ts'
import { takesFiles } from '../../machines.ts'
import type { MessageRow, QuestionRow } from '../../rows.ts'
import type { State } from '../../state.ts'
import { type Change, type Decide, decided, isRefused, type Refused, refuse } from '../decision.ts'
import { findQuestion, isMuted, questionSubject } from '../found.ts'

export const attachmentsOf = ({ state }: { state: State }, questionId: string): MessageRow[] =>
  state.listBy('messagesByQuestion', questionId).filter(({ kind }) => kind === 'attachment')

/** Why nothing can be attached, as far as it is known before the file has come. */
export function attachFault(state: State, row: QuestionRow): Refused | null {
  if (state.session.phase === 'archived') return refuse('session/archived')
  if (!takesFiles(row)) return refuse('question/not-allowed-now')
  return attachmentsOf({ state }, row.id).length >= limits.filesPerQuestion
    ? refuse('file/too-many', { most: limits.filesPerQuestion })
    : null
}

export const attach: Decide<'question:attach'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId, fileId, name, type, size }) => {
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    if (isMuted(context)) return refuse('participant/muted')
    const fault = attachFault(context.state, row)
    if (fault) return fault
    // Once taken away, it stays away.
    if (context.state.find('message', fileId)) return refuse('file/not-found')
    const set = {
      questionId,
      kind: 'attachment' as const,
      actorId: context.actor.id,
      toActorId: row.actorId,
      toBodyId: row.body?.id ?? null,
      at: context.at,
      textRev: 1,
    }
    const text = { rev: 1, content: { name, type, size } }
    return decided([{ entity: 'message', id: fileId, kind: 'file attached', set, text }], { fileId })
  },
}

export const detach: Decide<'question:detach'> = {
  subject: (context, { questionId }) => questionSubject(context, questionId),
  decide: (context, { questionId, fileId }) => {
    const row = attachmentsOf(context, questionId).find(({ id }) => id === fileId)
    return row ? decided([taken(row)]) : refuse('file/not-found')
  },
}

/** Its name and its bytes go for ever; that there was one stays. */
export const taken = ({ id }: MessageRow): Change<'message'> => ({
  entity: 'message',
  id,
  kind: 'text erased',
  set: { kind: 'attachmentGone' },
  erases: true,
})
