/** A participant says whether an answer they can read has helped. It decides nothing, so it is in no log. */
import type { Store } from '../../db/open.ts'
import { dropVerdict, saveVerdict } from '../../db/verdict-store.ts'
import type { Clock } from '../adapters/clock.ts'
import { type Actor, isTied } from '../domain/permissions.ts'
import { viewFor } from '../domain/views.ts'
import { AppError } from '../errors.ts'
import type { Room } from '../rooms/room.ts'

export async function giveVerdict(
  { store, clock }: { store: Store; clock: Clock },
  { room, actor }: { room: Room; actor: Actor },
  { questionId, helps }: { questionId: string; helps: boolean | null },
): Promise<void> {
  if (!isTied(actor, 'participant', { sessionId: room.id })) throw new AppError('permission/denied')
  const reader = { as: 'participant' as const, actorId: actor.id, bodyId: actor.body?.id ?? null }
  const question = room.state.find('question', questionId)
  if (!question || !viewFor(reader, 'question', question)) throw new AppError('question/not-found')
  const answer = question.answerId === null ? undefined : room.state.find('answer', question.answerId)
  if (!answer || !viewFor(reader, 'answer', answer)) throw new AppError('answer/not-found')
  if (helps === null) return dropVerdict(store, answer.id, actor.id)
  const by = { answerId: answer.id, actorId: actor.id, bodyId: reader.bodyId }
  await saveVerdict(store, { ...by, sessionId: room.id, helps, at: clock.now() })
}
