/** What an expert waits to hear from the asker, with the field to say it: it comes before everything else. */
import { MessageForm } from '../../../components/question/asker/message-form.tsx'
import { isAsked } from '../../../components/question/status-facts.ts'
import { t } from '../../../text/text.ts'
import { Banner } from '../../../ui/banner.tsx'
import type { QuestionProps } from '../one-question.tsx'
import { Prose } from '../prose.tsx'
import type { Message } from './messages.tsx'

export function ExpertRequest(props: QuestionProps) {
  const request = waitingRequest(props)
  if (!request) return null
  const { page, state } = props
  return (
    <div class="no-print">
      <Banner tone="attn" edge>
        <h2 class="request__name">{t.session.expertAsks}</h2>
        <Prose text={request.text ?? ''} />
      </Banner>
      <MessageForm kind="reply" question={page.question} state={state} />
    </div>
  )
}

/** The asker's own reply on its way counts: then nothing waits for them. */
export function waitingRequest({ page, state }: QuestionProps): Message | undefined {
  const live = state.question(page.question.id).value ?? page.question
  const isOpen = live.step === 'waiting' && (live.status === 'joined' || live.status === 'beingAnswered')
  if (!page.question.mine || !isOpen || !isAsked(page.messages)) return undefined
  return page.messages.findLast(({ kind }) => kind === 'infoRequest')
}
