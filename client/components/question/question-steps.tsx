/** The steps of a question without an answer: what is done, what is now, what comes. Nothing where it went elsewhere. */
import { t } from '../../text/text.ts'
import { statusLabel } from '../../ui/status-chip.tsx'
import { type Step, Steps } from '../../ui/steps.tsx'
import { answerBy, type StatusFacts, shownStatus, whenOf } from './status-facts.ts'

type Props = { facts: StatusFacts; isReviewed: boolean }

export function QuestionSteps(props: Props) {
  const steps = stepsOf(props)
  if (steps.length === 0) return null
  return (
    <div class="well well--white">
      <Steps steps={steps} />
    </div>
  )
}

export function stepsOf({ facts, isReviewed }: Props): readonly Step[] {
  const { question, now } = facts
  const { status, step } = question
  const words = t.question
  const shown = shownStatus(facts)
  const received: Step = { title: words.received(whenOf(question.askedAt, now)), state: 'done' }
  const admitted: Step = { title: words.admitted, state: 'done' }
  // It was answered a moment ago, and the page has not been asked to show it yet.
  if (status === 'answered')
    return [
      received,
      admitted,
      { title: words.writing, state: 'done' },
      { title: statusLabel(shown), state: 'now' },
    ]
  if (status !== 'received' && status !== 'published' && status !== 'beingAnswered') return []
  const isQueued = shown.kind === 'queued'
  const writing = isReviewed ? words.writingReviewed : words.writing
  const next: string[] = []
  if (status === 'received') next.push(t.ask.sent.queue)
  if (step === 'claimed' && isReviewed) next.push(words.reviewing)
  else if (step !== 'claimed' && step !== 'inReview' && step !== 'live') next.push(writing)
  return [
    received,
    ...(status === 'received' ? [] : [admitted]),
    {
      title: nowTitle(facts),
      state: 'now',
      ...(isQueued ? { detail: t.session.placeRule } : {}),
    },
    ...next.map((title): Step => ({ title, state: 'next' })),
    { title: answerTitle(facts), state: 'next' },
  ]
}

function nowTitle(facts: StatusFacts): string {
  if (facts.question.status === 'received') return t.question.moderatorReads
  const shown = shownStatus(facts)
  return shown.kind === 'published' ? t.ask.sent.queue : statusLabel(shown)
}

function answerTitle(facts: StatusFacts): string {
  const by = answerBy(facts)
  return facts.session?.phase === 'live' ? t.ask.sent.answerBy(by) : t.question.answerBy(by)
}
