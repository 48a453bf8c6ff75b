/** The reader's own questions of every day: where each one stands, and the way to its page. */
import './mine.scss'
import { useEffect, useRef } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { MineAnswer } from '../../../server/contract/reads.ts'
import { useEngine } from '../../components/engine-context.ts'
import { FailedBanner } from '../../components/failed-banner.tsx'
import { SiteFrame } from '../../components/site-frame.tsx'
import { useRead } from '../../components/use-read.ts'
import { pathTo } from '../../paths.ts'
import { t } from '../../text/text.ts'
import { ButtonLink } from '../../ui/button.tsx'
import { Panel } from '../../ui/panel.tsx'
import { Empty } from '../../ui/states/empty.tsx'
import { Skeleton } from '../../ui/states/skeleton.tsx'
import { NotSent } from './not-sent.tsx'
import { OwnDays } from './own-days.tsx'

export function MinePage() {
  const { account } = useEngine()
  const { url, route } = useLocation()
  const me = account.me.value
  useEffect(() => {
    if (me === null) route(pathTo.signIn(url), true)
  }, [me, url, route])
  return (
    <SiteFrame title={t.common.myQuestions} part="mine">
      <div class="wrap page own">
        <h1>{t.common.myQuestions}</h1>
        {me ? <Own key={me.actorId} /> : <Skeleton />}
      </div>
    </SiteFrame>
  )
}

function Own() {
  const { commands } = useEngine()
  const { found, failure, again } = useRead<MineAnswer>('/api/mine', { isKept: true })
  const waiting = commands.pending.value.length
  const before = useRef(waiting)
  // What has just been sent is among them now.
  useEffect(() => {
    if (waiting < before.current) void again()
    before.current = waiting
  }, [waiting, again])
  if (!found && failure === null) return <Skeleton />
  return (
    <>
      <NotSent />
      {found && <OwnDays questions={found.questions} />}
      {!found && failure !== null && <FailedBanner code={failure} onRetry={() => void again()} />}
      {found?.questions.length === 0 && (
        <Panel label={t.common.myQuestions}>
          <Empty sentence={t.session.mineEmpty}>
            <ButtonLink look="primary" href={pathTo.home()}>
              {t.home.enter}
            </ButtonLink>
          </Empty>
        </Panel>
      )}
    </>
  )
}
