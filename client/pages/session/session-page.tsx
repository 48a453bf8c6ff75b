/** A participant's forum day: the stream of questions and answers, the reader's own questions, and asking. */
import './session.scss'
import { useCallback, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { View } from '../../../server/domain/views.ts'
import { AskAction, askNote } from '../../components/day/ask-action.tsx'
import { DayHead } from '../../components/day/day-head.tsx'
import { useAsking } from '../../components/day/use-asking.ts'
import { useEngine } from '../../components/engine-context.ts'
import { SessionGate } from '../../components/session-gate.tsx'
import { SiteFrame } from '../../components/site-frame.tsx'
import { usePreload } from '../../components/use-preload.ts'
import { useSession } from '../../components/use-session.ts'
import type { SessionState } from '../../state/session.ts'
import { t } from '../../text/text.ts'
import { LiveRegions } from '../../ui/announcer/live-regions.tsx'
import { AskBar } from '../../ui/frame/ask-bar.tsx'
import { TabPanel, Tabs } from '../../ui/tabs.tsx'
import { DayNotices } from './day-notices.tsx'
import { MineView } from './mine/mine-view.tsx'
import { Side } from './side.tsx'
import { StreamView } from './stream-view.tsx'
import { useDayVoice } from './use-day-voice.ts'
import { useIsDraftHeld } from './use-draft-held.ts'
import { useOwnNews } from './use-own-news.ts'

export function SessionPage() {
  const opened = useSession(useRoute().params.code ?? '', 'participant')
  if (opened.kind !== 'open') return <SessionGate opened={opened} />
  return <Day key={opened.state.sessionId} session={opened.view} state={opened.state} />
}

/** Asking must be possible where the line is lost on the way to it. */
const nextPage = () => import('../ask/ask-page.tsx')

type Shown = 'stream' | 'mine'
const VIEW = 'vista'

function Day({ session, state }: { session: View<'session'>; state: SessionState }) {
  const { account } = useEngine()
  usePreload(nextPage)
  const me = account.me.value
  const [shown, show] = useShown()
  const ownNews = useOwnNews(state, shown === 'mine')
  const voice = useDayVoice(state)
  const { phase, asking } = useAsking(session, state, useIsDraftHeld(session))
  const answered = state.counts().value.answered
  const onRead = useCallback(() => {
    show('stream')
    document.getElementById('stream')?.focus()
  }, [show])
  const action = (wide: boolean) => (
    <AskAction session={session} asking={asking} answered={answered} onRead={onRead} wide={wide} />
  )
  const mayVote = me?.grants.some(({ role }) => role === 'participant') === true && asking.kind !== 'over'
  const stream = <StreamView {...{ session, state, mayVote }} action={action(false)} onNews={voice.onNews} />
  const mine = <MineView session={session} state={state} news={ownNews} onStream={() => show('stream')} />
  return (
    <SiteFrame
      title={session.title}
      part="forum"
      offline={t.states.offlineRead}
      notices={<DayNotices session={session} state={state} />}
      bar={
        <AskBar label={t.session.barLabel} note={askNote(session, asking, 'short')}>
          {action(false)}
        </AskBar>
      }
    >
      <LiveRegions announcer={voice.announcer} />
      <DayHead session={session} phase={phase} onMark={voice.onMark} />
      {me && (
        <div class="session-tabs">
          <Tabs
            label={t.session.tabs}
            look="sticky"
            selected={shown}
            onSelect={(id) => show(id as Shown)}
            tabs={[
              { id: 'stream', label: t.session.stream },
              {
                id: 'mine',
                label: t.session.mine,
                badge: ownNews.count > 0 ? t.session.newMine(ownNews.count) : undefined,
              },
            ]}
          />
        </div>
      )}
      <div class="wrap columns session page--tall">
        {me ? <TabPanel id={shown}>{shown === 'mine' ? mine : stream}</TabPanel> : <div>{stream}</div>}
        <Side
          state={state}
          code={session.code}
          hasMine={shown !== 'mine'}
          action={action(true)}
          note={askNote(session, asking, 'long')}
          onAllMine={() => show('mine')}
        />
      </div>
    </SiteFrame>
  )
}

/** Kept in the address, so that a reload and a link find it again. */
function useShown(): [Shown, (next: Shown) => void] {
  const [shown, setShown] = useState<Shown>(() =>
    new URLSearchParams(location.search).get(VIEW) === 'miei' ? 'mine' : 'stream',
  )
  const show = useCallback((next: Shown) => {
    setShown(next)
    const url = new URL(location.href)
    if (next === 'mine') url.searchParams.set(VIEW, 'miei')
    else url.searchParams.delete(VIEW)
    history.replaceState(history.state, '', url)
  }, [])
  return [shown, show]
}
