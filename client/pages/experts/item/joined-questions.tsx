/** The questions that are answered together with the one that is read, each with its facts and the way to separate it. */
import { useState } from 'preact/hooks'
import { useKeys } from '../../../components/keys/use-keys.ts'
import { Attachments } from '../../../components/question/files/attachments.tsx'
import { questionNumber } from '../../../components/question/status-facts.ts'
import type { QuestionView } from '../../../state/session.ts'
import type { ItemView } from '../../../state/work.ts'
import { t } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { useDesk } from '../desk.ts'
import { failureSentence } from '../failure-sentence.ts'
import { useQuestionTexts } from '../use-texts.ts'
import { factsOf } from './question-text.tsx'

/** More than these stay closed until they are asked for. */
const SHOWN_FIRST = 3

export function JoinedQuestions({ item }: { item: ItemView }) {
  const desk = useDesk()
  const [isWhole, setWhole] = useState(false)
  const joined = desk.state.questionsOf(item.id).value.filter(({ id }) => id !== item.leadId)
  const [failure, setFailure] = useState<string | null>(null)
  const separate = async (question: QuestionView) => {
    const answer = await desk.call('item:unjoin', { questionId: question.id })
    setFailure(answer.ok ? null : failureSentence(desk, answer))
  }
  useKeys({ separate: () => joined[0] && void separate(joined[0]) }, desk.letters)
  const shown = isWhole ? joined : joined.slice(0, SHOWN_FIRST)
  return (
    <section class="item-section">
      <h3 class="section-head">
        {t.desk.joinedTo} <span class="section-head__count">{joined.length}</span>
      </h3>
      {joined.length === 0 && <p class="item-aside muted">{w.joinedNone}</p>}
      {shown.map((question, place) => (
        <Joined
          key={question.id}
          question={question}
          hasKey={place === 0}
          onSeparate={() => void separate(question)}
        />
      ))}
      {shown.length < joined.length && (
        <Button look="tertiary" size="small" onPress={() => setWhole(true)}>
          {t.session.moreRows(joined.length - shown.length)}
        </Button>
      )}
      {failure && (
        <p class="field__error" role="alert">
          {failure}
        </p>
      )}
    </section>
  )
}

type JoinedProps = { question: QuestionView; hasKey: boolean; onSeparate: () => void }

function Joined({ question, hasKey, onSeparate }: JoinedProps) {
  const { session, state } = useDesk()
  const { found } = useQuestionTexts(question)
  const { words, messages = [] } = found ?? {}
  const number = t.common.number(questionNumber(question.number, session.code))
  return (
    <article class="quoted" aria-label={`${number}, ${question.title}`}>
      <p class="quoted__head">
        <b>{number}</b> <span>{factsOf(question)}</span>
        <Button look="tertiary" size="small" onPress={onSeparate} {...(hasKey ? { keys: 's' } : {})}>
          {t.desk.separate} {hasKey && <Kbd keys="S" />}
          <span class="visually-hidden"> {number}</span>
        </Button>
      </p>
      <p class="item-aside" lang="it">
        <b>{question.title}</b> {String(words?.text ?? '')}
      </p>
      <Attachments sessionId={state.sessionId} questionId={question.id} messages={messages} as="expert" />
    </article>
  )
}
