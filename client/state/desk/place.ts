/** Where an expert is at the desk: which list, which item, and on a phone whether its answer. Kept in the address. */

export const LISTS = ['queue', 'review', 'waiting'] as const
export type ListName = (typeof LISTS)[number]

export type DeskPlace = {
  readonly list: ListName
  readonly itemId: string | undefined
  /** On narrow screens the answer has a page of its own. */
  readonly isAnswer: boolean
  /** `theme:…`, `topic:…`, `mine`, or empty for all. */
  readonly filter: string
}

const NAMES: Readonly<Record<ListName, string>> = { queue: 'coda', review: 'verifica', waiting: 'attesa' }

export function placeOf(query: Readonly<Record<string, string>>): DeskPlace {
  const list = LISTS.find((name) => NAMES[name] === query.lista) ?? 'queue'
  const itemId = query.lavoro === '' ? undefined : query.lavoro
  const isAnswer = itemId !== undefined && query.parte === 'risposta'
  return { list, itemId, isAnswer, filter: query.argomento ?? '' }
}

export function addressOf(path: string, { list, itemId, isAnswer, filter }: DeskPlace): string {
  const query = new URLSearchParams()
  if (list !== 'queue') query.set('lista', NAMES[list])
  if (filter !== '') query.set('argomento', filter)
  if (itemId !== undefined) query.set('lavoro', itemId)
  if (itemId !== undefined && isAnswer) query.set('parte', 'risposta')
  const text = query.toString()
  return text === '' ? path : `${path}?${text}`
}
