/** The holder's answer: sent to a second expert, or published. */
import { answerCan } from '../../machines.ts'
import { type Decide, decided, isRefused, refuse } from '../decision.ts'
import { itemSubject, messageTo, mirrored } from '../found.ts'
import { heldItem } from '../item/claim.ts'
import { answered, answerOf, reachFor, reviewOf, revised, shown, summary } from './versions.ts'

export const send: Decide<'answer:send'> = {
  subject: (context, { itemId }) => itemSubject(context, itemId),
  decide: (context, { itemId, words, reach }) => {
    const item = heldItem(context, itemId)
    if (isRefused(item)) return item
    const to = reachFor(context, item, reach)
    if (isRefused(to)) return to
    const answer = answerOf(context, item)
    const next = revised(context, item, { words, reach, reachBodyId: to.bodyId })
    const status = answer && answerCan('send', answer.status) ? { status: 'inReview' as const } : {}
    return decided(
      [
        {
          entity: 'answer',
          id: next.id,
          kind: 'answer sent to review',
          set: { ...next.set, ...status, pendingRev: next.rev, pendingWords: summary(words) },
          text: next.text,
        },
        {
          entity: 'workItem',
          id: item.id,
          kind: 'item in review',
          set: {
            status: 'inReview',
            answerId: next.id,
            leaseUntil: null,
            leaseLeftMs: Math.max(0, (item.leaseUntil ?? context.at) - context.at),
          },
        },
        ...mirrored(context, item, { step: 'inReview', kind: 'question in review' }),
      ],
      { answerId: next.id, rev: next.rev },
    )
  },
}

export const publish: Decide<'answer:publish'> = {
  subject: (context, { itemId }) => itemSubject(context, itemId),
  decide: (context, { itemId, words, reach, lines = [] }) => {
    const item = heldItem(context, itemId)
    if (isRefused(item)) return item
    if (reviewOf(context, item) === 'peer') return refuse('answer/needs-review')
    const to = reachFor(context, item, reach)
    if (isRefused(to)) return to
    if (!lines.every((line) => item.questionIds.includes(line.questionId)))
      return refuse('question/not-found')
    const next = revised(context, item, { words, reach, reachBodyId: to.bodyId })
    return decided(
      [
        {
          entity: 'answer',
          id: next.id,
          kind: 'answer published',
          set: { ...next.set, ...shown(context, answerOf(context, item), next.rev, summary(words)) },
          text: next.text,
        },
        ...answered(context, item, next.id),
        ...lines.map((line) =>
          messageTo(context, context.state.get('question', line.questionId), {
            kind: 'line',
            text: line.text,
          }),
        ),
      ],
      { answerId: next.id },
      { drafts: [{ write: 'drop', id: item.id }] },
    )
  },
}
