/** Two questions that may be the same one, side by side, with the words they share marked in both. It joins nothing by itself. */
import { questionNumber } from '../../../components/question/status-facts.ts'
import { sharedPieces } from '../../../state/desk/shared-words.ts'
import type { QuestionView } from '../../../state/session.ts'
import { t } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Skeleton } from '../../../ui/states/skeleton.tsx'
import { ReadingBody } from '../answer/reading-body.tsx'
import { useDesk } from '../desk.ts'
import { useQuestionTexts } from '../use-texts.ts'
import { factsOf } from './question-text.tsx'

type Props = { one: QuestionView; two: QuestionView; onClose: () => void }

export function Compare({ one, two, onClose }: Props) {
  const words = [useWords(one), useWords(two)] as const
  const [first, second] = words
  return (
    <ReadingBody label={w.compareTitle}>
      <div class="compare__head">
        <h2 class="overview__title">{w.compareTitle}</h2>
        <Button look="tertiary" size="small" onPress={onClose}>
          {t.common.close}
        </Button>
      </div>
      {first === null || second === null ? (
        <Skeleton />
      ) : (
        <div class="compare">
          <Side question={one} words={first} other={second} />
          <Side question={two} words={second} other={first} />
        </div>
      )}
    </ReadingBody>
  )
}

/** Null until the text is here. */
function useWords(question: QuestionView): string | null {
  const { found, failure } = useQuestionTexts(question)
  if (!found && failure === null) return null
  const words = found?.words as { text?: string; tried?: string } | null | undefined
  return [words?.text, words?.tried].filter(Boolean).join('\n\n')
}

type SideProps = { question: QuestionView; words: string; other: string }

function Side({ question, words, other }: SideProps) {
  const { session } = useDesk()
  const number = t.common.number(questionNumber(question.number, session.code))
  return (
    <article aria-label={`${number}, ${question.title}`}>
      <p class="item-number">{number}</p>
      <h3 class="compare__title" lang="it">
        {question.title}
      </h3>
      <p class="item-facts">{factsOf(question)}</p>
      <p class="item-aside" lang="it">
        {words === '' ? w.notLoaded : <Marked one={other} two={words} />}
      </p>
    </article>
  )
}

export function Marked({ one, two }: { one: string; two: string }) {
  return (
    <>
      {sharedPieces(one, two).map(({ text, isShared }, place) =>
        isShared ? <mark key={place}>{text}</mark> : text,
      )}
    </>
  )
}
