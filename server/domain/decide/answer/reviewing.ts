/** An answer under review: approved or returned by a second expert, or taken back by its holder. */
import { limits } from '../../limits.ts'
import { answerCan } from '../../machines.ts'
import type { AnswerRow, WorkItemRow } from '../../rows.ts'
import {
  type Change,
  type Context,
  type Decide,
  decided,
  isRefused,
  type Refused,
  refuse,
} from '../decision.ts'
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
  return { item, answer, rev: answer.pendingRev }
}

export const approve: Decide<'answer:approve'> = {
  subject: (context, { itemId }) => itemSubject(context, itemId),
  decide: (context, { itemId }) => {
    const found = underReview(context, itemId)
    if (isRefused(found)) return found
    const { item, answer, rev } = found
    // Nobody approves what they wrote.
    if (answer.authorId === context.actor.id) return refuse('answer/own-answer')
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

/** The answer is its holder's again, with what was left of the lease. */
function backToHolder(
  context: Context,
  { item, answer }: { item: WorkItemRow; answer: AnswerRow },
  notes: number,
): Change[] {
  const leaseMs = Math.max(item.leaseLeftMs ?? 0, limits.leaseWarningMs)
  return [
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
      set: { status: 'claimed', leaseUntil: context.at + leaseMs, leaseLeftMs: null, notes },
    },
    ...mirrored(context, item, { step: 'claimed', kind: 'question in work' }),
  ]
}

export const giveBack: Decide<'answer:return'> = {
  subject: (context, { itemId }) => itemSubject(context, itemId),
  decide: (context, { itemId, text }) => {
    const found = underReview(context, itemId)
    if (isRefused(found)) return found
    // Nobody judges what they wrote.
    if (found.answer.authorId === context.actor.id) return refuse('answer/own-answer')
    const { item } = found
    const mentions = item.holder === null ? [] : [item.holder]
    return decided([
      ...backToHolder(context, found, item.notes + 1),
      noteOn(context, item, { kind: 'returned', content: { text }, mentions }),
    ])
  },
}

/** The holder takes back what nobody has judged yet. */
export const recall: Decide<'answer:recall'> = {
  subject: (context, { itemId }) => itemSubject(context, itemId),
  decide: (context, { itemId }) => {
    const found = underReview(context, itemId)
    if (isRefused(found)) return found
    return decided(backToHolder(context, found, found.item.notes))
  },
}
