/** How each topic fares: what waits, for how long, who works, what came and was answered in the last hour. Pure. */
import type { View } from '../../../server/domain/views.ts'

type Question = View<'question'>
type Item = View<'workItem'>

export type TopicFigures = {
  readonly topicId: string
  readonly inQueue: number
  /** When the oldest that waits was asked. */
  readonly oldestAt: number | null
  /** Who holds something of it now. */
  readonly holders: readonly string[]
  readonly arrived: number
  readonly answered: number
  /** For half an hour twice as many have come as were answered. */
  readonly isOverwhelmed: boolean
}

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const OVERWHELMED_MS = 30 * MINUTE_MS
const LOOKED_AT_EVERY_MS = 5 * MINUTE_MS
/** One question alone doesn't overwhelm anybody. */
const FEW = 2

export type TopicFacts = {
  readonly topicIds: readonly string[]
  readonly questions: readonly Question[]
  readonly items: readonly Item[]
  readonly now: number
}

export function topicFigures({ topicIds, questions, items, now }: TopicFacts): readonly TopicFigures[] {
  return topicIds
    .map((topicId) => {
      const asked = questions.filter((row) => row.topicId === topicId && isOwnQuestion(row))
      const waiting = items.filter((item) => item.topicId === topicId && item.status === 'queued')
      const held = items.filter((item) => item.topicId === topicId && item.status === 'claimed')
      return {
        topicId,
        inQueue: waiting.length,
        oldestAt: oldest(waiting),
        holders: [...new Set(held.flatMap(({ holder }) => holder ?? []))],
        ...lastHour(asked, now),
        isOverwhelmed: isOverwhelmed(asked, now),
      }
    })
    .sort((one, two) => Number(two.isOverwhelmed) - Number(one.isOverwhelmed) || two.inQueue - one.inQueue)
}

/** What was joined is answered with its lead; what was refused or withdrawn needs no expert. */
const isOwnQuestion = ({ status }: Question): boolean =>
  status === 'received' || status === 'published' || status === 'beingAnswered' || status === 'answered'

const oldest = (items: readonly Item[]): number | null =>
  items.reduce<number | null>(
    (earliest, { queuedAt }) => (queuedAt === null ? earliest : Math.min(earliest ?? queuedAt, queuedAt)),
    null,
  )

function lastHour(asked: readonly Question[], at: number): { arrived: number; answered: number } {
  const isIn = (moment: number) => moment > at - HOUR_MS && moment <= at
  return {
    arrived: asked.filter(({ askedAt }) => isIn(askedAt)).length,
    answered: asked.filter(({ status, statusAt }) => status === 'answered' && isIn(statusAt)).length,
  }
}

/** For half an hour twice as many have come as were answered. */
export function isOverwhelmed(questions: readonly Question[], now: number): boolean {
  const asked = questions.filter(isOwnQuestion)
  for (let at = now - OVERWHELMED_MS; at <= now; at += LOOKED_AT_EVERY_MS) {
    const { arrived, answered } = lastHour(asked, at)
    if (arrived < FEW || arrived < 2 * answered) return false
  }
  return true
}

export type DayFigures = {
  readonly withoutOutcome: number
  readonly withOutcome: number
  /** From asking to the answer, the middle of all. */
  readonly medianWaitMs: number | null
}

export function dayFigures(
  questions: readonly Question[],
  counts: { asked: number; open: number },
): DayFigures {
  return {
    withoutOutcome: counts.open,
    withOutcome: counts.asked - counts.open,
    medianWaitMs: medianWaitOf(questions),
  }
}

/** From asking to the answer, the middle of all that have one. */
export function medianWaitOf(questions: readonly Question[]): number | null {
  const waits = questions
    .filter(({ status }) => status === 'answered')
    .map(({ askedAt, statusAt }) => statusAt - askedAt)
    .sort((one, two) => one - two)
  return waits[Math.floor(waits.length / 2)] ?? null
}
