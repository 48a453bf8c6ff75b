/** Changing an own question while nobody has taken it: its words as they are now, in place. */
import './asker.scss'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { QuestionAnswer } from '../../../../server/contract/reads.ts'
import { limits } from '../../../../server/domain/limits.ts'
import { graphemes } from '../../../../server/domain/text.ts'
import type { QuestionView, SessionState } from '../../../state/session.ts'
import { sentenceOf } from '../../../text/sentence.ts'
import { t } from '../../../text/text.ts'
import { Button } from '../../../ui/button.tsx'
import { TextArea } from '../../../ui/field/text-area.tsx'
import { TextField } from '../../../ui/field/text-field.tsx'
import { Skeleton } from '../../../ui/states/skeleton.tsx'
import { useEngine } from '../../engine-context.ts'
import { useRead } from '../../use-read.ts'

type Props = { question: QuestionView; state: SessionState; onDone: () => void }
type Words = { title: string; text: string; tried?: string }

export function EditForm(props: Props) {
  const { question, state, onDone } = props
  const { found, failure } = useRead<QuestionAnswer>(
    `/api/sessions/${state.sessionId}/questions/${question.id}`,
  )
  if (failure !== null && !found) {
    return (
      <div class="mine-confirm" role="alert">
        <p>{sentenceOf(failure)}</p>
        <Button look="secondary" size="small" onPress={onDone}>
          {t.common.close}
        </Button>
      </div>
    )
  }
  const words = found?.words as Words | null | undefined
  return words ? <Fields {...props} words={words} /> : <Skeleton />
}

function Fields({ question, state, onDone, words }: Props & { words: Words }) {
  const { call } = useEngine()
  const [title, setTitle] = useState(words.title)
  const [text, setText] = useState(words.text)
  const [isTried, setTried] = useState(false)
  const [failure, setFailure] = useState<string | undefined>(undefined)
  const [isSent, setSent] = useState(false)
  const box = useRef<HTMLFormElement>(null)
  useEffect(() => box.current?.querySelector('input')?.focus(), [])
  const titleError = faultOf(title, limits.titleLength, t.ask.errors.line)
  const textError = faultOf(text, limits.questionTextLength, t.ask.errors.text)
  const save = async () => {
    setTried(true)
    if (titleError !== undefined || textError !== undefined) return
    setSent(true)
    const answer = await call(
      'question:edit',
      { questionId: question.id, title, text, ...(words.tried ? { tried: words.tried } : {}) },
      { sessionId: state.sessionId },
    )
    if (answer.ok) return onDone()
    setSent(false)
    setFailure(sentenceOf(answer.code))
  }
  return (
    <form
      ref={box}
      class="mine-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <TextField
        label={t.session.editLine}
        value={title}
        onInput={setTitle}
        max={limits.titleLength}
        error={isTried ? titleError : undefined}
      />
      <TextArea
        label={t.session.editText}
        value={text}
        onInput={setText}
        max={limits.questionTextLength}
        error={isTried ? textError : undefined}
      />
      {failure && (
        <p class="field__error" role="alert">
          {failure}
        </p>
      )}
      <div class="mine-form__buttons">
        <Button look="primary" size="small" type="submit" disabled={isSent}>
          {t.session.editSave}
        </Button>
        <Button look="tertiary" size="small" onPress={onDone}>
          {t.session.editStop}
        </Button>
      </div>
    </form>
  )
}

function faultOf(text: string, max: number, empty: string): string | undefined {
  if (text.trim() === '') return empty
  return graphemes(text) > max ? t.ask.errors.tooLong(max) : undefined
}
