/** What really happened in all cases together: had something never happened, it would not have been tried. */
const HAPPENED = [
  'acknowledged',
  'refused',
  'frames lost',
  'answers lost',
  'packets lost on their way up',
  'packets repeated',
  'lines cut',
  'lines cut by the server',
  'pages reloaded',
  'deaths',
  'deaths in a commit',
  'takeovers',
  'keys sent again to another process',
  'commits failed',
  'commits waited',
  'commits held',
  'commits broken off',
  'lock not had in time',
  'database lost by all',
  'database lost by one',
  'wakes delivered',
  'wakes dropped',
  'wakes doubled',
  'wakes late',
  'wake-ups lost for a while',
  'polls',
  'clock set back',
  'clock set forward',
  'days closed',
  'rights taken',
  'readers sent away',
  'gaps seen',
] as const
export type Happened = (typeof HAPPENED)[number]
export type Counts = Record<Happened, number>

export const noCounts = (): Counts => Object.fromEntries(HAPPENED.map((what) => [what, 0])) as Counts

export const addCounts = (to: Counts, more: Counts): void => {
  for (const what of HAPPENED) to[what] += more[what]
}
