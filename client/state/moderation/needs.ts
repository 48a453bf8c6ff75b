/** What a day needs now from its moderator, the most pressing first, at most five things. Pure; it knows no words. */
import { dayInRome } from '../../../server/domain/session.ts'
import type { View } from '../../../server/domain/views.ts'
import type { TopicFigures } from './topics.ts'

type Item = View<'workItem'>

export type Need =
  | { readonly kind: 'held' }
  | { readonly kind: 'closing'; readonly leftMs: number; readonly open: number }
  | { readonly kind: 'inbox'; readonly questionId: string; readonly number: string; readonly waitMs: number }
  | {
      readonly kind: 'overwhelmed'
      readonly topicId: string
      readonly leadId: string | null
      readonly times: number
    }
  | { readonly kind: 'deadline'; readonly leadId: string; readonly number: string; readonly day: string }
  | { readonly kind: 'details'; readonly leadId: string; readonly count: number }
  | { readonly kind: 'review'; readonly leadId: string; readonly count: number }
  | { readonly kind: 'canClose' }

export const NEEDS_MAX = 5

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const INBOX_MS = 10 * MINUTE_MS
const CLOSING_MS = 15 * MINUTE_MS
const DETAILS_MS = 3 * HOUR_MS
const REVIEW_MS = HOUR_MS
const DEADLINE_DAYS_MS = 3 * 24 * HOUR_MS

export type NeedFacts = {
  readonly session: View<'session'>
  /** Oldest first. */
  readonly received: readonly View<'question'>[]
  readonly items: readonly Item[]
  readonly topics: readonly TopicFigures[]
  readonly open: number
  readonly now: number
  /** Since when a question has stood where it stands. */
  readonly since: (leadId: string) => number | undefined
}

export function needsNow(facts: NeedFacts): readonly Need[] {
  const { session, items, now, open } = facts
  const needs: Need[] = []
  if (session.held) needs.push({ kind: 'held' })
  const leftMs = session.closesAt - now
  if (session.phase === 'live' && leftMs > 0 && leftMs <= CLOSING_MS && open > 0)
    needs.push({ kind: 'closing', leftMs, open })
  const [first] = facts.received
  if (first && now - first.askedAt >= INBOX_MS)
    needs.push({ kind: 'inbox', questionId: first.id, number: first.number, waitMs: now - first.askedAt })
  needs.push(...overwhelmed(facts), ...deadlines(items, now))
  needs.push(...standing(facts, { kind: 'details', status: 'waiting', longMs: DETAILS_MS }))
  needs.push(...standing(facts, { kind: 'review', status: 'inReview', longMs: REVIEW_MS }))
  if (session.phase === 'answersOnly' && open === 0) needs.push({ kind: 'canClose' })
  return needs.slice(0, NEEDS_MAX)
}

const overwhelmed = ({ topics, items }: NeedFacts): Need[] =>
  topics
    .filter(({ isOverwhelmed }) => isOverwhelmed)
    .map(({ topicId, arrived, answered }) => ({
      kind: 'overwhelmed',
      topicId,
      leadId: firstQueued(items.filter((item) => item.topicId === topicId)),
      times: answered === 0 ? 0 : Math.floor(arrived / answered),
    }))

const firstQueued = (items: readonly Item[]): string | null =>
  items
    .filter(({ status }) => status === 'queued')
    .sort((one, two) => (one.queuedAt ?? 0) - (two.queuedAt ?? 0))[0]?.leadId ?? null

/** An office must answer somebody by then, and nobody has taken it. */
const deadlines = (items: readonly Item[], now: number): Need[] =>
  items
    .filter(({ status, deadline }) => {
      if (status !== 'queued' || deadline === null) return false
      return deadline <= dayInRome(now + DEADLINE_DAYS_MS)
    })
    .sort((one, two) => (String(one.deadline) < String(two.deadline) ? -1 : 1))
    .map(({ leadId, leadNumber, deadline }) => ({
      kind: 'deadline',
      leadId,
      number: leadNumber,
      day: String(deadline),
    }))

type Standing = { kind: 'details' | 'review'; status: Item['status']; longMs: number }

function standing({ items, now, since }: NeedFacts, { kind, status, longMs }: Standing): Need[] {
  const long = items
    .filter((item) => item.status === status)
    .map((item) => ({ leadId: item.leadId, at: since(item.leadId) ?? now }))
    .filter(({ at }) => now - at >= longMs)
    .sort((one, two) => one.at - two.at)
  const [first] = long
  return first ? [{ kind, leadId: first.leadId, count: long.length }] : []
}
