/** Which colleagues have an item before them, by name, the one who writes first; never the reader themselves. */
import { type Desk, nameOf } from './desk.ts'

export type Other = { readonly name: string; readonly isWriting: boolean }

export function othersAt(desk: Pick<Desk, 'looks' | 'me' | 'colleagues'>, itemId: string): readonly Other[] {
  return (desk.looks.value.get(itemId) ?? []).flatMap(({ actorId, isWriting }) => {
    const name = actorId === desk.me.actorId ? undefined : nameOf(desk, actorId)
    return name === undefined ? [] : [{ name, isWriting }]
  })
}
