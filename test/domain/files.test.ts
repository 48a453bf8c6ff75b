/** What a file is by its first bytes, and what it may be called. */
import { describe, expect, test } from 'vitest'
import { type FileType, fileName, fileTypeOf } from '../../server/domain/files.ts'
import { limits } from '../../server/domain/limits.ts'
import { graphemes } from '../../server/domain/text.ts'

const bytes = (text: string) => Uint8Array.from(text, (sign) => sign.charCodeAt(0))

describe('the type', () => {
  test.each<[FileType, string]>([
    ['pdf', '%PDF-1.7\n%âãÏÓ rest'],
    ['jpg', '\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01'],
    ['png', '\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00'],
    ['webp', 'RIFF\x24\x00\x00\x00WEBPVP8 '],
  ])('%s', (type, text) => expect(fileTypeOf(bytes(text))).toBe(type))

  test.each([
    ['nothing', ''],
    ['a program', 'MZ\x90\x00\x03\x00\x00\x00'],
    ['a page', '<!doctype html><script>alert(1)</script>'],
    ['a page before a PDF', '<html>%PDF-1.7'],
    ['a drawing', '<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)">'],
    ['an archive, as office documents are', 'PK\x03\x04\x14\x00\x06\x00'],
    ['a GIF', 'GIF89a\x01\x00\x01\x00'],
    ['a sound in the same wrapping as WebP', 'RIFF\x24\x00\x00\x00WAVEfmt '],
    ['half a signature', '\x89PNG\r\n'],
    ['a PNG without its header', '\x89PNG\r\n\x1a\n\x00\x00\x00\rIEND\x00'],
  ])('none: %s', (_what, text) => expect(fileTypeOf(bytes(text))).toBeNull())
})

describe('the name', () => {
  test.each([
    ['Delibera n. 12.pdf', 'Delibera n. 12.pdf'],
    ['foto.JPG', 'foto.pdf', 'foto.JPG.pdf'],
    ['../../etc/passwd', 'etc passwd.pdf'],
    ['C:\\Users\\anna\\atto.pdf', 'C Users anna atto.pdf'],
    // Turned around by a mark: it would read «atto fdp.exe» from behind.
    ['atto \u202efdp.exe', 'atto fdp.exe.pdf'],
    ['\u200fatto\u061c.pdf', 'atto.pdf'],
    ['riga\r\nSet-Cookie: a=b.pdf', 'riga Set-Cookie a=b.pdf'],
    ['.htaccess', 'htaccess.pdf'],
    ['', 'file.pdf'],
    ['   .pdf', 'file.pdf'],
    ['<img src=x onerror=alert(1)>', 'img src=x onerror=alert(1).pdf'],
  ])('%j', (raw, ...kept) => expect(fileName(raw, 'pdf')).toBe(kept.at(-1)))

  test('is as long as a name may be, and whole at its end', () => {
    const name = fileName('👩‍👩‍👧'.repeat(200), 'jpg')
    expect(graphemes(name)).toBeLessThanOrEqual(limits.fileNameLength + '.jpg'.length)
    expect(name.isWellFormed()).toBe(true)
  })
})
