/** What stands in a session page's place until the session is there: missing, failed, sign in first, loading. */

import { useEffect } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import { NotFoundPage } from '../pages/not-found-page.tsx'
import { pathTo } from '../paths.ts'
import { t } from '../text/text.ts'
import { Skeleton } from '../ui/states/skeleton.tsx'
import { useEngine } from './engine-context.ts'
import { FailedBanner } from './failed-banner.tsx'
import { SiteFrame } from './site-frame.tsx'
import type { OpenedSession } from './use-session.ts'

export function SessionGate({ opened }: { opened: Exclude<OpenedSession, { kind: 'open' }> }) {
  if (opened.kind === 'missing') return <NotFoundPage />
  return (
    <SiteFrame title={t.common.product} part="forum">
      <div class="wrap stack page page--tall">
        <h1 class="visually-hidden">{t.common.product}</h1>
        {opened.kind === 'signIn' && <ToSignIn />}
        {opened.kind === 'loading' && <Skeleton />}
        {/* That the page is too old stands over it already. */}
        {opened.kind === 'failed' && opened.code !== 'connection/too-old' && <Failed code={opened.code} />}
      </div>
    </SiteFrame>
  )
}

function ToSignIn() {
  const { url, route } = useLocation()
  useEffect(() => route(pathTo.signIn(url), true), [url, route])
  return <Skeleton />
}

function Failed({ code }: { code: Extract<OpenedSession, { kind: 'failed' }>['code'] }) {
  const { catalogue } = useEngine()
  return <FailedBanner code={code} onRetry={() => void catalogue.load()} />
}
