/** A view store as signals: one for each row, so that one change draws one card anew. Knows no entity's meaning. */
import { batch, computed, type ReadonlySignal, type Signal, signal } from '@preact/signals'
import type { Entity } from '../../server/domain/rows.ts'
import type { View } from '../../server/domain/views.ts'
import type { ViewStore } from '../sync/view-store.ts'

export type RowSignals = {
  row<E extends Entity>(entity: E, id: string): ReadonlySignal<View<E> | undefined>
  /** All rows of a kind, in no order that means anything. */
  all<E extends Entity>(entity: E): ReadonlySignal<readonly View<E>[]>
  /** How far the log has been taken in. */
  readonly position: ReadonlySignal<number>
  /** Everything has been here once; before that a list is still growing. Not any more when all had to be taken away. */
  readonly isReady: ReadonlySignal<boolean>
}

type Rows = {
  readonly signals: Map<string, Signal<View | undefined>>
  readonly ids: Signal<readonly string[]>
  readonly all: ReadonlySignal<readonly View[]>
}

export function createRowSignals(store: ViewStore): RowSignals {
  const byEntity = new Map<Entity, Rows>()
  const position = signal(store.position)
  const isReady = signal(store.isComplete)

  const signalIn = (rows: Pick<Rows, 'signals'>, id: string, view?: View): Signal<View | undefined> => {
    const known = rows.signals.get(id)
    if (known) return known
    const made = signal(view)
    rows.signals.set(id, made)
    return made
  }

  const rowsOf = (entity: Entity): Rows => {
    const known = byEntity.get(entity)
    if (known) return known
    const signals = new Map<string, Signal<View | undefined>>()
    const views = store.rows(entity)
    for (const [id, view] of views) signals.set(id, signal<View | undefined>(view))
    const ids = signal<readonly string[]>([...views.keys()])
    const all = computed(() => ids.value.flatMap((id) => signalIn({ signals }, id).value ?? []))
    const rows = { signals, ids, all }
    byEntity.set(entity, rows)
    return rows
  }

  store.onChange((changes) => {
    batch(() => {
      const moved = new Set<Entity>()
      for (const { entity, id, view } of changes) {
        const rows = byEntity.get(entity)
        if (!rows) continue
        const row = signalIn(rows, id)
        if ((row.peek() === undefined) !== (view === undefined)) moved.add(entity)
        row.value = view
      }
      for (const entity of moved) rowsOf(entity).ids.value = [...store.rows(entity).keys()]
      position.value = store.position
      isReady.value = store.isComplete || (isReady.peek() && !store.isEmpty)
    })
  })

  return {
    row: <E extends Entity>(entity: E, id: string) =>
      signalIn(rowsOf(entity), id) as unknown as ReadonlySignal<View<E> | undefined>,
    all: <E extends Entity>(entity: E) => rowsOf(entity).all as unknown as ReadonlySignal<readonly View<E>[]>,
    position,
    isReady,
  }
}
