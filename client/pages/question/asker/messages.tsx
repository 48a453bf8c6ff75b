/** What asker and experts wrote to each other about a question: only they see it. */
import type { QuestionAnswer } from '../../../../server/contract/reads.ts'
import { useEngine } from '../../../components/engine-context.ts'
import { whenOf } from '../../../components/question/status-facts.ts'
import { t } from '../../../text/text.ts'
import { Prose } from '../prose.tsx'

export type Message = QuestionAnswer['messages'][number]
/** The request that waits for a reply stands on top of the page already. */
type Props = { messages: readonly Message[]; waiting: Message | undefined }

export function Messages({ messages, waiting }: Props) {
  const { clock } = useEngine()
  const now = clock.serverNow()
  const listed = messages.filter((message) => message !== waiting && message.text !== null)
  if (listed.length === 0) return null
  return (
    <section class="question__part">
      <h2>{t.question.messages}</h2>
      <ul class="messages">
        {listed.map((message) => (
          <li key={message.id} class={message.mine ? 'messages__one messages__one--mine' : 'messages__one'}>
            <p class="messages__from">
              {fromOf(message)}, {whenOf(message.at, now)}
            </p>
            <Prose text={message.text ?? ''} />
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Attachments have a place of their own. */
function fromOf({ kind, mine }: Message): string {
  if (kind === 'attachment' || kind === 'attachmentGone') return ''
  const isAskers = kind === 'infoReply' || kind === 'detail' || kind === 'followUp'
  return isAskers && !mine ? t.question.messageFromBody[kind] : t.question.messageFrom[kind]
}
