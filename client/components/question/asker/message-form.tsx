/**
 * A short message about an own question: the reply an expert waits for, a detail, or why a join is wrong. It goes into
 * the outbox, so that it may be written without a line.
 */
import './asker.scss'
import { useEffect, useRef, useState } from 'preact/hooks'
import { limits } from '../../../../server/domain/limits.ts'
import { graphemes } from '../../../../server/domain/text.ts'
import type { QuestionView, SessionState } from '../../../state/session.ts'
import { sentenceOf } from '../../../text/sentence.ts'
import { t } from '../../../text/text.ts'
import { Button } from '../../../ui/button.tsx'
import { TextArea } from '../../../ui/field/text-area.tsx'
import { useEngine } from '../../engine-context.ts'
import { useKeptText } from '../../kept-text.ts'

export type MessageKind = 'reply' | 'detail' | 'tell' | 'followUp'

type Props = {
  kind: MessageKind
  question: QuestionView
  state: SessionState
  /** Absent where the box stays: the reply that is waited for. */
  onDone?: (isSent: boolean) => void
}

const MAX = limits.messageLength

export function MessageForm({ kind, question, state, onDone }: Props) {
  const { call, account, line } = useEngine()
  const actorId = account.me.value?.actorId ?? ''
  const [text, write] = useKeptText(actorId, `${kind}:${question.id}`)
  const [error, setError] = useState<string | undefined>(undefined)
  const [isSent, setSent] = useState(false)
  const box = useRef<HTMLFormElement>(null)
  const isOffline = line.value.line === 'offline'
  // Opened by the reader, it takes the focus; the reply that is there by itself leaves it where it is.
  useEffect(() => {
    if (kind !== 'reply') box.current?.querySelector('textarea')?.focus()
  }, [kind])
  const send = async () => {
    if (text.trim() === '') return setError(t.errors['text/empty'])
    if (graphemes(text) > MAX) return setError(t.ask.errors.tooLong(MAX))
    setError(undefined)
    setSent(true)
    // A follow-up is what an answered question takes; all others take a detail.
    const isAnswered = question.answerId !== null && question.step === 'done'
    const answer = await call(
      isAnswered ? 'question:followUp' : 'question:inform',
      { questionId: question.id, text },
      { sessionId: state.sessionId },
    )
    if (answer.ok) {
      write('')
      onDone?.(true)
    } else {
      setSent(false)
      setError(sentenceOf(answer.code))
    }
  }
  const words = wordsOf(kind)
  return (
    <form
      ref={box}
      class="mine-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <TextArea
        label={words.label}
        hint={isSent && isOffline ? t.session.onItsWay : words.hint}
        error={error}
        value={text}
        onInput={write}
        max={MAX}
        readOnly={isSent}
      />
      <div class="mine-form__buttons">
        <Button look="primary" size="small" type="submit" disabled={isSent}>
          {isOffline ? t.ask.sendOffline : words.send}
        </Button>
        {onDone && (
          <Button look="tertiary" size="small" onPress={() => onDone(false)}>
            {t.common.cancel}
          </Button>
        )}
      </div>
    </form>
  )
}

function wordsOf(kind: MessageKind): { label: string; hint: string | undefined; send: string } {
  switch (kind) {
    case 'reply':
      return { label: t.session.yourReply, hint: t.session.keepsPlace, send: t.session.sendDetail }
    case 'detail':
      return { label: t.session.detail, hint: t.session.detailNote, send: t.session.sendDetail }
    case 'tell':
      return { label: t.session.tell, hint: undefined, send: t.session.tellSend }
    case 'followUp':
      return { label: t.question.followUpText, hint: undefined, send: t.question.sendFollowUp }
  }
}
