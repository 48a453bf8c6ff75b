/**
 * A job of two logs: gives a carried question to its target, or back to its source where the target refuses. Each half
 * is a command of its own log, and both can be repeated.
 */

import type { Store } from '../../db/open.ts'
import { findText } from '../../db/room-store.ts'
import type { CommandAck } from '../contract/socket.ts'
import type { Payloads, QuestionWords } from '../domain/commands.ts'
import type { State } from '../domain/state.ts'
import type { Rooms } from '../rooms/rooms.ts'

type CarryJob = Readonly<Record<string, string>>

export async function carryQuestion(store: Store, rooms: Rooms, job: CarryJob): Promise<void> {
  const { sourceId = '', targetId = '', questionId = '', leadId = '' } = job
  const source = await rooms.find(sourceId)
  if (!source) throw new Error('the source of a carried question is gone')
  const target = await rooms.find(targetId)
  const isAhead = leadId !== questionId && target?.room.state.listBy('questionsBySource', leadId).length === 0
  // The lead may still be on its way, or may have been given back; then this one is given back too.
  if (isAhead && source.room.state.get('question', leadId).status === 'carried') {
    throw new Error('the question that it is joined to has not arrived yet')
  }
  const payload = await received(store, source.room.state, { sourceId, questionId, leadId })
  const ack = target
    ? await target.room.submitSystem({ type: 'question:receive', payload })
    : ({ ok: false, code: 'session/not-found' } as const satisfies CommandAck)
  if (ack.ok) return
  if (ack.code === 'command/retry') throw new Error('the target could not store it')
  const back = await source.room.submitSystem({ type: 'question:uncarry', payload: { questionId } })
  if (!back.ok) throw new Error(`neither the target nor the source took it: ${ack.code}, ${back.code}`)
}

async function received(
  store: Store,
  state: State,
  { sourceId, questionId, leadId }: { sourceId: string; questionId: string; leadId: string },
): Promise<Payloads['question:receive']> {
  const row = state.get('question', questionId)
  const words = ((await findText(store.read, questionId, row.textRev)) ?? {
    title: '',
    text: '',
  }) as QuestionWords
  const votes = state.listBy('votesByQuestion', questionId).filter((vote) => vote.on)
  const follows = state.listBy('followsByQuestion', questionId).filter((follow) => follow.on)
  return {
    fromSessionId: sourceId,
    fromQuestionId: questionId,
    joinedFrom: leadId === questionId ? undefined : leadId,
    row: {
      number: row.number,
      actorId: row.actorId,
      body: row.body,
      askerRole: row.askerRole,
      shown: row.shown,
      topicId: row.topicId,
      askedAt: row.askedAt,
      deadline: row.deadline,
    },
    words,
    voters: votes.map(({ actorId, bodyId }) => ({ actorId, bodyId })),
    followers: follows.map(({ actorId }) => actorId),
  }
}
