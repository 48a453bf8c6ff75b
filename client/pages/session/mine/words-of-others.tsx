/** What somebody wrote to the asker: the expert's request with its reply box, or the reason of a refusal. */
import type { QuestionAnswer } from '../../../../server/contract/reads.ts'
import { MessageForm } from '../../../components/question/asker/message-form.tsx'
import { useRead } from '../../../components/use-read.ts'
import type { QuestionView, SessionState } from '../../../state/session.ts'
import { t } from '../../../text/text.ts'

type Props = { question: QuestionView; state: SessionState }

/** The newest message of a kind, with its text; `key` asks anew when another one has come. */
function useNewest(kind: 'infoRequest' | 'reason', { question, state }: Props): string | null | undefined {
  const id = state.messagesOf(question.id).value.findLast((message) => message.kind === kind)?.id
  const { found } = useRead<QuestionAnswer>(
    id === undefined ? undefined : `/api/sessions/${state.sessionId}/questions/${question.id}#${id}`,
  )
  if (id === undefined) return null
  return found?.messages.find((message) => message.id === id)?.text
}

export function ExpertRequest({ question, state }: Props) {
  const text = useNewest('infoRequest', { question, state })
  return (
    <div class="mine-request">
      <p class="field__label">{t.session.expertAsks}</p>
      <p class="reading mine-request__text">{text}</p>
      <MessageForm kind="reply" question={question} state={state} />
    </div>
  )
}

export function Reason({ question, state }: Props) {
  const text = useNewest('reason', { question, state })
  if (text === null) return null
  return (
    <p class="well small mine-well">
      <b>{t.session.reason}:</b> {text ?? '…'}
    </p>
  )
}
