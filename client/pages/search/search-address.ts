/** What is searched for, as the address of the page says it: words, day, and which of the two lists. */
import { limits } from '../../../server/domain/limits.ts'
import { pathTo } from '../../paths.ts'

export type Wish = {
  readonly words: string
  /** The code of a day; empty for all. */
  readonly day: string
  readonly list: 'answers' | 'waiting'
}

export function wishOf(query: Readonly<Record<string, string | undefined>>): Wish {
  return {
    words: (query.q ?? '').trim().slice(0, limits.searchLength),
    day: query.giornata ?? '',
    list: query.elenco === 'attesa' ? 'waiting' : 'answers',
  }
}

export function addressOf({ words, day, list }: Wish): string {
  const more = new URLSearchParams()
  if (words) more.set('q', words)
  if (day) more.set('giornata', day)
  if (list === 'waiting') more.set('elenco', 'attesa')
  const query = more.toString()
  return query ? `${pathTo.search()}?${query}` : pathTo.search()
}
