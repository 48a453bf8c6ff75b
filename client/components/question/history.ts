/** What has happened to a question, oldest first, in plain words: from what its page holds already. Knows no component. */
import type { QuestionAnswer } from '../../../server/contract/reads.ts'
import { t } from '../../text/text.ts'
import { statusLabel } from '../../ui/status-chip.tsx'
import { type StatusFacts, shownStatus } from './status-facts.ts'

export type Happened = { readonly at: number; readonly what: string }

type Page = Pick<QuestionAnswer, 'question' | 'messages' | 'answer'>

export function historyOf({ question, messages, answer }: Page, facts: StatusFacts): readonly Happened[] {
  const words = t.question.history
  const happened: Happened[] = [{ at: question.askedAt, what: question.mine ? words.asked : words.bodyAsked }]
  for (const { kind, at, mine } of messages) {
    if (kind === 'attachmentGone') continue
    happened.push({ at, what: mine || !(kind in words.byColleague) ? words.by[kind] : colleague(kind) })
  }
  if (answer?.publishedAt) happened.push({ at: answer.publishedAt, what: words.answered })
  if (answer?.correctedAt) happened.push({ at: answer.correctedAt, what: words.corrected })
  const { status, statusAt } = facts.question
  // An answer says itself when it came; and what was open from the first moment was not admitted at another.
  if (status !== 'answered' && statusAt > question.askedAt)
    happened.push({
      at: statusAt,
      what: status === 'published' ? words.admitted : statusLabel(shownStatus(facts)),
    })
  return happened.sort((one, two) => one.at - two.at)
}

function colleague(kind: string): string {
  const { byColleague } = t.question.history
  return (byColleague as Readonly<Record<string, string>>)[kind] ?? ''
}
