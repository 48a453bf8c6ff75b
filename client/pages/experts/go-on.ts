/** After an item is done with: the next one of the list is opened, never taken, and its row has the focus. */
import type { Desk } from './desk.ts'
import { isNarrow, toRow } from './focus.ts'

export function goOn({ freeIds, go, place }: Pick<Desk, 'freeIds' | 'go' | 'place'>): void {
  const next = isNarrow() ? undefined : freeIds.peek().find((id) => id !== place.itemId)
  go({ itemId: next, isAnswer: false })
  requestAnimationFrame(() => toRow(next))
}
