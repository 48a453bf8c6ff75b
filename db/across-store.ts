/** Ids of rows looked for across sessions, rehearsals left out; the rows themselves are then read by their session. */
import { and, desc, eq, inArray } from 'drizzle-orm'
import type { AnswerStatus } from '../server/domain/machines.ts'
import type { Handle } from './open.ts'
import { question } from './schema/question.ts'
import { session } from './schema/session.ts'
import { answer } from './schema/work-item.ts'

export type Place = { readonly sessionId: string; readonly id: string }

/** The newest questions of an actor. */
export const listQuestionsOf = (handle: Handle, actorId: string, limit: number): Promise<Place[]> =>
  handle
    .select({ sessionId: question.sessionId, id: question.id })
    .from(question)
    .innerJoin(session, eq(session.id, question.sessionId))
    .where(and(eq(question.actorId, actorId), eq(session.rehearsal, false)))
    .orderBy(desc(question.askedAt), question.id)
    .limit(limit)

/** The answers for everybody that were published last, of these statuses and sessions. */
export const listLatestAnswers = (
  handle: Handle,
  wanted: { statuses: readonly AnswerStatus[]; sessionIds: readonly string[]; limit: number },
): Promise<Place[]> =>
  handle
    .select({ sessionId: answer.sessionId, id: answer.id })
    .from(answer)
    .where(
      and(
        eq(answer.reach, 'all'),
        inArray(answer.status, [...wanted.statuses]),
        inArray(answer.sessionId, [...wanted.sessionIds]),
      ),
    )
    .orderBy(desc(answer.publishedAt), answer.id)
    .limit(wanted.limit)
