/** Under a question: what was written about it to its asker and by them, and for others the way to a question of theirs. */
import { takesQuestions } from '../../../server/domain/session.ts'
import { useEngine } from '../../components/engine-context.ts'
import { pathTo } from '../../paths.ts'
import { t } from '../../text/text.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Helped } from './answer/helped.tsx'
import { AskerActions } from './asker/asker-actions.tsx'
import { waitingRequest } from './asker/expert-request.tsx'
import { Messages } from './asker/messages.tsx'
import type { QuestionProps } from './one-question.tsx'

export function QuestionFoot(props: QuestionProps) {
  const { page, session } = props
  return (
    <>
      <Helped page={page} session={session} />
      <Messages messages={page.messages} waiting={waitingRequest(props)} />
      {page.question.mine ? <AskerActions {...props} /> : <SimilarCase session={session} />}
    </>
  )
}

function SimilarCase({ session }: Pick<QuestionProps, 'session'>) {
  const { account } = useEngine()
  const isParticipant = account.me.value?.grants.some(({ role }) => role === 'participant')
  if (!isParticipant || !takesQuestions(session.phase)) return null
  return (
    <section class="well question__foot no-print">
      <h2>{t.question.similarCase}</h2>
      <p>{t.question.similarCaseWhy}</p>
      <ButtonLink look="secondary" href={pathTo.ask(session.code)}>
        {t.question.askOwn}
      </ButtonLink>
    </section>
  )
}
