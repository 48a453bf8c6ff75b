/** The words of notices, in the language in force: both come with those pages, so that no other carries them. */
import { language } from '../text.ts'
import { notices as en } from './en.ts'
import { notices as it } from './it.ts'

const languages = { it, en }

/** Reading it in a component subscribes the component to the language, like `t`. */
export const n: typeof it = new Proxy({} as typeof it, {
  get: (_target, name: keyof typeof it) => languages[language()][name],
})
