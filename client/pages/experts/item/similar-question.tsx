/** One question that may be the same as the one that is read, with the words they share marked. */
import { questionNumber } from '../../../components/question/status-facts.ts'
import type { QuestionView } from '../../../state/session.ts'
import { t } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { useDesk } from '../desk.ts'
import { useQuestionTexts } from '../use-texts.ts'
import { Marked } from './compare.tsx'
import { factsOf } from './question-text.tsx'

type Props = {
  question: QuestionView
  /** Everything that the one that is read says. */
  known: string
  hasKeys: boolean
  onJoin: () => void
  onDifferent: () => void
  onCompare: () => void
}

export function SimilarQuestion({ question, known, hasKeys, onJoin, onDifferent, onCompare }: Props) {
  const { session } = useDesk()
  const text = String(useQuestionTexts(question).found?.words?.text ?? '')
  const number = t.common.number(questionNumber(question.number, session.code))
  return (
    <article class="quoted quoted--proposed" aria-label={`${number}, ${question.title}`}>
      <p class="quoted__head">
        <b>{number}</b> <span>{factsOf(question)}</span>
      </p>
      <p class="item-aside" lang="it">
        <b>
          <Marked one={known} two={question.title ?? ''} />
        </b>{' '}
        <Marked one={known} two={text} />
      </p>
      <div class="cluster">
        <Button look="secondary" size="small" onPress={onJoin} {...(hasKeys ? { keys: 'u' } : {})}>
          {t.desk.join} {hasKeys && <Kbd keys="U" />}
          <span class="visually-hidden"> {number}</span>
        </Button>
        <Button look="tertiary" size="small" onPress={onDifferent} {...(hasKeys ? { keys: 'd' } : {})}>
          {t.desk.different} {hasKeys && <Kbd keys="D" />}
          <span class="visually-hidden">: {number}</span>
        </Button>
        <span class="office-inline">
          <Button look="tertiary" size="small" onPress={onCompare} {...(hasKeys ? { keys: 'v' } : {})}>
            {w.compare} {hasKeys && <Kbd keys="V" />}
            <span class="visually-hidden"> {number}</span>
          </Button>
        </span>
      </div>
    </article>
  )
}
