/** Where the link of a mail leads: one button that stops its matter, without signing in; opening it stops nothing. */
import './notices.scss'
import { useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { UnsubscribeAnswer } from '../../../server/contract/notices.ts'
import { useEngine } from '../../components/engine-context.ts'
import { FailedBanner } from '../../components/failed-banner.tsx'
import { PlainFrame } from '../../components/plain-frame.tsx'
import { useRead } from '../../components/use-read.ts'
import { pathTo } from '../../paths.ts'
import type { FailureCode } from '../../sync/device-codes.ts'
import { n } from '../../text/notices/words.ts'
import { sentenceOf } from '../../text/sentence.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { Skeleton } from '../../ui/states/skeleton.tsx'

type Asked = { on: boolean; scope: 'matter' | 'all' }

export function StopPage() {
  const path = `/api/unsubscribe/${encodeURIComponent(useRoute().params.token ?? '')}`
  const { found, failure, again } = useRead<UnsubscribeAnswer>(path)
  const { api } = useEngine()
  const [refused, setRefused] = useState<FailureCode | null>(null)
  const [isBusy, setBusy] = useState(false)
  const ask = async (asked: Asked) => {
    if (isBusy) return
    setBusy(true)
    const answer = await api.post(path, asked)
    setRefused(answer.ok ? null : answer.code)
    await again()
    setBusy(false)
  }
  return (
    <PlainFrame title={n.stop.title}>
      <div class="notices">
        <h1>{n.stop.title}</h1>
        {found && <Stopping found={found} ask={(asked) => void ask(asked)} />}
        {!found && (failure === null ? <Skeleton /> : <Lost code={failure} onRetry={() => void again()} />)}
        {refused !== null && (
          <Banner tone="bad" icon="attention" role="alert">
            {sentenceOf(refused)}
          </Banner>
        )}
      </div>
    </PlainFrame>
  )
}

/** A link that was cut in two is not mended by another try. */
function Lost({ code, onRetry }: { code: FailureCode; onRetry: () => void }) {
  if (code !== 'notice/link-not-valid') return <FailedBanner code={code} onRetry={onRetry} />
  return (
    <>
      <Banner tone="attn" icon="attention">
        {sentenceOf(code)}
      </Banner>
      <ChooseLink />
    </>
  )
}

const ChooseLink = () => (
  <p>
    <a class="read-link" href={pathTo.notices()}>
      {n.stop.choose}
    </a>
  </p>
)

function Stopping({ found, ask }: { found: UnsubscribeAnswer; ask: (asked: Asked) => void }) {
  return (
    <>
      <div role="status">
        {found.on ? (
          <p class="notices__lead">{n.stop.asks[found.matter]}</p>
        ) : (
          <Banner tone="ok" icon="check">
            {found.isAllOff ? n.stop.allDone : n.stop.done}
          </Banner>
        )}
      </div>
      <div class="notices__buttons">
        {found.on ? (
          <Button look="primary" size="main" onPress={() => ask({ on: false, scope: 'matter' })}>
            {n.stop.button}
          </Button>
        ) : (
          <Button
            look="secondary"
            onPress={() => ask({ on: true, scope: found.isAllOff ? 'all' : 'matter' })}
          >
            {n.stop.undo}
          </Button>
        )}
        {!found.isAllOff && (
          <Button look="tertiary" onPress={() => ask({ on: false, scope: 'all' })}>
            {n.stop.all}
          </Button>
        )}
      </div>
      <p class="muted">{n.stop.stays}</p>
      <ChooseLink />
    </>
  )
}
