/** A forum day that is live at this moment, whatever the time is: it began a while ago and has hours to go. */
import type { Edition } from '../../server/commands/edition.ts'
import type { SessionPlan } from '../../server/commands/session.ts'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

const BEGAN_MS = 40 * MINUTE_MS
const MORNING_MS = 3.5 * HOUR_MS
const BREAK_MS = 1.5 * HOUR_MS
const LASTS_MS = 7 * HOUR_MS
/** Longer than the content's officials need, who have more than one question each. */
const ASKS_PER_PERSON = 6
const ASKS_PER_BODY = 20

export type Today = { readonly code: string; readonly title: string; readonly themeIds: readonly string[] }

export function planToday({ id, clock }: Edition, { code, title, themeIds }: Today): SessionPlan {
  const now = clock.now()
  const liveAt = Math.floor((now - BEGAN_MS) / (10 * MINUTE_MS)) * 10 * MINUTE_MS
  return {
    editionId: id,
    code,
    title,
    themeIds,
    opensAt: liveAt - 3 * DAY_MS,
    liveAt,
    breakFrom: liveAt + MORNING_MS,
    breakTo: liveAt + MORNING_MS + BREAK_MS,
    closesAt: liveAt + LASTS_MS,
    asksPerPerson: ASKS_PER_PERSON,
    asksPerBody: ASKS_PER_BODY,
  }
}
