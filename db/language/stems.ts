/**
 * The language of search: Italian stems, stop words and synonyms, the same for every database. A text becomes a line of
 * stems to index, a query becomes groups of alternatives. It knows no table and no query syntax.
 */
import snowball from 'snowball-stemmers'
import { getWords, type Words } from '../content/content.ts'

const INDEXED_CHARACTERS_MAX = 40_000
const QUERY_CHARACTERS_MAX = 400
const QUERY_GROUPS_MAX = 16
const WORD_LENGTH_MAX = 64
const PREFIX_LENGTH_MIN = 4

/** Stems that follow each other, or, where they are the query's own words, that may stand apart. */
export type Alternative = { readonly stems: readonly string[]; readonly together: boolean }

/** One thing that a query asks for: any alternative of `same` is it, one of `related` is near it. */
export type QueryGroup = {
  readonly same: readonly Alternative[]
  readonly related: readonly Alternative[]
  /** The beginning of a word that may not be finished. */
  readonly prefix: string | null
}

/** Every group is asked for. */
export type StemQuery = { readonly all: readonly QueryGroup[] }

// Words that the algorithm brings together, or keeps apart, against their meaning here.
const STEM_OF_WORD: Readonly<Record<string, string>> = { comunita: 'comunita', parita: 'parita' }
const STEM_OF_STEM: Readonly<Record<string, string>> = { iscriv: 'iscrizion', iscritt: 'iscrizion' }

const italian = snowball.newStemmer('italian')
// A stem costs ten microseconds and an office's words are few: remembering them makes an excerpt ten times cheaper.
const remembered = new Map<string, string>()
const REMEMBERED_MAX = 50_000
function stemOf(word: string): string {
  const known = remembered.get(word)
  if (known !== undefined) return known
  const stem = own(STEM_OF_WORD, word) ?? italian.stem(word)
  const made = own(STEM_OF_STEM, stem) ?? stem
  if (remembered.size >= REMEMBERED_MAX) remembered.clear()
  remembered.set(word, made)
  return made
}
const own = (table: Readonly<Record<string, string>>, key: string): string | undefined =>
  Object.hasOwn(table, key) ? table[key] : undefined

/**
 * Without case and accents: what people type on a phone must find what was written with care. Letters and digits alone
 * are left, also of a sign that stands for several: each database would split a word at anything else in its own way.
 */
export const foldWord = (word: string): string =>
  word
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '')
    .slice(0, WORD_LENGTH_MAX)
    .replace(/\p{Cs}$/u, '')

export const WORD = /[\p{L}\p{N}][\p{L}\p{N}\p{M}]*/gu

type Language = {
  readonly stopWords: ReadonlySet<string>
  /** Acronyms that are also stop words: kept where they are written in capitals. */
  readonly acronyms: ReadonlySet<string>
  /** By their stems joined: the groups a term belongs to. */
  readonly terms: ReadonlyMap<string, readonly SynonymGroup[]>
  readonly termLengthMax: number
}
type SynonymGroup = { readonly kind: 'same' | 'related'; readonly terms: readonly (readonly string[])[] }

let loaded: Language | undefined
function language(): Language {
  loaded ??= makeLanguage(getWords())
  return loaded
}

function makeLanguage(words: Words): Language {
  const kept = new Set(words.stop_words_kept.map(foldWord))
  const stopWords = new Set(words.stop_words.map(foldWord).filter((word) => !kept.has(word)))
  const acronyms = new Set(words.synonyms.flatMap((one) => one.terms).filter((term) => stopWords.has(term)))
  const terms = new Map<string, SynonymGroup[]>()
  let termLengthMax = 1
  for (const { kind, terms: written } of words.synonyms) {
    const group = {
      kind,
      terms: written.map((term) => stemsOfTerm(term, stopWords, acronyms)).filter((one) => one.length > 0),
    }
    for (const stems of group.terms) {
      termLengthMax = Math.max(termLengthMax, stems.length)
      const key = stems.join(' ')
      const groups = terms.get(key) ?? []
      if (!groups.includes(group)) groups.push(group)
      terms.set(key, groups)
    }
  }
  return { stopWords, acronyms, terms, termLengthMax }
}

/** A term that would lose its last word says too little without it ("lettera l") and is left out. */
function stemsOfTerm(term: string, stopWords: ReadonlySet<string>, acronyms: ReadonlySet<string>): string[] {
  if (acronyms.has(term)) return [term]
  const words = [...term.matchAll(WORD)].map((match) => foldWord(match[0]))
  if (stopWords.has(words.at(-1) ?? '')) return []
  return words.filter((word) => !stopWords.has(word)).map(stemOf)
}

/** A word of the text as search knows it, and where it stands. Stop words have no stem. */
export type StemmedWord = { readonly stem: string | null; readonly start: number; readonly end: number }

export function* stemmedWords(text: string): Generator<StemmedWord> {
  const { stopWords, acronyms } = language()
  for (const match of text.slice(0, INDEXED_CHARACTERS_MAX).matchAll(WORD)) {
    const [word] = match
    const folded = foldWord(word)
    const span = { start: match.index, end: match.index + word.length }
    if (!stopWords.has(folded)) yield { stem: stemOf(folded), ...span }
    else yield { stem: acronyms.has(folded) && word === word.toUpperCase() ? folded : null, ...span }
  }
}

const stemsOf = (text: string): string[] =>
  [...stemmedWords(text)].flatMap((word) => (word.stem === null || word.stem === '' ? [] : [word.stem]))

/** The text as it is indexed: its stems, one space between them. */
export const stemText = (text: string): string => stemsOf(text).join(' ')

/** What the text asks for. Operators and quotes of any search syntax are only the words in them. */
export function stemQuery(text: string): StemQuery {
  const written = text.slice(0, QUERY_CHARACTERS_MAX)
  const stems = stemsOf(written)
  // "sui" alone can only mean the office.
  const asked = stems.length > 0 ? stems : stemsOf(written.toUpperCase())
  const all: QueryGroup[] = []
  for (let at = 0; at < asked.length && all.length < QUERY_GROUPS_MAX; ) {
    const { stems: found, groups } = longestTerm(asked, at)
    const isLast = at + found.length === asked.length
    all.push(makeGroup(found, groups, isLast && found.length === 1 && /[\p{L}\p{N}]$/u.test(written)))
    at += found.length
  }
  return { all }
}

function longestTerm(stems: readonly string[], at: number) {
  const { terms, termLengthMax } = language()
  for (let length = Math.min(termLengthMax, stems.length - at); length > 0; length--) {
    const found = stems.slice(at, at + length)
    const groups = terms.get(found.join(' '))
    if (groups) return { stems: found, groups }
  }
  return { stems: stems.slice(at, at + 1), groups: [] }
}

function makeGroup(
  stems: readonly string[],
  groups: readonly SynonymGroup[],
  isUnfinished: boolean,
): QueryGroup {
  const alternatives = (kind: SynonymGroup['kind']): Alternative[] => {
    const others = groups.filter((group) => group.kind === kind).flatMap((group) => group.terms)
    const byKey = new Map(others.map((other) => [other.join(' '), other]))
    byKey.delete(stems.join(' '))
    return [...byKey.values()].map((other) => ({ stems: other, together: true }))
  }
  const [only = ''] = stems
  return {
    same: [{ stems, together: false }, ...alternatives('same')],
    related: alternatives('related'),
    prefix: isUnfinished && only.length >= PREFIX_LENGTH_MIN ? only : null,
  }
}
