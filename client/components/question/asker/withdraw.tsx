/** `Ritira` asks once, in the row's own place. */
import './asker.scss'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { QuestionView, SessionState } from '../../../state/session.ts'
import { sentenceOf } from '../../../text/sentence.ts'
import { t } from '../../../text/text.ts'
import { Button } from '../../../ui/button.tsx'
import { useEngine } from '../../engine-context.ts'

type Props = { question: QuestionView; state: SessionState; onDone: () => void }

export function Withdraw({ question, state, onDone }: Props) {
  const { call } = useEngine()
  const [failure, setFailure] = useState<string | undefined>(undefined)
  const [isSent, setSent] = useState(false)
  const box = useRef<HTMLElement>(null)
  useEffect(() => box.current?.focus(), [])
  const withdraw = async () => {
    setSent(true)
    const answer = await call(
      'question:withdraw',
      { questionId: question.id },
      { sessionId: state.sessionId },
    )
    if (answer.ok) return onDone()
    setSent(false)
    setFailure(sentenceOf(answer.code))
  }
  return (
    <section class="mine-confirm" aria-label={t.session.withdraw} tabIndex={-1} ref={box}>
      <p>{failure ?? t.session.withdrawAsk}</p>
      <div class="mine-form__buttons">
        <Button look="primary" size="small" disabled={isSent} onPress={() => void withdraw()}>
          {t.session.withdraw}
        </Button>
        <Button look="secondary" size="small" onPress={onDone}>
          {t.session.withdrawKeep}
        </Button>
      </div>
    </section>
  )
}
