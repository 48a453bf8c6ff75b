/** The words on the page: `t` in the language in force, read through a signal, so switching happens in place. */
import { computed, signal } from '@preact/signals'
import { must } from '../../server/domain/assert.ts'
import { type Formats, formatsFor, type Language } from './intl.ts'
import type { it } from './it.ts'
import type { Like } from './like.ts'

export type Dictionary = Like<typeof it>

const languages = ['it', 'en'] as const satisfies readonly Language[]
const cookieName = 'language'
const cookieSeconds = 365 * 24 * 60 * 60

const loaders: Record<Language, () => Promise<Dictionary>> = {
  it: () => import('./it.ts').then((module) => module.it),
  en: () => import('./en.ts').then((module) => module.en),
}

const inForce = signal<{ language: Language; dictionary: Dictionary } | undefined>(undefined)
const formats = computed(() => formatsFor(language()))

/** `t.session.ask`, `t.status.queued(6)`. Reading it in a component subscribes the component. */
export const t: Dictionary = new Proxy({} as Dictionary, {
  get: (_target, area: keyof Dictionary) =>
    must(inForce.value, 'setLanguage must have finished').dictionary[area],
})

/** Numbers, times and days in the language in force: `format.time(at)`. */
export const format: Formats = new Proxy({} as Formats, {
  get: (_target, name: keyof Formats) => formats.value[name],
})

export function language(): Language {
  return inForce.value?.language ?? 'it'
}

/** Loads the dictionary, then switches words, `<html lang>` and the cookie together. */
export async function setLanguage(next: Language): Promise<void> {
  const dictionary = await loaders[next]()
  inForce.value = { language: next, dictionary }
  document.documentElement.lang = next
  const secure = location.protocol === 'https:' ? '; Secure' : ''
  // biome-ignore lint/suspicious/noDocumentCookie: the Cookie Store API is missing in Safari and Firefox ESR.
  document.cookie = `${cookieName}=${next}; Path=/; Max-Age=${cookieSeconds}; SameSite=Lax${secure}`
}

/** The reader's earlier choice, then the browser's first language that we have, then Italian. */
export function negotiate(cookies: string, preferred: readonly string[]): Language {
  const chosen = cookies
    .split(';')
    .map((pair) => pair.trim().split('='))
    .find(([name]) => name === cookieName)?.[1]
  const candidates = [chosen, ...preferred.map((tag) => tag.split('-')[0]?.toLowerCase())]
  for (const candidate of candidates) {
    const known = languages.find((each) => each === candidate)
    if (known) return known
  }
  return 'it'
}
