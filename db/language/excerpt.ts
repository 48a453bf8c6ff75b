/** The part of a text that says most of what a query asks for, and which of its words to mark. */
import { type Alternative, type StemmedWord, type StemQuery, stemmedWords } from './stems.ts'

export type Excerpt = {
  readonly text: string
  /** Where marked words start and end, in code units of `text`. */
  readonly marks: readonly (readonly [start: number, end: number])[]
}

const EXCERPT_LENGTH = 200
const READ_LENGTH = 4_000
const LEAD_LENGTH = 40

export function makeExcerpt(text: string, query: StemQuery): Excerpt {
  const read = text.slice(0, READ_LENGTH)
  const words = [...stemmedWords(read)].filter((word) => word.stem !== null)
  const marked = [...markedWords(words, query)].sort((a, b) => a.start - b.start)
  const start = startOfWord(read, bestStart(marked))
  const end = endOfWord(text, start + EXCERPT_LENGTH)
  const before = start > 0 ? '… ' : ''
  const after = end < text.length ? ' …' : ''
  const shift = before.length - start
  return {
    text: `${before}${text.slice(start, end).replace(/\s/g, ' ')}${after}`,
    marks: marked
      .filter((word) => word.start >= start && word.end <= end)
      .map((word) => [word.start + shift, word.end + shift] as const),
  }
}

function markedWords(words: readonly StemmedWord[], query: StemQuery): Set<StemmedWord> {
  const marked = new Set<StemmedWord>()
  for (const { same, related, prefix } of query.all) {
    for (const alternative of [...same, ...related]) markAlternative(words, alternative, marked)
    if (prefix !== null) for (const word of words) if (word.stem?.startsWith(prefix)) marked.add(word)
  }
  return marked
}

function markAlternative(
  words: readonly StemmedWord[],
  { stems, together }: Alternative,
  marked: Set<StemmedWord>,
): void {
  for (let at = 0; at < words.length; at++) {
    if (together) {
      if (stems.every((stem, place) => words[at + place]?.stem === stem))
        for (const word of words.slice(at, at + stems.length)) marked.add(word)
    } else {
      const word = words[at]
      if (word?.stem && stems.includes(word.stem)) marked.add(word)
    }
  }
}

/** Where the window of most marked words begins, a little before the first of them. */
function bestStart(marked: readonly StemmedWord[]): number {
  let best = { count: 0, start: 0 }
  for (const [place, first] of marked.entries()) {
    const inside = marked
      .slice(place)
      .filter((word) => word.end <= first.start + EXCERPT_LENGTH - LEAD_LENGTH)
    if (inside.length > best.count) best = { count: inside.length, start: first.start }
  }
  // A beginning that holds them as well reads better than a cut.
  return best.start <= EXCERPT_LENGTH / 2 ? 0 : best.start - LEAD_LENGTH
}

const startOfWord = (text: string, at: number): number =>
  at === 0 ? 0 : Math.max(text.lastIndexOf(' ', at), text.lastIndexOf('\n', at)) + 1

function endOfWord(text: string, at: number): number {
  if (at >= text.length) return text.length
  const space = text.slice(at).search(/\s/)
  return space === -1 || space > LEAD_LENGTH ? at : at + space
}
