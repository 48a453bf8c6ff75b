/** The words of the expert's desk, in the language in force: both come with that page, so that no other carries them. */
import { language } from '../text.ts'
import { work as en } from './en.ts'
import { work as it } from './it.ts'

const languages = { it, en }

export type Work = (typeof languages)['en']

/** Reading it in a component subscribes the component to the language, like `t`. */
export const w: Work = new Proxy({} as Work, {
  get: (_target, name: keyof Work) => languages[language()][name],
})
