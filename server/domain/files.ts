/**
 * What a file is by its first bytes, and what it may be called. It runs in the browser too, which says so before anything is
 * sent; a name or a declared type is never believed.
 */
import { limits } from './limits.ts'
import { cleanedLine, graphemes } from './text.ts'

/** The endings that files are given, and the types with which they are sent. */
export const FILE_TYPES = {
  pdf: 'application/pdf',
  jpg: 'image/jpeg',
  png: 'image/png',
  webp: 'image/webp',
} as const
export type FileType = keyof typeof FILE_TYPES

/** How many bytes `fileTypeOf` needs. */
export const SIGNATURE_BYTES = 16

const ascii = (bytes: Uint8Array, from: number, to: number): string =>
  String.fromCharCode(...bytes.subarray(from, to))

/** The type of a file that begins with these bytes, or null for any that isn't accepted. */
export function fileTypeOf(bytes: Uint8Array): FileType | null {
  if (ascii(bytes, 0, 5) === '%PDF-') return 'pdf'
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpg'
  if (ascii(bytes, 0, 8) === '\x89PNG\r\n\x1a\n' && ascii(bytes, 12, 16) === 'IHDR') return 'png'
  if (ascii(bytes, 0, 4) === 'RIFF' && ascii(bytes, 8, 12) === 'WEBP') return 'webp'
  return null
}

// Marks that turn the reading direction, beside those that any text loses; and what no system has in a name.
const MISLEADING = /[\u061c\u200e\u200f]/g
const NOT_IN_NAMES = /[\\/:*?"<>|]+/g
const ENDINGS: Readonly<Record<FileType, RegExp>> = {
  pdf: /\.pdf$/i,
  jpg: /\.jpe?g$/i,
  png: /\.png$/i,
  webp: /\.webp$/i,
}

/** The name as it is kept: one line, no folder, and the ending of what the file is. */
export function fileName(raw: string, type: FileType): string {
  const line = cleanedLine(raw.replace(MISLEADING, '').replace(NOT_IN_NAMES, ' '))
  const stem = line
    .replace(ENDINGS[type], '')
    .replace(/^[\s.]+/, '')
    .trim()
  return `${shortened(stem) || 'file'}.${type}`
}

function shortened(stem: string): string {
  let short = stem
  while (graphemes(short) > limits.fileNameLength) short = short.slice(0, -1)
  return short.toWellFormed().replaceAll('\ufffd', '').trim()
}
