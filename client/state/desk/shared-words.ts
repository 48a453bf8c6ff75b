/** The words that two texts have in common, to be marked in the second: by the beginnings that Italian leaves alike. */

export type Piece = { readonly text: string; readonly isShared: boolean }

/** Shorter ones say nothing about what a question is about. */
const SHORTEST = 5
/** Endings of up to this many letters may differ: iscrizione, iscrizioni. */
const ENDING = 3

const rootOf = (word: string): string => {
  const plain = word.toLowerCase().normalize('NFD').replace(/\p{M}/gu, '')
  return plain.slice(0, Math.max(SHORTEST, plain.length - ENDING))
}

const WORD = /\p{L}+/gu

/** In nearly every question, and so no sign that two are the same. */
const EVERYWHERE: ReadonlySet<string> = new Set(
  [
    'quale quali quando quanto quanti quanta quante questo questa questi queste nostro nostra nostri nostre',
    'possiamo possono dobbiamo devono deve chiede chiedono chiedere chiesto serve servono basta abbiamo hanno',
    'anche ancora senza sempre prima entro altro altra altri altre stesso stessa essere stato stata viene fare',
    'comune comuni ufficio persona persone nella nelle negli della delle degli dalla dalle dello sulla sulle',
  ]
    .join(' ')
    .split(' ')
    .map(rootOf),
)

/** What a text is about, as far as single words say it. */
export const rootsIn = (text: string): Set<string> =>
  new Set(
    [...text.matchAll(WORD)]
      .filter(([word]) => word.length >= SHORTEST)
      .map(([word]) => rootOf(word))
      .filter((root) => !EVERYWHERE.has(root)),
  )

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

/** How many words of the second text the first has too, each counted once. */
export const countShared = (one: string, two: string): number =>
  new Set(
    sharedPieces(one, two)
      .filter(({ isShared }) => isShared)
      .map(({ text }) => rootOf(text)),
  ).size
