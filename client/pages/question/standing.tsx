/** Beside a question without an answer: the steps it goes through, where it went instead, and what can be done. */
import { useEngine } from '../../components/engine-context.ts'
import { QuestionSteps } from '../../components/question/question-steps.tsx'
import type { StatusFacts } from '../../components/question/status-facts.ts'
import { pathTo } from '../../paths.ts'
import { t } from '../../text/text.ts'
import type { QuestionProps } from './one-question.tsx'
import { SideActions } from './side-actions.tsx'

export function Standing({ facts, ...props }: QuestionProps & { facts: StatusFacts }) {
  const { catalogue } = useEngine()
  const { question } = facts
  const { sessions = [], themes = [] } = catalogue.catalogue.value ?? {}
  const carriedTo = sessions.find(({ id }) => id === question.carriedTo)
  const isReviewed = themes.find(({ id }) => id === question.themeId)?.review === 'peer'
  return (
    <aside class="question__side" aria-label={t.question.steps}>
      <QuestionSteps facts={facts} isReviewed={isReviewed} />
      {question.status === 'joined' && question.joinedTo !== null && (
        <a class="read-link" href={pathTo.question(props.session.code, question.joinedTo)}>
          {t.question.wanting}
        </a>
      )}
      {carriedTo && (
        <a class="read-link" href={pathTo.session(carriedTo.code)}>
          {carriedTo.title}
        </a>
      )}
      <SideActions {...props} />
    </aside>
  )
}
