/** Number, topic, title, who asked and when; and for an answer that is still to come, the status. */
import { useEngine } from '../../components/engine-context.ts'
import { QuestionStatus } from '../../components/question/question-status.tsx'
import {
  questionNumber,
  type StatusFacts,
  shownStatus,
  statusSentence,
} from '../../components/question/status-facts.ts'
import { format, t } from '../../text/text.ts'
import { StatusChip } from '../../ui/status-chip.tsx'
import type { QuestionProps } from './one-question.tsx'

export function QuestionHead({ page, session, facts }: QuestionProps & { facts: StatusFacts }) {
  const { catalogue } = useEngine()
  const { question, answer } = page
  const topic = catalogue.catalogue.value?.topics.find(({ id }) => id === question.topicId)
  const number = t.common.number(questionNumber(question.number, session.code))
  const isOwn = 'workItemId' in question
  return (
    <header>
      <p class="print-only">
        {t.common.product} · {t.common.ministry} · {session.title}
      </p>
      <p class="question__meta">{topic ? `${number} · ${topic.label}` : number}</p>
      <h1 class="question__title" lang={question.title === null ? undefined : 'it'}>
        {question.title ?? t.session.gone}
      </h1>
      <p class="small muted">
        {bodyOf(page.question)} ·{' '}
        {answer?.publishedAt
          ? t.question.answeredOn(answer.publishedAt)
          : t.question.askedOn(question.askedAt)}
      </p>
      {answer ? (
        isOwn && needsSentence(facts) && <p class="question__sentence">{statusSentence(facts)}</p>
      ) : (
        <div class="question__status">
          {isOwn ? <QuestionStatus facts={facts} /> : <StatusChip status={shownStatus(facts)} />}
        </div>
      )}
      <p class="print-only small">
        {t.question.printedFrom(location.href)}, {format.date(Date.now())}
      </p>
    </header>
  )
}

/** Of an answered question its asker is told only what the answer doesn't say. */
const needsSentence = ({ question }: StatusFacts): boolean =>
  question.status === 'joined' || question.step !== 'done'

function bodyOf({ bodyName, region }: QuestionProps['page']['question']): string {
  if (bodyName !== null) return bodyName
  return region === null ? t.question.unnamedBody : t.ask.bodyOf(region)
}
