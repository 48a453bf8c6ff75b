/** What a query asks of an index, in the index's own signs: groups that are all asked for, alternatives within each. */
import type { Alternative, StemQuery } from '../language/stems.ts'
import type { Closeness } from './search-index.ts'

export type Signs = {
  readonly and: string
  readonly or: string
  /** Stems that follow each other. */
  phrase(stems: readonly string[]): string
  stem(stem: string): string
  prefix(stem: string): string
}

/** Near widens each group to what is related; a part asks for any group. */
export function expressionFor({ all }: StemQuery, closeness: Closeness, signs: Signs): string {
  if (closeness !== 'near') {
    const groups = all.map((group) => groupOf(group.same, null, signs))
    return groups.join(closeness === 'all' ? signs.and : signs.or)
  }
  const widened = all.map(({ same, related, prefix }) => groupOf([...same, ...related], prefix, signs))
  return widened.join(signs.and)
}

function groupOf(alternatives: readonly Alternative[], prefix: string | null, signs: Signs): string {
  const terms = alternatives.map(({ stems, together }) =>
    together ? signs.phrase(stems) : `(${stems.map(signs.stem).join(signs.and)})`,
  )
  if (prefix !== null) terms.push(signs.prefix(prefix))
  return `(${terms.join(signs.or)})`
}
