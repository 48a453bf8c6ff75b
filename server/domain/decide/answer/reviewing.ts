/** The second expert's word on an answer: approved, or returned. */
import { limits } from '../../limits.ts'
import { answerCan } from '../../machines.ts'
import type { AnswerRow, WorkItemRow } from '../../rows.ts'
import { type Context, type Decide, decided, isRefused, type Refused, refuse } from '../decision.ts'
import { findItem, itemSubject, mirrored, noteOn } from '../found.ts'
import { answered, answerOf, reachFor, shown } from './versions.ts'

function underReview(
  context: Context,
  itemId: string,
): { item: WorkItemRow; answer: AnswerRow; rev: number } | Refused {
  const item = findItem(context, itemId)
  if (isRefused(item)) return item
  const answer = answerOf(context, item)
  if (item.status !== 'inReview' || answer?.pendingRev == null) return refuse('workItem/not-allowed-now')
  // Nobody approves what they wrote.
  if (answer.authorId === context.actor.id) return refuse('answer/own-answer')
  return { item, answer, rev: answer.pendingRev }
}

export const approve: Decide<'answer:approve'> = {
  subject: (context, { itemId }) => itemSubject(context, itemId),
  decide: (context, { itemId }) => {
    const found = underReview(context, itemId)
    if (isRefused(found)) return found
    const { item, answer, rev } = found
    const to = reachFor(context, item, answer.reach)
    if (isRefused(to)) return to
    return decided(
      [
        {
          entity: 'answer',
          id: answer.id,
          kind: 'answer published',
          set: {
            ...shown(context, answer, rev, answer.pendingWords),
            questionIds: item.questionIds,
            reviewerId: context.actor.id,
          },
        },
        ...answered(context, item, answer.id),
      ],
      { answerId: answer.id },
      { drafts: [{ write: 'drop', id: item.id }] },
    )
  },
}

export const giveBack: Decide<'answer:return'> = {
  subject: (context, { itemId }) => itemSubject(context, itemId),
  decide: (context, { itemId, text }) => {
    const found = underReview(context, itemId)
    if (isRefused(found)) return found
    const { item, answer } = found
    const leaseMs = Math.max(item.leaseLeftMs ?? 0, limits.leaseWarningMs)
    return decided([
      {
        entity: 'answer',
        id: answer.id,
        kind: 'answer returned',
        set: {
          ...(answerCan('return', answer.status) ? { status: 'returned' as const } : {}),
          pendingRev: null,
          pendingWords: null,
        },
      },
      {
        entity: 'workItem',
        id: item.id,
        kind: 'item returned',
        set: {
          status: 'claimed',
          leaseUntil: context.at + leaseMs,
          leaseLeftMs: null,
          notes: item.notes + 1,
        },
      },
      ...mirrored(context, item, { step: 'claimed', kind: 'question in work' }),
      noteOn(context, item, {
        kind: 'returned',
        content: { text },
        mentions: item.holder === null ? [] : [item.holder],
      }),
    ])
  },
}
