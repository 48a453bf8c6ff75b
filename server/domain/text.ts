/**
 * What a clean text is. Stores disagree on NUL and on lone surrogates, and a hash computed before storing must hold
 * after it, so both are refused at the edge; what is invisible and misleads a reader is taken out.
 */
import { limits } from './limits.ts'

export type TextFault = 'text/invalid' | 'text/empty' | 'text/too-long'

// C0 and C1 but tab and line feed; bidi embeddings, overrides and isolates; tags.
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this takes out
const STRIPPED = /[\u0001-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069\u{e0000}-\u{e007f}]/gu
// Zero-width characters are kept only where they join two pictographs.
const ZERO_WIDTH =
  /[\u200b\u200c\u2060\ufeff]|(?<!\p{Extended_Pictographic}\ufe0f?\p{Emoji_Modifier}?)\u200d|\u200d(?!\p{Extended_Pictographic})/gu
const MARKS_IN_A_ROW = /(\p{M}{4})\p{M}+/gu

const encoder = new TextEncoder()
const segmenter = new Intl.Segmenter('it', { granularity: 'grapheme' })

/** Whether the text can be stored alike everywhere. */
export const isStorable = (raw: string): boolean => raw.isWellFormed() && !raw.includes('\u0000')

/** NFC, without what is invisible, without stacked marks; one line feed a break, at most two in a row. */
export const cleaned = (raw: string): string =>
  raw
    .replace(/\r\n?/g, '\n')
    .replace(STRIPPED, '')
    .replace(ZERO_WIDTH, '')
    // Only now: what stood between a letter and its mark is gone.
    .normalize('NFC')
    .replace(MARKS_IN_A_ROW, '$1')
    .replace(/\n{3,}/g, '\n\n')
    .trim()

/** The same on one line. */
export const cleanedLine = (raw: string): string => cleaned(raw).replace(/\s+/g, ' ')

/** How many characters a person would count. */
export function graphemes(text: string): number {
  // Plain Latin text has one code unit a grapheme: most of what is written here.
  if (/^[\u0020-\u007e\u00a0-\u00ff\n]*$/.test(text)) return text.length
  let count = 0
  for (const _ of segmenter.segment(text)) count++
  return count
}

/** The fault of an already cleaned text, or null. `max` is in graphemes. */
export function faultOf(text: string, max: number): TextFault | null {
  if (!isStorable(text)) return 'text/invalid'
  if (text === '') return 'text/empty'
  const most = max * limits.bytesPerGrapheme
  if (text.length > most || encoder.encode(text).length > most) return 'text/too-long'
  if (graphemes(text) > max) return 'text/too-long'
  return null
}

/** For comparing codes and names that people type: compatibility forms folded, case ignored. */
export const folded = (text: string): string => text.normalize('NFKC').toLowerCase().trim()
