/** Another wording for a question: the asker's own is kept, and they see the change. */
import { useEffect, useState } from 'preact/hooks'
import { limits } from '../../../../server/domain/limits.ts'
import type { QuestionView } from '../../../state/session.ts'
import { m } from '../../../text/moderation/words.ts'
import { sentenceOf } from '../../../text/sentence.ts'
import { t } from '../../../text/text.ts'
import { Button } from '../../../ui/button.tsx'
import { TextArea } from '../../../ui/field/text-area.tsx'
import { TextField } from '../../../ui/field/text-field.tsx'
import { Skeleton } from '../../../ui/states/skeleton.tsx'
import { useCommand } from '../use-command.ts'
import { textFault } from './text-fault.ts'
import { useWords } from './use-words.ts'

export function RewriteForm({ question, onClose }: { question: QuestionView; onClose: () => void }) {
  const { words, failure: unread } = useWords(question)
  const { run, isBusy, failure } = useCommand()
  const [title, setTitle] = useState('')
  const [text, setText] = useState('')
  const [isTried, setTried] = useState(false)
  const isRead = words !== undefined
  // What is being written is not written over by what comes later.
  useEffect(() => {
    setTitle(words?.title ?? '')
    setText(words?.text ?? '')
  }, [isRead])
  if (!isRead) return unread === null ? <Skeleton /> : <p class="reason">{m.textFailed}</p>
  const faults = {
    title: textFault(title, limits.titleLength),
    text: textFault(text, limits.questionTextLength),
  }
  const submit = async () => {
    setTried(true)
    if (faults.title || faults.text) return
    const answer = await run('question:rewrite', { questionId: question.id, title, text })
    if (answer.ok) onClose()
  }
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void submit()
      }}
    >
      <TextField
        label={m.oneLine}
        value={title}
        onInput={setTitle}
        max={limits.titleLength}
        error={isTried ? faults.title : undefined}
      />
      <TextArea
        label={m.wholeText}
        value={text}
        onInput={setText}
        max={limits.questionTextLength}
        rows={7}
        hint={t.moderation.correctHint}
        error={isTried ? faults.text : undefined}
      />
      {failure && (
        <p class="field__error" role="alert">
          {sentenceOf(failure)}
        </p>
      )}
      <Button look="primary" size="main" type="submit" disabled={isBusy}>
        {m.doCorrect}
      </Button>
    </form>
  )
}
