/** The moderator's page: on a phone one card at a time, at a desk the whole day at once. */
import '../../style/console.scss'
import './moderation.scss'
import { useEffect } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { View } from '../../../server/domain/views.ts'
import { SessionGate } from '../../components/session-gate.tsx'
import { useSession } from '../../components/use-session.ts'
import type { SessionState } from '../../state/session.ts'
import { t } from '../../text/text.ts'
import { LiveRegions } from '../../ui/announcer/live-regions.tsx'
import { Desk } from './desk.tsx'
import { Dialogs } from './dialogs.tsx'
import { ModerationContext } from './moderation.ts'
import { Phone } from './phone.tsx'
import { useInboxVoice } from './use-inbox-voice.ts'
import { useModerationOf } from './use-moderation.ts'
import { useWide } from './use-wide.ts'

export function ModerationPage() {
  const opened = useSession(useRoute().params.code ?? '', 'moderator')
  if (opened.kind !== 'open') return <SessionGate opened={opened} />
  return <Moderating key={opened.view.id} session={opened.view} state={opened.state} />
}

function Moderating({ session, state }: { session: View<'session'>; state: SessionState }) {
  const { moderation, asked } = useModerationOf(session, state)
  const isWide = useWide()
  const announcer = useInboxVoice(state)
  useEffect(() => {
    document.title = t.common.pageTitle(`${t.moderation.title}, ${session.title}`)
  }, [session.title])
  return (
    <ModerationContext.Provider value={moderation}>
      <a class="skip-link" href="#content">
        {t.common.skip}
      </a>
      {isWide ? <Desk /> : <Phone />}
      <Dialogs asked={asked} />
      <LiveRegions announcer={announcer} />
    </ModerationContext.Provider>
  )
}
