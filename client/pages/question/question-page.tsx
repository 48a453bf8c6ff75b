/** The page of one question: finds its session and its words. What they look like is in the parts beside it. */
import './question.scss'
import { useRoute } from 'preact-iso'
import type { View } from '../../../server/domain/views.ts'
import { FailedBanner } from '../../components/failed-banner.tsx'
import { SessionGate } from '../../components/session-gate.tsx'
import { SiteFrame } from '../../components/site-frame.tsx'
import { useSession } from '../../components/use-session.ts'
import type { SessionState } from '../../state/session.ts'
import { t } from '../../text/text.ts'
import { Skeleton } from '../../ui/states/skeleton.tsx'
import { NotFoundPage } from '../not-found-page.tsx'
import { OneQuestion } from './one-question.tsx'
import { useQuestion } from './use-question.ts'

export function QuestionPage() {
  const { code = '', id = '' } = useRoute().params
  const opened = useSession(code, 'participant')
  if (opened.kind !== 'open') return <SessionGate opened={opened} />
  return <Question key={id} id={id} session={opened.view} state={opened.state} />
}

type Props = { id: string; session: View<'session'>; state: SessionState }

function Question({ id, session, state }: Props) {
  const { page, failure, news, showNews, retry } = useQuestion(state, id)
  if (page) return <OneQuestion {...{ page, session, state, news, showNews }} />
  if (failure === 'question/not-found' || failure === 'request/invalid') return <NotFoundPage />
  return (
    <SiteFrame title={t.question.theQuestion} part="answers">
      <div class="page page--white question">
        <div class="wrap">
          {failure === null ? <Skeleton /> : <FailedBanner code={failure} onRetry={retry} />}
        </div>
      </div>
    </SiteFrame>
  )
}
