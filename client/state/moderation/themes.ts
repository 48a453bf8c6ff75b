/** How each theme of the day fares: what came, what has an outcome, how long an answer takes, whether it starves. Pure. */
import type { View } from '../../../server/domain/views.ts'
import type { Counts } from '../session.ts'
import { isOverwhelmed, medianWaitOf } from './topics.ts'

type Question = View<'question'>

export type ThemeFigures = {
  readonly themeId: string
  readonly asked: number
  readonly answered: number
  /** Joined elsewhere, not accepted, carried: settled without an answer of their own. */
  readonly otherwise: number
  /** Without an outcome. */
  readonly waiting: number
  readonly medianWaitMs: number | null
  /** More comes than is answered, and has for half an hour. */
  readonly isStarving: boolean
}

export type ThemeFacts = {
  readonly themeIds: readonly string[]
  readonly countsOf: (themeId: string) => Counts
  readonly questions: readonly Question[]
  readonly now: number
}

export const themeFigures = ({ themeIds, countsOf, questions, now }: ThemeFacts): readonly ThemeFigures[] =>
  themeIds.map((themeId) => {
    const { asked, answered, open } = countsOf(themeId)
    const here = questions.filter((row) => row.themeId === themeId)
    return {
      themeId,
      asked,
      answered,
      otherwise: Math.max(0, asked - answered - open),
      waiting: open,
      medianWaitMs: medianWaitOf(here),
      isStarving: isOverwhelmed(here, now),
    }
  })

/** The whole day, from its themes; how long an answer takes is a figure of all questions, not of the figures. */
export function wholeDay(
  themes: readonly ThemeFigures[],
  questions: readonly Question[],
): Omit<ThemeFigures, 'themeId' | 'isStarving'> {
  const sum = (name: 'asked' | 'answered' | 'otherwise' | 'waiting') =>
    themes.reduce((total, theme) => total + theme[name], 0)
  return {
    asked: sum('asked'),
    answered: sum('answered'),
    otherwise: sum('otherwise'),
    waiting: sum('waiting'),
    medianWaitMs: medianWaitOf(questions),
  }
}
