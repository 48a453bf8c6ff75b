/** Words that a moderator should look at, and where they stand. They mark a text; they never block or erase it. */
import { getWords, type Words } from '../content/content.ts'
import { foldWord, WORD } from './stems.ts'

type FlagStem = Words['flag_stems'][number]
export type Flag = {
  readonly stem: string
  readonly category: FlagStem['category']
  /** Where the words stand in the text, in code units. */
  readonly start: number
  readonly end: number
}

const FLAGS_MAX = 50
const CHARACTERS_MAX = 40_000

type FlagRule = {
  readonly stem: string
  readonly category: Flag['category']
  /** All but the last are whole words; the last may go on. */
  readonly words: readonly string[]
  readonly except: readonly string[]
}

let rules: readonly FlagRule[] | undefined
const loadRules = (): readonly FlagRule[] => {
  rules ??= getWords().flag_stems.map((flag) => ({
    stem: flag.stem,
    category: flag.category,
    words: [...flag.stem.matchAll(WORD)].map((match) => foldWord(match[0])),
    except: flag.except.map(foldWord),
  }))
  return rules
}

/** Every flagged place, in the order of the text. */
export function findFlags(text: string): Flag[] {
  const words = [...text.slice(0, CHARACTERS_MAX).matchAll(WORD)].map((match) => ({
    folded: foldWord(match[0]),
    start: match.index,
    end: match.index + match[0].length,
  }))
  const flags: Flag[] = []
  for (let at = 0; at < words.length && flags.length < FLAGS_MAX; at++) {
    for (const { stem, category, words: wanted, except } of loadRules()) {
      const found = words.slice(at, at + wanted.length)
      const [first] = found
      const last = found.at(-1)
      if (!first || !last || !matches(found, wanted, except)) continue
      // A phrase does not reach over the end of a sentence.
      if (/[.;:!?\n]/.test(text.slice(first.start, last.end))) continue
      flags.push({ stem, category, start: first.start, end: last.end })
    }
  }
  return flags
}

const matches = (
  found: readonly { readonly folded: string }[],
  wanted: readonly string[],
  except: readonly string[],
): boolean =>
  found.length === wanted.length &&
  wanted.every((word, place) => {
    const folded = found[place]?.folded ?? ''
    if (place < wanted.length - 1) return folded === word
    return folded.startsWith(word) && !except.some((start) => folded.startsWith(start))
  })
