/**
 * A list that doesn't move under its reader's eyes: what is shown keeps its place, new rows and a new order wait until
 * the reader asks for them. Knows ids alone, not what the rows are.
 */
import { computed, effect, type ReadonlySignal, signal } from '@preact/signals'

export type ShownRow = { readonly id: string; readonly isGone: boolean }

export type News = {
  /** The rows at their places; what has left the list meanwhile leaves a tombstone. */
  readonly shown: ReadonlySignal<readonly ShownRow[]>
  /** The rows that wait: new ones, and those whose stamp has changed. */
  readonly waiting: ReadonlySignal<readonly string[]>
  readonly count: ReadonlySignal<number>
  /** Shows the list as it is now; gives the ids that are new at their places, to mark and to focus. */
  showNews(): readonly string[]
  /** A row that is being read keeps its place even then. */
  hold(id: string): void
  release(id: string): void
  dispose(): void
}

export type NewsOptions = {
  /** The ids in the order in which they would be now. */
  readonly ids: ReadonlySignal<readonly string[]>
  /** The list follows freely until it is whole. */
  readonly isReady: ReadonlySignal<boolean>
  /** What makes a row news again, when it changes: the moment it was answered. */
  readonly stamp?: (id: string) => unknown
  /** Rows that don't wait, since the reader made them. They come on top. */
  readonly isOwn?: (id: string) => boolean
}

type Frozen = { readonly ids: readonly string[]; readonly stamps: ReadonlyMap<string, unknown> }

export function createNews({ ids, isReady, stamp = () => null, isOwn = () => false }: NewsOptions): News {
  const freeze = (order: readonly string[]): Frozen => ({
    ids: order,
    stamps: new Map(order.map((id) => [id, stamp(id)])),
  })
  const held = new Set<string>()
  const frozen = signal(freeze([]))
  let wasReady = false
  const dispose = effect(() => {
    const order = ids.value
    // What makes the list whole still belongs to it, where the rows before were those that a device had kept. And an
    // empty list has nothing that could move.
    if (!isReady.value || !wasReady || frozen.peek().ids.length === 0) frozen.value = freeze(order)
    wasReady = isReady.value
  })

  const own = computed(() => {
    const { stamps } = frozen.value
    return ids.value.filter((id) => !stamps.has(id) && isOwn(id))
  })

  const shown = computed(() => {
    const present = new Set(ids.value)
    return [...own.value, ...frozen.value.ids].map((id) => ({ id, isGone: !present.has(id) }))
  })

  const news = computed(() => {
    const { stamps } = frozen.value
    const ownIds = new Set(own.value)
    return ids.value.filter((id) =>
      stamps.has(id) ? !Object.is(stamps.get(id), stamp(id)) : !ownIds.has(id),
    )
  })

  return {
    shown,
    waiting: news,
    count: computed(() => news.value.length),
    showNews: () => {
      const fresh = news.peek()
      const before = shown.peek()
      frozen.value = freeze(withHeld(ids.peek(), before, held))
      return fresh
    },
    hold: (id) => {
      held.add(id)
    },
    release: (id) => {
      held.delete(id)
    },
    dispose,
  }
}

/** The new order, with the rows that are being read at the places where they were. */
function withHeld(
  order: readonly string[],
  before: readonly ShownRow[],
  held: ReadonlySet<string>,
): string[] {
  const kept = before.flatMap(({ id }, place) => (held.has(id) && order.includes(id) ? [{ id, place }] : []))
  const keptIds = new Set(kept.map(({ id }) => id))
  const next = order.filter((id) => !keptIds.has(id))
  for (const { id, place } of kept) next.splice(Math.min(place, next.length), 0, id)
  return next
}
