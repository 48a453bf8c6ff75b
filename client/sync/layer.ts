/** The newest view of each row, and what is gone, for one history of one log. Knows no cursor and no frames. */
import type { ViewChange } from '../../server/contract/socket.ts'
import type { Entity } from '../../server/domain/rows.ts'
import type { View } from '../../server/domain/views.ts'

/** A row as it is after a change: `view` is undefined where it is gone. */
export type Changed = { readonly entity: Entity; readonly id: string; readonly view: View | undefined }

export class Layer {
  readonly #rows = new Map<Entity, Map<string, View>>()
  /** A gone row keeps its place in the log, so that an older view never brings it back. */
  readonly #gone = new Map<string, number>()

  rows<E extends Entity>(entity: E): ReadonlyMap<string, View<E>> {
    return (this.#rows.get(entity) ?? NO_ROWS) as ReadonlyMap<string, View<E>>
  }

  get isEmpty(): boolean {
    for (const rows of this.#rows.values()) if (rows.size > 0) return false
    return true
  }

  *views(): Generator<View> {
    for (const rows of this.#rows.values()) yield* rows.values()
  }

  /**
   * Takes a change in if it is newer than what is known. A snapshot may show a row twice at the same place in the log,
   * as the class sees it and then as its reader does: there the later one wins.
   */
  take(change: ViewChange, tie: 'keep' | 'replace'): Changed | null {
    const { entity, id, changedSeq } = change
    const known = this.#rows.get(entity)?.get(id)?.changedSeq ?? this.#gone.get(`${entity} ${id}`)
    if (known !== undefined && (tie === 'keep' ? changedSeq <= known : changedSeq < known)) return null
    if ('gone' in change) {
      this.#rows.get(entity)?.delete(id)
      this.#gone.set(`${entity} ${id}`, changedSeq)
      return { entity, id, view: undefined }
    }
    this.#gone.delete(`${entity} ${id}`)
    const rows = this.#rows.get(entity) ?? new Map<string, View>()
    this.#rows.set(entity, rows.set(id, change))
    return { entity, id, view: change }
  }

  /** What a reader of `before` sees change when this layer takes its place; rows that are the same stay the same object. */
  differences(before: Layer): Changed[] {
    const changes: Changed[] = []
    for (const view of this.views()) {
      const old = before.rows(view.entity).get(view.id)
      if (old && isSame(old, view)) this.#rows.get(view.entity)?.set(view.id, old)
      else changes.push({ entity: view.entity, id: view.id, view })
    }
    for (const { entity, id } of before.views()) {
      if (!this.rows(entity).has(id)) changes.push({ entity, id, view: undefined })
    }
    return changes
  }
}

const NO_ROWS: ReadonlyMap<string, never> = new Map<string, never>()

const isSame = (one: View, two: View): boolean => JSON.stringify(one) === JSON.stringify(two)
