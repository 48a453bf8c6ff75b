/** Open items whose titles say nearly the same: proposed to be joined, never joined by themselves. Pure. */
import { rootsIn } from './shared-words.ts'

export type Titled = { readonly id: string; readonly title: string }

/** Two words may be chance; half of the shorter title isn't. */
const SHARED_AT_LEAST = 2
/** A word that so many titles have says nothing about two of them. */
const COMMON_AT = 12

/** For each item that has any, the ones that are like it, the likest first. */
export function suspectsOf(items: readonly Titled[]): ReadonlyMap<string, readonly string[]> {
  const roots = new Map(items.map(({ id, title }) => [id, rootsIn(title)]))
  const byRoot = new Map<string, string[]>()
  for (const [id, own] of roots) for (const root of own) byRoot.set(root, [...(byRoot.get(root) ?? []), id])
  const found = new Map<string, readonly string[]>()
  for (const [id, own] of roots) {
    const shared = new Map<string, number>()
    for (const root of own) {
      const ids = byRoot.get(root) ?? []
      if (ids.length >= COMMON_AT) continue
      for (const other of ids) if (other !== id) shared.set(other, (shared.get(other) ?? 0) + 1)
    }
    const alike = [...shared]
      .filter(([other, count]) => {
        const shorter = Math.min(own.size, roots.get(other)?.size ?? 0)
        return count >= SHARED_AT_LEAST && 2 * count >= shorter
      })
      .sort(([one, many], [two, more]) => more - many || (one < two ? -1 : 1))
      .map(([other]) => other)
    if (alike.length > 0) found.set(id, alike)
  }
  return found
}
