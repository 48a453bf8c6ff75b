/** Where found words are, as pieces of a text to show. Knows no component. */
export type Mark = readonly [start: number, end: number]
export type Piece = { readonly text: string; readonly isFound: boolean }

/** The text in pieces, by its marks; marks that lie outside or over each other are put in order. */
export function pieces(text: string, marks: readonly Mark[]): readonly Piece[] {
  const found: Piece[] = []
  let at = 0
  for (const [start, end] of [...marks].sort((one, two) => one[0] - two[0])) {
    const from = Math.max(at, start)
    const to = Math.min(text.length, end)
    if (to <= from) continue
    if (from > at) found.push({ text: text.slice(at, from), isFound: false })
    found.push({ text: text.slice(from, to), isFound: true })
    at = to
  }
  if (at < text.length) found.push({ text: text.slice(at), isFound: false })
  return found
}

const WORD = /[\p{L}\p{N}]+/gu

export type Sample = { readonly text: string; readonly marks: readonly Mark[]; readonly asked?: string }

/** The same words in another text: the title and the answer in brief come without marks of their own. */
export function marksLike(text: string, { text: sample, marks, asked = '' }: Sample): readonly Mark[] {
  const found = marks.map(([start, end]) => sample.slice(start, end))
  const words = new Set([...found, ...(asked.match(WORD) ?? [])].map((word) => word.toLowerCase()))
  return [...text.matchAll(WORD)]
    .filter(([word]) => words.has(word.toLowerCase()))
    .map((match): Mark => [match.index, match.index + match[0].length])
}
