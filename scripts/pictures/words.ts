/** Every word of the pages in both languages, for who must find something on them whatever the language. */
import { en } from '../../client/text/en.ts'
import { it } from '../../client/text/it.ts'
import { moderating as moderatingEn } from '../../client/text/moderation/en.ts'
import { moderating as moderatingIt } from '../../client/text/moderation/it.ts'
import { notices as noticesEn } from '../../client/text/notices/en.ts'
import { notices as noticesIt } from '../../client/text/notices/it.ts'
import type { Dictionary } from '../../client/text/text.ts'
import { work as workEn } from '../../client/text/work/en.ts'
import { work as workIt } from '../../client/text/work/it.ts'

export const LANGUAGES = ['it', 'en'] as const
export type Language = (typeof LANGUAGES)[number]

export type Words = Dictionary & {
  readonly work: typeof workEn
  readonly moderating: typeof moderatingEn
  readonly notices: typeof noticesEn
}

export const WORDS: Readonly<Record<Language, Words>> = {
  it: { ...it, work: workIt, moderating: moderatingIt, notices: noticesIt },
  en: { ...en, work: workEn, moderating: moderatingEn, notices: noticesEn },
}
