/**
 * What a wall shows of a session's rows at an instant. Pure, and a function of rows and time alone: two walls, or one that
 * was started anew, show the same.
 */
import type { View } from '../../../server/domain/views.ts'

type Question = View<'question'>
type Answer = View<'answer'>

export type Stage =
  | { readonly kind: 'answer'; readonly question: Question; readonly answer: Answer }
  | { readonly kind: 'list'; readonly questions: readonly Question[] }
  | { readonly kind: 'none' }

/** Nothing that a hall reads goes before it had this long. */
export const DWELL_MS = 20_000
/** An answer that would come on later than this is left out: the newest are what the hall waits for. */
const LATEST_MS = 120_000
const LISTED = 3

/** What can be on the wall as an answer, in the order of its moments: an answer's own, or its correction's. */
function answered(questions: readonly Question[], answers: readonly Answer[]): Answered[] {
  const leads = new Map<string, Question>()
  for (const question of questions) {
    if (question.answerId !== null && question.joinedTo === null) leads.set(question.answerId, question)
  }
  return answers
    .flatMap((answer) => {
      const question = leads.get(answer.id)
      const at = answer.correctedAt ?? answer.publishedAt
      const isWhole = question?.title != null && answer.inBrief !== null && answer.status !== 'superseded'
      return isWhole && at !== null ? [{ question, answer, at }] : []
    })
    .sort((one, two) => one.at - two.at || byId(one.answer, two.answer))
}

type Answered = { readonly question: Question; readonly answer: Answer; readonly at: number }

/**
 * The newest answer, where each stands for 20 seconds at least: those that come faster wait for one another. Without an
 * answer the questions that most bodies wait for.
 */
export function stageAt(questions: readonly Question[], answers: readonly Answer[], now: number): Stage {
  let shown: Answered | undefined
  let since = Number.NEGATIVE_INFINITY
  for (const next of answered(questions, answers)) {
    const from = Math.max(next.at, since + DWELL_MS)
    if (from > now) break
    if (from - next.at > LATEST_MS) continue
    shown = next
    since = from
  }
  if (shown) return { kind: 'answer', question: shown.question, answer: shown.answer }
  const listed = openQuestions(questions).slice(0, LISTED)
  return listed.length > 0 ? { kind: 'list', questions: listed } : { kind: 'none' }
}

/** Admitted and without an answer, those that most bodies wait for first. */
export const openQuestions = (questions: readonly Question[]): Question[] =>
  questions
    .filter(({ status, title }) => (status === 'published' || status === 'beingAnswered') && title !== null)
    .sort(
      (one, two) =>
        two.bodies - one.bodies || two.persons - one.persons || one.askedAt - two.askedAt || byId(one, two),
    )

const byId = (one: { id: string }, two: { id: string }): number => (one.id < two.id ? -1 : 1)

/** What the question's size depends on. `null` is the largest, 104/116. */
export type Size = null | '140' | '220' | '300' | 'least'
const SIZES: readonly { readonly most: number; readonly size: Size }[] = [
  { most: 80, size: null },
  { most: 140, size: '140' },
  { most: 220, size: '220' },
  { most: 300, size: '300' },
]

/** By the length of all that stands in the middle; `smaller` are the steps down that the screen's shape asks for. */
export function sizeOf(length: number, smaller = 0): Size {
  const found = SIZES.findIndex(({ most }) => length <= most)
  const place = (found < 0 ? SIZES.length : found) + smaller
  return place < SIZES.length ? (SIZES[place]?.size ?? null) : 'least'
}

/** Steps down from a size until there are no more. */
export const stepsBelow = (length: number): number => {
  const found = SIZES.findIndex(({ most }) => length <= most)
  return found < 0 ? 0 : SIZES.length - found
}

/**
 * The first open questions, held still: votes may turn them about all the time, but the hall sees them change at most
 * every 20 seconds, or when one of them is open no more.
 */
export function createHeldQuestions(): (questions: readonly Question[], now: number) => readonly Question[] {
  let ids: readonly string[] = []
  let since = Number.NEGATIVE_INFINITY
  return (questions, now) => {
    const open = openQuestions(questions)
    const held = ids.flatMap((id) => open.find((question) => question.id === id) ?? [])
    const isStill = held.length === ids.length && now - since < DWELL_MS
    // A place that is free is filled at once: nothing that is read moves.
    if (isStill && (held.length === LISTED || held.length === open.length)) return held
    const next = isStill ? [...held, ...open.filter(({ id }) => !ids.includes(id))] : open
    const shown = next.slice(0, LISTED)
    if (!isStill) since = now
    ids = shown.map(({ id }) => id)
    return shown
  }
}
