/**
 * The tally batch writes what hangs on other rows: votes and followers of a question, and each theme's queue with its
 * counts. It runs at most twice a second, whatever happens meanwhile.
 */

import { limits } from '../limits.ts'
import { hasOutcome } from '../machines.ts'
import type { QuestionRow, QueueRow } from '../rows.ts'
import type { State } from '../state.ts'
import { type Change, type Context, type Decide, decided } from './decision.ts'
import { sessionSubject } from './found.ts'
import { queueOrder } from './priority.ts'

type Counts = Pick<QuestionRow, 'bodies' | 'persons' | 'followers'>

/** Distinct over the question and, where it leads, those joined to it: their votes and followers go along. */
export function countsOf(state: State, question: QuestionRow): Counts {
  const item = state.find('workItem', question.workItemId)
  const cluster = item?.leadId === question.id ? item.questionIds : [question.id]
  const bodies = new Set<string>()
  const persons = new Set<string>()
  const followers = new Set<string>()
  for (const id of cluster) {
    const asked = state.get('question', id)
    if (asked.body) bodies.add(asked.body.id)
    if (id !== question.id) followers.add(asked.actorId)
    for (const vote of state.listBy('votesByQuestion', id)) {
      if (!vote.on) continue
      persons.add(vote.actorId)
      if (vote.bodyId) bodies.add(vote.bodyId)
    }
    for (const follow of state.listBy('followsByQuestion', id)) if (follow.on) followers.add(follow.actorId)
  }
  return { bodies: bodies.size, persons: persons.size, followers: followers.size }
}

const sameCounts = (one: Counts, two: Counts): boolean =>
  one.bodies === two.bodies && one.persons === two.persons && one.followers === two.followers

export function queueOf(state: State, themeId: string): Omit<QueueRow, 'id' | 'changedSeq'> {
  const questions = state.listBy('questionsByTheme', themeId).filter((row) => row.themeId === themeId)
  const items = state.listBy('itemsByTheme', themeId).filter((row) => row.themeId === themeId)
  const order = queueOrder(items, (item) => state.get('question', item.leadId).bodies)
  const admitted = questions.filter((row) => row.status !== 'withdrawn')
  return {
    order: order.slice(0, limits.queuePlaces).map((item) => item.leadId),
    asked: admitted.length,
    answered: admitted.filter((row) => row.answerId !== null).length,
    open: admitted.filter(
      (row) => !hasOutcome(row.status) || (row.status === 'joined' && row.step !== 'done'),
    ).length,
  }
}

const sameQueue = (one: Omit<QueueRow, 'id' | 'changedSeq'>, two: QueueRow | undefined): boolean =>
  two !== undefined &&
  one.asked === two.asked &&
  one.answered === two.answered &&
  one.open === two.open &&
  one.order.length === two.order.length &&
  one.order.every((id, place) => id === two.order[place])

/** Which questions and themes may count differently than their rows say; a room keeps this and drops it on a tally. */
export type Uncounted = { readonly questions: ReadonlySet<string>; readonly themes: ReadonlySet<string> }

export const tallyOf = (uncounted: Uncounted) => (context: Context) => {
  const { state } = context
  const counted = new Map<string, Counts>()
  const changes: Change[] = []
  const themes = new Set(uncounted.themes)
  for (const id of uncounted.questions) {
    const question = state.get('question', id)
    const counts = countsOf(state, question)
    if (sameCounts(counts, question)) continue
    counted.set(id, counts)
    themes.add(question.themeId)
    changes.push({ entity: 'question', id, kind: 'tally', set: counts })
  }
  // The order is worked out on the new counts, so it is laid over the state first.
  const ahead = { ...context, state: withCounts(state, counted) }
  for (const themeId of themes) {
    const queue = queueOf(ahead.state, themeId)
    if (sameQueue(queue, state.find('queue', themeId))) continue
    changes.push({ entity: 'queue', id: themeId, kind: 'tally', set: queue })
  }
  return decided(changes)
}

function withCounts(state: State, counted: ReadonlyMap<string, Counts>): State {
  if (counted.size === 0) return state
  const ahead = state.over()
  for (const [id, counts] of counted) ahead.put('question', { ...state.get('question', id), ...counts })
  return ahead
}

/** Counts everything: what a room does once when it is loaded, and whenever it doesn't know what is uncounted. */
export const tally: Decide<'session:tally'> = {
  subject: sessionSubject,
  decide: (context) => {
    const { state } = context
    const questions = new Set(state.list('question').map((row) => row.id))
    return tallyOf({ questions, themes: new Set(state.session.themeIds) })(context)
  },
}
