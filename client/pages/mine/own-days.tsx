/** One panel a day, one row a question. */
import type { MineAnswer } from '../../../server/contract/reads.ts'
import type { View } from '../../../server/domain/views.ts'
import { useEngine } from '../../components/engine-context.ts'
import { QuestionStatus } from '../../components/question/question-status.tsx'
import { questionNumber } from '../../components/question/status-facts.ts'
import { pathTo } from '../../paths.ts'
import { format, t } from '../../text/text.ts'
import { Panel, Row } from '../../ui/panel.tsx'
import { type OwnDay, ownDays } from './own-lists.ts'

export function OwnDays({ questions }: Pick<MineAnswer, 'questions'>) {
  const { catalogue } = useEngine()
  const days = ownDays(questions, catalogue.catalogue.value?.sessions ?? [])
  return (
    <>
      {days.map((day) => (
        <section key={day.sessionId} class="own__day">
          <h2 class="own__name">
            {day.session ? (
              <a href={pathTo.session(day.sessionCode)}>{day.session.title}</a>
            ) : (
              day.sessionCode
            )}
          </h2>
          {day.session && <p class="small muted">{format.date(day.session.liveAt)}</p>}
          <Panel list label={day.session?.title ?? day.sessionCode}>
            {day.questions.map((question) => (
              <OwnRow key={question.id} day={day} question={question} />
            ))}
          </Panel>
        </section>
      ))}
    </>
  )
}

function OwnRow({ day, question }: { day: OwnDay; question: View<'question'> }) {
  const { catalogue, clock } = useEngine()
  const { topics = [], sessions = [] } = catalogue.catalogue.value ?? {}
  const topic = topics.find(({ id }) => id === question.topicId)
  const carried = sessions.find(({ id }) => id === question.carriedTo)
  return (
    <Row>
      <p class="row-item__meta">
        <span>{topic?.label}</span>
        <span>{t.common.number(questionNumber(question.number, day.sessionCode))}</span>
      </p>
      <h3 class="own__title" lang="it">
        <a href={pathTo.question(day.sessionCode, question.id)}>{question.title ?? t.session.gone}</a>
      </h3>
      <QuestionStatus
        facts={{
          question,
          now: clock.serverNow(),
          session: day.session,
          carriedAt: carried?.liveAt,
          // Whose reply it is that an expert waits for is on its own page; that one may be needed must be seen here.
          isAsked: question.status === 'beingAnswered',
        }}
      />
    </Row>
  )
}
