/** Which colleagues have an item before them, by name, the one who writes first; never the reader themselves. */
import { type Desk, nameOf } from './desk.ts'

export type Other = { readonly name: string; readonly isWriting: boolean }

export function othersAt(desk: Pick<Desk, 'looks' | 'me' | 'colleagues'>, itemId: string): readonly Other[] {
  return (desk.looks.value.get(itemId) ?? []).flatMap(({ actorId, isWriting }) => {
    const name = actorId === desk.me.actorId ? undefined : nameOf(desk, actorId)
    return name === undefined ? [] : [{ name, isWriting }]
  })
}

export type AtWork = {
  readonly actorId: string
  readonly name: string
  /** Items that are theirs now. */
  readonly held: readonly string[]
  /** Items that they have open. */
  readonly reading: readonly string[]
}

/** Colleagues who have something open or in hand, the busiest first. */
export function colleaguesAtWork(
  desk: Pick<Desk, 'looks' | 'me' | 'colleagues' | 'state'>,
): readonly AtWork[] {
  const held = new Map<string, string[]>()
  for (const { id, holder } of desk.state.work.takenByOthers.value)
    if (holder !== null) held.set(holder, [...(held.get(holder) ?? []), id])
  const reading = new Map<string, string[]>()
  for (const [itemId, looks] of desk.looks.value)
    for (const { actorId } of looks) reading.set(actorId, [...(reading.get(actorId) ?? []), itemId])
  return [...new Set([...held.keys(), ...reading.keys()])]
    .filter((actorId) => actorId !== desk.me.actorId)
    .flatMap((actorId) => {
      const name = nameOf(desk, actorId)
      const own = { held: held.get(actorId) ?? [], reading: reading.get(actorId) ?? [] }
      return name === undefined ? [] : [{ actorId, name, ...own }]
    })
    .sort((one, two) => two.held.length - one.held.length || (one.name < two.name ? -1 : 1))
}
