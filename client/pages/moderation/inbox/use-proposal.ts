/** The question that this one may be the same as: the nearest by its words that is already with the experts. */
import type { SearchAnswer } from '../../../../server/contract/reads.ts'
import { useRead } from '../../../components/use-read.ts'
import type { QuestionView } from '../../../state/session.ts'
import { type Moderation, useModeration } from '../moderation.ts'

export function useProposal(question: QuestionView | undefined): QuestionView | undefined {
  const { state } = useModeration()
  const words = new URLSearchParams({
    q: question?.title ?? '',
    sessionId: state.sessionId,
    kinds: 'question',
  })
  const { found } = useRead<SearchAnswer>(question?.title ? `/api/search?${words}` : undefined)
  const near = (found?.hits ?? []).filter(
    ({ questionId, closeness }) => questionId !== question?.id && closeness !== 'part',
  )
  return near
    .map(({ questionId }) => state.question(questionId).value)
    .find((row) => row !== undefined && canLead(row))
}

const canLead = ({ status }: QuestionView): boolean =>
  status === 'published' || status === 'beingAnswered' || status === 'answered'

export function joinProposed(
  { give }: Pick<Moderation, 'give'>,
  questionId: string,
  proposal: QuestionView | undefined,
): void {
  const itemId = proposal?.workItemId
  if (itemId) give(questionId, { kind: 'join', itemId })
}
