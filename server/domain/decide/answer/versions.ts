/** An answer's versions: the next revision, what readers see from now on, and to whom it goes. Decides no command. */
import { must } from '../../assert.ts'
import type { AnswerWords, Reach } from '../../commands.ts'
import { answerCan, isReadable, questionCan } from '../../machines.ts'
import type { AnswerRow, AnswerSummary, WorkItemRow } from '../../rows.ts'
import { type Change, type Context, type Patch, type Refused, refuse } from '../decision.ts'
import { moved, questionsOf } from '../found.ts'

export const summary = (words: AnswerWords): AnswerSummary => ({
  inBrief: words.inBrief,
  lawAsOf: words.lawAsOf,
})

export const reviewOf = (context: Context, item: WorkItemRow): 'none' | 'peer' =>
  must(context.topics.get(item.topicId), 'an item has a known topic').review

export const answerOf = (context: Context, item: WorkItemRow): AnswerRow | null =>
  item.answerId === null ? null : context.state.get('answer', item.answerId)

/** To whom a private answer goes: the one body of all its questions. */
export function reachFor(
  context: Context,
  item: WorkItemRow,
  reach: Reach,
): { bodyId: string | null } | Refused {
  // What readers have already can't change hands with a new version: the old one is the same answer.
  const answer = answerOf(context, item)
  if (answer && isReadable(answer.status) && answer.reach !== reach) {
    return refuse(answer.reach === 'body' ? 'answer/private' : 'answer/not-allowed-now')
  }
  if (reach === 'all') return { bodyId: null }
  const bodies = new Set(questionsOf(context, item).map((row) => row.body?.id ?? null))
  const [bodyId] = bodies
  return bodies.size === 1 && bodyId ? { bodyId } : refuse('answer/several-bodies')
}

/** The next revision of the item's answer, written but not yet seen by anybody outside. */
export function revised(
  context: Context,
  item: WorkItemRow,
  next: { words: AnswerWords; reach: Reach; reachBodyId: string | null; reason?: string },
): { id: string; rev: number; set: Patch<'answer'>; text: Change<'answer'>['text'] } {
  const answer = answerOf(context, item)
  const rev = (answer?.rev ?? 0) + 1
  const content = { ...next.words, ...(next.reason ? { changeReason: next.reason } : {}) }
  const set: Patch<'answer'> = {
    questionIds: item.questionIds,
    reach: next.reach,
    reachBodyId: next.reachBodyId,
    topicId: item.topicId,
    authorId: context.actor.id,
    rev,
  }
  if (answer) return { id: answer.id, rev, set, text: { rev, content } }
  const fresh: Patch<'answer'> = {
    workItemId: item.id,
    status: 'inReview',
    reviewerId: null,
    pendingRev: null,
    publishedRevs: [],
    publishedAt: null,
    correctedAt: null,
    textRev: 0,
    words: null,
    pendingWords: null,
  }
  return { id: context.newId(), rev, set: { ...fresh, ...set }, text: { rev, content } }
}

/** What readers see from now on. A first publication and one after a withdrawal are new, every other is a correction. */
export function shown(
  context: Context,
  answer: AnswerRow | null,
  rev: number,
  words: AnswerSummary | null,
): Patch<'answer'> {
  const isCorrection = answer !== null && answerCan('correct', answer.status)
  // What was withdrawn is no earlier version that readers compare with: it may have been for one body alone.
  const earlier = answer && isReadable(answer.status) ? answer.publishedRevs : []
  return {
    status: isCorrection ? 'corrected' : 'published',
    pendingRev: null,
    pendingWords: null,
    publishedRevs: [...earlier, rev],
    publishedAt: answer?.publishedAt ?? context.at,
    correctedAt: isCorrection ? context.at : null,
    textRev: rev,
    words,
  }
}

/** The cluster has its answer: the lead is answered, those joined to it show the same one. */
export const answered = (context: Context, item: WorkItemRow, answerId: string): Change[] => [
  {
    entity: 'workItem',
    id: item.id,
    kind: 'item answered',
    set: {
      status: 'done',
      outcome: 'answered',
      holder: null,
      leaseUntil: null,
      leaseLeftMs: null,
      returnTo: null,
      reviewer: null,
      parkedUntil: null,
      answerId,
    },
  },
  ...questionsOf(context, item).map(
    (row): Change<'question'> => ({
      entity: 'question',
      id: row.id,
      kind: 'question answered',
      set: {
        ...(questionCan('answer', row.status) ? moved(row, 'answer', context.at) : { statusAt: context.at }),
        step: 'done',
        answerId,
      },
    }),
  ),
]
