/** A question's chip with the sentence under it, as its asker reads them. What they say is worked out in status-facts. */
import './question-status.scss'
import { StatusChip } from '../../ui/status-chip.tsx'
import { type StatusFacts, shownStatus, statusSentence } from './status-facts.ts'

export function QuestionStatus({ facts }: { facts: StatusFacts }) {
  return (
    <>
      <StatusChip status={shownStatus(facts)} />
      <p class="status-sentence">{statusSentence(facts)}</p>
    </>
  )
}
