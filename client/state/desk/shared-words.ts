/** The words that two texts have in common, to be marked in the second: by the beginnings that Italian leaves alike. */

export type Piece = { readonly text: string; readonly isShared: boolean }

/** Shorter ones say nothing about what a question is about. */
const SHORTEST = 5
/** Endings of up to this many letters may differ: iscrizione, iscritti. */
const ENDING = 3

const rootOf = (word: string): string => {
  const plain = word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
  return plain.slice(0, Math.max(SHORTEST, plain.length - ENDING))
}

const WORD = /\p{L}+/gu

const rootsIn = (text: string): Set<string> =>
  new Set([...text.matchAll(WORD)].filter(([word]) => word.length >= SHORTEST).map(([word]) => rootOf(word)))

export function sharedPieces(one: string, two: string): readonly Piece[] {
  const roots = rootsIn(one)
  const pieces: Piece[] = []
  let from = 0
  for (const match of two.matchAll(WORD)) {
    const [word] = match
    if (word.length < SHORTEST || !roots.has(rootOf(word))) continue
    if (match.index > from) pieces.push({ text: two.slice(from, match.index), isShared: false })
    pieces.push({ text: word, isShared: true })
    from = match.index + word.length
  }
  if (from < two.length) pieces.push({ text: two.slice(from), isShared: false })
  return pieces
}
