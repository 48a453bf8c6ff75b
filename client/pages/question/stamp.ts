/** What of a question a reader may be reading: it has changed where this is another. Statuses and counts are no part of it. */
import type { QuestionAnswer } from '../../../server/contract/reads.ts'
import type { View } from '../../../server/domain/views.ts'

type Words = {
  readonly question: View<'question'>
  readonly answer: View<'answer'> | null | undefined
  readonly messages: readonly View<'message'>[]
}

export function stampOf({ question, answer, messages }: Words): string {
  return JSON.stringify([
    question.textRev,
    question.title === null,
    answer ? [answer.id, answer.textRev, answer.status] : null,
    messages.map(({ id, textRev, kind }) => [id, textRev, kind]).sort(),
  ])
}

export type WhatIsNew = 'answer' | 'changed' | 'withdrawn' | 'question' | 'message'

/** The one thing to say of a page that has changed; null where its words are the same. */
export function whatIsNew(shown: QuestionAnswer, now: QuestionAnswer): WhatIsNew | null {
  if (stampOf(shown) === stampOf(now)) return null
  if (!shown.answer && now.answer) return 'answer'
  if (shown.answer && !now.answer) return 'withdrawn'
  const [one, two] = [shown.answer, now.answer]
  if (one && two && (one.id !== two.id || one.textRev !== two.textRev || one.status !== two.status))
    return 'changed'
  return now.messages.length > shown.messages.length ? 'message' : 'question'
}
