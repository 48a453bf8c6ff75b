/** The expert's queue in its groups, in the order that the log gives. Knows nothing of what is shown of an item. */
import { computed, type ReadonlySignal } from '@preact/signals'
import type { View } from '../../server/domain/views.ts'
import type { RowSignals } from './rows.ts'

export type ItemView = View<'workItem'>
type Items = ReadonlySignal<readonly ItemView[]>

export type Work = {
  readonly all: Items
  /** Claimed by the reader. */
  readonly mine: Items
  /** To be taken, by their places in their themes' queues. */
  readonly free: Items
  readonly takenByOthers: Items
  /** In review, written by others. */
  readonly toReview: Items
  /** Waiting for the asker, or for a day. */
  readonly waiting: Items
}

export function createWork(rows: RowSignals, actorId: ReadonlySignal<string | null>): Work {
  const all = rows.all('workItem')
  const places = computed(() => {
    const byLead = new Map<string, number>()
    for (const queue of rows.all('queue').value) {
      queue.order.forEach((leadId, place) => {
        byLead.set(leadId, place)
      })
    }
    return byLead
  })
  const placeOf = (item: ItemView) => places.value.get(item.leadId) ?? Number.MAX_SAFE_INTEGER
  const byQueue = (one: ItemView, two: ItemView) =>
    placeOf(one) - placeOf(two) || (one.queuedAt ?? 0) - (two.queuedAt ?? 0) || (one.id < two.id ? -1 : 1)
  const byLease = (one: ItemView, two: ItemView) => (one.leaseUntil ?? 0) - (two.leaseUntil ?? 0)
  const group = (
    belongs: (item: ItemView, reader: string | null) => boolean,
    order: (one: ItemView, two: ItemView) => number,
  ): Items => computed(() => all.value.filter((item) => belongs(item, actorId.value)).sort(order))
  return {
    all,
    mine: group((item, reader) => item.status === 'claimed' && item.holder === reader, byLease),
    free: group((item) => item.status === 'queued', byQueue),
    takenByOthers: group((item, reader) => item.status === 'claimed' && item.holder !== reader, byLease),
    toReview: group((item, reader) => item.status === 'inReview' && item.holder !== reader, byQueue),
    waiting: group((item) => item.status === 'waiting' || item.status === 'parked', byQueue),
  }
}
