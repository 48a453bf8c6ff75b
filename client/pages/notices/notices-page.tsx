/** What the reader hears of by e-mail: four matters, each kept at once when it is pressed. */
import './notices.scss'
import { useEffect, useState } from 'preact/hooks'
import { useLocation } from 'preact-iso'
import type { NoticesAnswer } from '../../../server/contract/notices.ts'
import type { Matter } from '../../../server/domain/notices.ts'
import { useEngine } from '../../components/engine-context.ts'
import { FailedBanner } from '../../components/failed-banner.tsx'
import { SiteFrame } from '../../components/site-frame.tsx'
import { useRead } from '../../components/use-read.ts'
import { pathTo } from '../../paths.ts'
import type { FailureCode } from '../../sync/device-codes.ts'
import { n } from '../../text/notices/words.ts'
import { sentenceOf } from '../../text/sentence.ts'
import { Banner } from '../../ui/banner.tsx'
import { Panel, Row } from '../../ui/panel.tsx'
import { Skeleton } from '../../ui/states/skeleton.tsx'

export function NoticesPage() {
  const { account } = useEngine()
  const { url, route } = useLocation()
  const me = account.me.value
  useEffect(() => {
    if (me === null) route(pathTo.signIn(url), true)
  }, [me, url, route])
  return (
    <SiteFrame title={n.title}>
      <div class="wrap page">
        <div class="notices">
          <h1>{n.title}</h1>
          {me ? <Own key={me.actorId} isClerk={me.body !== null} /> : <Skeleton />}
        </div>
      </div>
    </SiteFrame>
  )
}

function Own({ isClerk }: { isClerk: boolean }) {
  const { found, failure, again } = useRead<NoticesAnswer>('/api/me/notices')
  if (!found && failure !== null) return <FailedBanner code={failure} onRetry={() => void again()} />
  if (!found) return <Skeleton />
  return <Choices found={found} isClerk={isClerk} />
}

function Choices({ found, isClerk }: { found: NoticesAnswer; isClerk: boolean }) {
  const { on, state, choose } = useChoices(found)
  return (
    <>
      <p class="notices__lead">
        {n.lead} <span class="notices__to">{n.to(found.email)}</span>
      </p>
      {!found.canSend && (
        <Banner tone="attn" icon="attention">
          {n.cantSend}
        </Banner>
      )}
      <Panel list label={n.list}>
        {found.choices.map(({ matter }) => (
          <Row key={matter}>
            <label class="notice-choice">
              <span class="notice-choice__words">
                <b>{n.matters[matter].title}</b>
                <span>{isClerk ? n.matters[matter].detail : n.matters[matter].staff}</span>
              </span>
              <input
                type="checkbox"
                checked={on[matter]}
                onChange={(event) => choose(matter, event.currentTarget.checked)}
              />
            </label>
          </Row>
        ))}
      </Panel>
      <p class="notices__state" role="status">
        {state === 'saved' ? n.saved : n.codes}
      </p>
      {state !== 'saved' && state !== 'untouched' && (
        <Banner tone="bad" icon="attention" role="alert">
          {sentenceOf(state)}
        </Banner>
      )}
    </>
  )
}

type Chosen = Readonly<Record<Matter, boolean>>

/** What is pressed shows at once; where it could not be kept, it goes back and says why. */
function useChoices(found: NoticesAnswer) {
  const { api } = useEngine()
  const [on, setOn] = useState<Chosen>(
    () => Object.fromEntries(found.choices.map((one) => [one.matter, one.on])) as Chosen,
  )
  const [state, setState] = useState<'untouched' | 'saved' | FailureCode>('untouched')
  const choose = async (matter: Matter, isOn: boolean) => {
    setOn((before) => ({ ...before, [matter]: isOn }))
    const answer = await api.patch('/api/me/notices', { matter, on: isOn })
    if (!answer.ok) setOn((before) => ({ ...before, [matter]: !isOn }))
    setState(answer.ok ? 'saved' : answer.code)
  }
  return { on, state, choose: (matter: Matter, isOn: boolean) => void choose(matter, isOn) }
}
