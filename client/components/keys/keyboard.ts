/** Which key does what at a desk: the one table, for the page and for the list that `?` opens. Knows no page. */

export const ACTIONS = [
  'next',
  'previous',
  'open',
  'search',
  'showNew',
  'goQueue',
  'goReview',
  'goWaiting',
  'goOverview',
  'escape',
  'columns',
  'claim',
  'release',
  'join',
  'different',
  'compare',
  'separate',
  'askDetails',
  'park',
  'assign',
  'note',
  'cite',
  'preview',
  'send',
  'sendBack',
  'reference',
  'readyText',
  'part1',
  'part2',
  'part3',
  'part4',
  'part5',
  'part6',
  'part7',
  'admit',
  'refuse',
  'list',
] as const
export type Action = (typeof ACTIONS)[number]

export type Stroke = {
  readonly key: string
  /** Where the key is, whatever it writes: Alt and a digit write other signs on some layouts. */
  readonly code: string
  readonly ctrl: boolean
  readonly alt: boolean
  readonly meta: boolean
}

export type Situation = {
  /** The focus is where letters write. */
  readonly inField: boolean
  /** The focus is on something that Enter presses. */
  readonly onControl: boolean
  /** `G` was the last key. */
  readonly afterG: boolean
  /** Letters may be switched off (WCAG 2.1.4). */
  readonly letters: boolean
}

const LETTERS: Readonly<Record<string, Action>> = {
  j: 'next',
  k: 'previous',
  f: 'search',
  '/': 'search',
  '.': 'showNew',
  c: 'claim',
  x: 'release',
  u: 'join',
  d: 'different',
  v: 'compare',
  s: 'separate',
  i: 'askDetails',
  h: 'park',
  a: 'assign',
  n: 'note',
  t: 'cite',
  p: 'preview',
  m: 'sendBack',
  e: 'admit',
  r: 'refuse',
  '?': 'list',
}

const AFTER_G: Readonly<Record<string, Action>> = {
  c: 'goQueue',
  v: 'goReview',
  a: 'goWaiting',
  o: 'goOverview',
}

/** What the stroke asks for; `g` means that the next one counts; null is nobody's business but the browser's. */
export function actionOf(stroke: Stroke, situation: Situation): Action | 'g' | null {
  const { key, code, ctrl, alt, meta } = stroke
  if (meta) return null
  if (key === 'F6') return 'columns'
  if (key === 'Escape') return 'escape'
  if (ctrl && !alt) {
    if (key === 'Enter') return 'send'
    if (key.toLowerCase() === 'k') return 'reference'
    return key === '.' ? 'readyText' : null
  }
  if (alt && !ctrl) {
    const digit = /^Digit([1-7])$/.exec(code)?.[1]
    return digit ? (`part${digit}` as Action) : null
  }
  if (ctrl || alt || situation.inField) return null
  if (key === 'Enter') return situation.onControl ? null : 'open'
  return situation.letters ? letterOf(key.toLowerCase(), situation.afterG) : null
}

function letterOf(letter: string, afterG: boolean): Action | 'g' | null {
  const then = afterG ? AFTER_G[letter] : undefined
  if (then) return then
  return letter === 'g' ? 'g' : (LETTERS[letter] ?? null)
}
