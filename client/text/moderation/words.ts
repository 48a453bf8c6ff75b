/** The words of the moderator's page, in the language in force: both come with that page, so that no other carries them. */
import { language } from '../text.ts'
import { moderating as en } from './en.ts'
import { moderating as it } from './it.ts'

const languages = { it, en }

export type Moderating = (typeof languages)['en']

/** Reading it in a component subscribes the component to the language, like `t`. */
export const m: Moderating = new Proxy({} as Moderating, {
  get: (_target, name: keyof Moderating) => languages[language()][name],
})
