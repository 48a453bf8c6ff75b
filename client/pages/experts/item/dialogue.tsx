/** What experts and the asking body have said to each other about a question, oldest first. */
import type { QuestionAnswer } from '../../../../server/contract/reads.ts'
import { format } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'

const SAID = {
  infoRequest: () => w.infoRequest,
  infoReply: () => w.infoReply,
  detail: () => w.detail,
  followUp: () => w.followUp,
  reason: () => w.reasonSaid,
  line: () => w.line,
  // These have a place of their own, and no text here.
  attachment: () => '',
  attachmentGone: () => '',
} as const

export function Dialogue({ messages }: { messages: QuestionAnswer['messages'] }) {
  const said = messages.filter(({ text }) => text !== null)
  if (said.length === 0) return null
  return (
    <section class="item-section">
      <h3 class="section-head">{w.dialogue}</h3>
      {said.map(({ id, kind, at, text }) => (
        <div
          key={id}
          class={kind === 'infoReply' || kind === 'detail' ? 'quoted quoted--proposed' : 'quoted'}
        >
          <p class="quoted__who">
            <b>{SAID[kind]()}</b> {format.time(at)}
          </p>
          <p class="item-aside" lang="it">
            {text}
          </p>
        </div>
      ))}
    </section>
  )
}
