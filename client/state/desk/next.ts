/**
 * What an expert could take next and why: the office with a deadline, the one who has waited longest, what serves most
 * bodies, the topic that starves, what may be the same question. Pure; it decides nothing and takes nothing.
 */
import type { View } from '../../../server/domain/views.ts'
import type { TopicFigures } from '../moderation/topics.ts'
import type { ItemView } from '../work.ts'

export type Reason =
  | { readonly kind: 'deadline'; readonly day: string }
  | { readonly kind: 'oldest'; readonly waitMs: number }
  | { readonly kind: 'bodies'; readonly bodies: number }
  | { readonly kind: 'starving'; readonly topicId: string }
  | { readonly kind: 'alike'; readonly itemId: string }

/** One item with everything that speaks for it. */
export type Next = { readonly itemId: string; readonly reasons: readonly Reason[] }

/** One body alone is no reason. */
const MANY_BODIES = 2

export type NextFacts = {
  /** What this expert may take, in the order of the queue. */
  readonly free: readonly ItemView[]
  readonly questionOf: (item: ItemView) => View<'question'> | undefined
  readonly topics: readonly TopicFigures[]
  readonly suspects: ReadonlyMap<string, readonly string[]>
  readonly now: number
}

export function nextOf(facts: NextFacts): readonly Next[] {
  const reasons = new Map<string, Reason[]>()
  const add = (item: ItemView | undefined, reason: Reason) => {
    if (item) reasons.set(item.id, [...(reasons.get(item.id) ?? []), reason])
  }
  const { free, now } = facts
  const due = least(
    free.filter(({ deadline }) => deadline !== null),
    ({ deadline }) => Date.parse(String(deadline)),
  )
  if (due) add(due, { kind: 'deadline', day: String(due.deadline) })
  const askedAt = (item: ItemView) => facts.questionOf(item)?.askedAt ?? now
  const oldest = least(free, askedAt)
  if (oldest) add(oldest, { kind: 'oldest', waitMs: now - askedAt(oldest) })
  const bodiesOf = (item: ItemView) => facts.questionOf(item)?.bodies ?? 0
  const widest = least(free, (item) => -bodiesOf(item))
  if (widest && bodiesOf(widest) >= MANY_BODIES) add(widest, { kind: 'bodies', bodies: bodiesOf(widest) })
  const starving = facts.topics.find(
    ({ isOverwhelmed, topicId }) => isOverwhelmed && free.some((item) => item.topicId === topicId),
  )
  if (starving)
    add(
      least(
        free.filter(({ topicId }) => topicId === starving.topicId),
        askedAt,
      ),
      { kind: 'starving', topicId: starving.topicId },
    )
  const alike = free.find(({ id }) => facts.suspects.has(id))
  const [other] = (alike && facts.suspects.get(alike.id)) ?? []
  if (other !== undefined) add(alike, { kind: 'alike', itemId: other })
  return [...reasons].map(([itemId, why]) => ({ itemId, reasons: why }))
}

/** The first of those for which the measure is smallest. */
function least(items: readonly ItemView[], measure: (item: ItemView) => number): ItemView | undefined {
  const [first, ...others] = items
  return others.reduce((best, item) => (best && measure(item) < measure(best) ? item : best), first)
}
