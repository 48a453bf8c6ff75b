/** One question of the stream: answered, on its way, or gone. It never changes its height while it waits for the chip. */

import { useMemo } from 'preact/hooks'
import { useEngine } from '../../components/engine-context.ts'
import {
  answerBy,
  factsIn,
  isSameDay,
  questionNumber,
  shownStatus,
} from '../../components/question/status-facts.ts'
import { pathTo } from '../../paths.ts'
import type { QuestionView, SessionState } from '../../state/session.ts'
import { format, t } from '../../text/text.ts'
import { Icon } from '../../ui/icon/icon.tsx'
import { Row } from '../../ui/panel.tsx'
import { StatusChip } from '../../ui/status-chip.tsx'
import { VotePill } from '../../ui/vote-pill.tsx'

type Props = {
  id: string
  state: SessionState
  code: string
  isGone: boolean
  isFresh: boolean
  /** Its answer came after the row was shown: it is told in the chip alone, until the reader asks for what is new. */
  isWaiting: boolean
  mayVote: boolean
}

/** What changes in a row draws that row: the list drawn anew, each second and with each frame, doesn't. */
export function StreamRow({ id, state, code, isGone, isFresh, isWaiting, mayVote }: Props) {
  return useMemo(
    () => <Shown {...{ id, state, code, isGone, isFresh, isWaiting, mayVote }} />,
    [id, state, code, isGone, isFresh, isWaiting, mayVote],
  )
}

function Shown({ id, state, code, isGone, isFresh, isWaiting, mayVote }: Props) {
  const question = state.question(id).value
  if (isGone || !question) return <Tombstone question={question} code={code} />
  const answer = question.answerId === null ? undefined : state.answer(question.answerId).value
  const isTold =
    question.status === 'answered' && answer?.inBrief && !(isWaiting && answer.correctedAt === null)
  return (
    <Row state={isFresh ? 'fresh' : undefined}>
      <Meta question={question} state={state} code={code} />
      <h3 id={`q-${id}`} tabIndex={-1}>
        {question.title}
      </h3>
      {isTold ? (
        <p class="in-brief">
          <Icon name="check" />
          <span>
            <span class="visually-hidden">{t.session.inBrief} </span>
            {answer.inBrief}
          </span>
        </p>
      ) : (
        <OnItsWay question={question} state={state} />
      )}
      <div class="row-item__foot">
        <a
          class="read-link"
          href={pathTo.question(code, id)}
          aria-label={(question.status === 'answered' ? t.session.readAllOf : t.session.readQuestionOf)(
            question.title ?? '',
          )}
        >
          {question.status === 'answered' ? t.session.readAll : t.session.readQuestion}
        </a>
        <Vote question={question} state={state} mayVote={mayVote} />
      </div>
    </Row>
  )
}

type Facts = { question: QuestionView; state: SessionState }

function Meta({ question, state, code }: Facts & { code: string }) {
  const { catalogue, clock } = useEngine()
  const topic = catalogue.catalogue.value?.topics.find(({ id }) => id === question.topicId)
  const answer = question.answerId === null ? undefined : state.answer(question.answerId).value
  const questions = question.status === 'answered' ? (answer?.questions ?? 1) : 1
  const isNumbered = question.mine === true || question.status !== 'answered'
  return (
    <p class="row-item__meta">
      <span>
        {topic?.shortLabel}
        {questions > 1 && ` · ${t.common.questions(questions)}`}
      </span>
      <span>
        {isNumbered
          ? t.common.number(questionNumber(question.number, code))
          : momentWords(question, answer?.correctedAt ?? null, clock.serverNow())}
      </span>
    </p>
  )
}

function momentWords(question: QuestionView, correctedAt: number | null, now: number): string {
  if (correctedAt !== null)
    return isSameDay(correctedAt, now) ? t.session.corrected(correctedAt) : t.session.correctedOn(correctedAt)
  return isSameDay(question.statusAt, now) ? format.time(question.statusAt) : format.day(question.statusAt)
}

function OnItsWay({ question, state }: Facts) {
  const { clock } = useEngine()
  const facts = factsIn(state, question, clock.serverNow())
  const isToday = facts.session?.phase === 'live' && isSameDay(facts.session.liveAt, facts.now)
  const { kind } = shownStatus(facts)
  return (
    <p class="stream-status">
      <StatusChip status={shownStatus(facts)} />
      {(kind === 'queued' || kind === 'claimed' || kind === 'inReview' || kind === 'published') && (
        <span>{isToday ? t.session.expectedToday : t.session.expectedBy(answerBy(facts))}</span>
      )}
    </p>
  )
}

function Vote({ question, state, mayVote }: Facts & { mayVote: boolean }) {
  const { call } = useEngine()
  if (question.mine) return <span class="stream-interest">{t.session.interest(question.bodies)}</span>
  return (
    <VotePill
      count={question.bodies}
      pressed={state.isVoted(question.id)}
      disabled={!mayVote}
      onToggle={(on) =>
        void call('question:vote', { questionId: question.id, on }, { sessionId: state.sessionId })
      }
    />
  )
}

function Tombstone({ question, code }: { question: QuestionView | undefined; code: string }) {
  return <Row state="gone">{goneWords(question, code)}</Row>
}

function goneWords(question: QuestionView | undefined, code: string): string {
  if (question?.status === 'withdrawn') return t.session.gone
  if (question?.status === 'joined' && question.joinedToNumber)
    return t.session.goneJoined(questionNumber(question.joinedToNumber, code))
  return t.session.goneOther
}
