/**
 * What the content says of the programme, brought into an edition: its themes with their topics, and the forum days of
 * its calendar. Doing it again changes nothing that is there. It knows no file and nobody's name.
 */
import { listForumDays, listThemes, listTopics } from '../../db/content/content.ts'
import { listSessions } from '../../db/room-store.ts'
import {
  listThemes as listKeptThemes,
  listTopics as listKeptTopics,
  saveThemes,
  type ThemeRow,
  type TopicRow,
} from '../../db/theme-store.ts'
import { must } from '../domain/assert.ts'
import { SYSTEM } from '../domain/permissions.ts'
import { instantInRome } from '../domain/session.ts'
import { type Edition, writeEdition } from './edition.ts'
import { createSession, type SessionPlan } from './session.ts'

/** What no forum day is about: it is a mark of questions, not a theme that anybody chooses. */
const OUTSIDE = 'OFF'

/** Where the law changes often and offices act on it at once, a second expert reads before it is published. */
const READ_TWICE: ReadonlySet<string> = new Set(['T2'])

/** Brings the content's themes and topics in; says how many of them are new or changed. */
export const seedThemes = (edition: Edition): Promise<number> =>
  writeEdition(edition, async ({ tx, append }) => {
    const known = new Map(
      [...(await listKeptThemes(tx, edition.id)), ...(await listKeptTopics(tx, edition.id))].map((row) => [
        row.id,
        row,
      ]),
    )
    const isNew = <Row extends ThemeRow | TopicRow>(row: Row) => !isSame(row, known.get(row.id))
    const themes = themesOf(edition.id).filter(isNew)
    const topics = topicsOf(edition.id).filter(isNew)
    await saveThemes(tx, { themes, topics })
    const tell = (entity: 'theme' | 'topic') => {
      return ({ id, ...data }: ThemeRow | TopicRow) =>
        append({
          kind: known.has(id) ? `${entity} changed` : `${entity} added`,
          entity,
          entityId: id,
          data,
          audience: ['public'],
          actorId: SYSTEM.id,
        })
    }
    themes.forEach(tell('theme'))
    topics.forEach(tell('topic'))
    return themes.length + topics.length
  })

const isSame = (one: object, two: object | undefined): boolean =>
  two !== undefined &&
  Object.entries(one).every(([name, value]) => value === (two as Record<string, unknown>)[name])

const themesOf = (editionId: string): ThemeRow[] =>
  listThemes()
    .filter(({ id }) => id !== OUTSIDE)
    .map(({ id, label }, place) => ({
      id,
      editionId,
      label,
      place: place + 1,
      review: READ_TWICE.has(id) ? 'peer' : 'none',
    }))

const topicsOf = (editionId: string): TopicRow[] =>
  listTopics()
    .filter(({ theme }) => theme !== OUTSIDE)
    .map(({ id, theme, code, label, short_label }, place) => ({
      id,
      editionId,
      themeId: theme,
      code,
      label,
      shortLabel: short_label,
      place: place + 1,
    }))

const DAY_MS = 24 * 60 * 60_000
const WEEK_DAYS = 7

const dayAfter = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)

/** The content's forum days, a week apart, the first on `firstDay` (`YYYY-MM-DD`, a day in Rome). */
export function planForumDays(editionId: string, firstDay: string): SessionPlan[] {
  return listForumDays().map((day, place) => {
    const on = dayAfter(firstDay, place * WEEK_DAYS)
    const opens = must(day.questions_open.match(/^D-(\d+) (.*)$/))
    return {
      editionId,
      code: day.id.replace('-', ''),
      title: day.title,
      themeIds: [...day.themes],
      opensAt: instantInRome(dayAfter(on, -Number(opens[1])), must(opens[2])),
      liveAt: instantInRome(on, day.live_from),
      breakFrom: instantInRome(on, day.live_to),
      breakTo: instantInRome(on, day.afternoon_from),
      closesAt: instantInRome(on, day.afternoon_to),
    }
  })
}

/** Creates those of the sessions whose code is free; gives the ids of all, in the plans' order. */
export async function seedSessions(edition: Edition, plans: readonly SessionPlan[]): Promise<string[]> {
  const known = new Map(
    (await listSessions(edition.store.read))
      .filter(({ editionId }) => editionId === edition.id)
      .map((row) => [row.code, row.id]),
  )
  const ids: string[] = []
  for (const plan of plans) ids.push(known.get(plan.code) ?? (await createSession(edition, SYSTEM.id, plan)))
  return ids
}
