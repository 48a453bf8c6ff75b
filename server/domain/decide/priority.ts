/**
 * The order of a theme's queue, as published on the page. It uses instants, never ages, so that it changes only when
 * something happens: an item counts as asked earlier for each further body that it concerns, and for an office deadline.
 */
import type { WorkItemRow } from '../rows.ts'

const MINUTE_MS = 60_000

/** Five minutes earlier for each further body; an office deadline within the week counts as an hour. */
const PER_BODY_MS = 5 * MINUTE_MS
const DEADLINE_MS = 60 * MINUTE_MS

export function priorityInstant(item: WorkItemRow, bodies: number): number {
  const since = item.queuedAt ?? Number.MAX_SAFE_INTEGER
  return since - Math.max(0, bodies - 1) * PER_BODY_MS - (item.deadline === null ? 0 : DEADLINE_MS)
}

/** Queued items, the one to take next first; ties by lead number so that the order is the same everywhere. */
export function queueOrder(
  items: readonly WorkItemRow[],
  bodiesOf: (item: WorkItemRow) => number,
): WorkItemRow[] {
  return items
    .filter((item) => item.status === 'queued')
    .map((item) => ({ item, at: priorityInstant(item, bodiesOf(item)) }))
    .sort((one, two) => one.at - two.at || (one.item.leadNumber < two.item.leadNumber ? -1 : 1))
    .map(({ item }) => item)
}
