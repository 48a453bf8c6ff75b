/** Which forum days there are: the season that a server of the pictures shows, and how far each has come. Pure. */
import type { SessionPlan } from '../../server/commands/session.ts'
import { instantInRome } from '../../server/domain/session.ts'
import { type Chapter, STORY } from './story.ts'

/** `today`: one day in full swing. `phases`: a day in each phase. `quiet`: none is live. */
export type Season = 'today' | 'phases' | 'quiet'

export type PlannedDay = {
  readonly plan: SessionPlan
  readonly story: readonly Chapter[]
  /** The last instant of what has happened. */
  readonly until: number
}

const DAY = '2026-11-17'
/** When the pictures are taken: an afternoon of the first forum day. */
export const NOW = instantInRome(DAY, '15:34')
const MINUTE_MS = 60_000

const at = (time: string, day = DAY) => instantInRome(day, time)
const fullDay = (day: string, opensOn: string) => ({
  opensAt: at('9:00', opensOn),
  liveAt: at('9:30', day),
  breakFrom: at('13:00', day),
  breakTo: at('14:30', day),
  closesAt: at('16:30', day),
})

const FIRST = {
  code: 'FD1',
  title: 'Servizi demografici e cittadini stranieri',
  ...fullDay(DAY, '2026-11-14'),
  asksPerPerson: 12,
  asksPerBody: 40,
}
const SECOND = {
  code: 'FD2',
  title: 'Modelli organizzativi e servizi associati',
  ...fullDay('2026-11-24', '2026-11-21'),
}
const THIRD = { code: 'FD3', title: 'Accoglienza e integrazione', ...fullDay('2026-12-01', '2026-11-28') }

type Fields = Omit<SessionPlan, 'editionId' | 'themeIds'>

const planned = (fields: Fields, editionId: string): SessionPlan => ({
  ...fields,
  editionId,
  themeIds: ['T1', 'T2'],
})

const SOME = STORY.filter(({ fate }) => fate === 'answered' || fate === 'queued').slice(0, 6)
const DONE = STORY.filter(({ fate }) => fate === 'answered').slice(0, 6)

/** Days of which nothing but the phase is looked at; each a title that says so. */
const PHASES: readonly { readonly fields: Fields; readonly story?: readonly Chapter[] }[] = [
  { fields: { code: 'PRIMA', title: 'Prima dell’apertura', ...fullDay('2026-11-24', '2026-11-21') } },
  {
    fields: { code: 'RACCOLTA', title: 'Quesiti in raccolta', ...fullDay('2026-11-18', '2026-11-14') },
  },
  {
    fields: { ...FIRST, code: 'PAUSA', title: 'In pausa', breakFrom: at('15:00'), breakTo: at('16:00') },
    story: SOME.slice(0, 3),
  },
  {
    fields: {
      ...{ code: 'VUOTA', title: 'In diretta da poco' },
      ...{ opensAt: NOW - 40 * MINUTE_MS, liveAt: NOW - 4 * MINUTE_MS, closesAt: at('16:30') },
    },
  },
  {
    fields: { ...FIRST, code: 'ULTIMI', title: 'Ultimi minuti', closesAt: NOW + 9 * MINUTE_MS },
    story: SOME.slice(0, 2),
  },
  { fields: { ...FIRST, code: 'RISPOSTE', title: 'Solo risposte', closesAt: at('15:20') }, story: SOME },
  { fields: { ...FIRST, code: 'CHIUSA', title: 'Giornata conclusa', closesAt: at('15:15') }, story: DONE },
]

export function planOf(editionId: string, season: Season): readonly PlannedDay[] {
  const until = NOW - MINUTE_MS
  const coming = [SECOND, THIRD].map((fields) => ({ plan: planned(fields, editionId), story: [], until }))
  switch (season) {
    case 'today':
      return [{ plan: planned(FIRST, editionId), story: STORY, until }, ...coming]
    case 'quiet':
      return coming
    case 'phases':
      return PHASES.map(({ fields, story = [] }) => ({ plan: planned(fields, editionId), story, until }))
  }
}
