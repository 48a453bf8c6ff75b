/** The expert's console: queue, item and answer side by side, or one after the other where there is less room. */
import '../../style/console.scss'
import { useEffect, useState } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import type { View } from '../../../server/domain/views.ts'
import { useEngine } from '../../components/engine-context.ts'
import { KeyList } from '../../components/keys/key-list.tsx'
import { useKeys } from '../../components/keys/use-keys.ts'
import { useLetters } from '../../components/keys/use-letters.ts'
import { LineNotice } from '../../components/line-notice.tsx'
import { SessionGate } from '../../components/session-gate.tsx'
import { useSession } from '../../components/use-session.ts'
import type { Me } from '../../state/account.ts'
import type { SessionState } from '../../state/session.ts'
import { t } from '../../text/text.ts'
import { LiveRegions } from '../../ui/announcer/live-regions.tsx'
import { Page } from '../../ui/frame/page.tsx'
import { Skeleton } from '../../ui/states/skeleton.tsx'
import { AnswerColumn } from './answer/answer-column.tsx'
import { ConsoleBar } from './console-bar.tsx'
import { DeskContext } from './desk.ts'
import { isPhone, nextColumn, toRow } from './focus.ts'
import { ItemColumn } from './item/item-column.tsx'
import { useMentionVoice } from './mentioned.ts'
import { QueueColumn } from './queue/queue-column.tsx'
import { useDesk } from './use-desk.ts'

export function ExpertsPage() {
  const opened = useSession(useRoute().params.code ?? '', 'expert')
  const me = useEngine().account.me.value
  if (opened.kind !== 'open') return <SessionGate opened={opened} />
  if (!me) return <Skeleton />
  return <Console session={opened.view} state={opened.state} me={me} />
}

type Props = { session: View<'session'>; state: SessionState; me: Me }

function Console({ session, state, me }: Props) {
  const [letters, setLetters] = useLetters()
  const [isListOpen, setListOpen] = useState(false)
  const desk = useDesk({ session, state, me, letters })
  const { place, go } = desk
  useMentionVoice(desk)
  const step = place.itemId === undefined ? 'queue' : place.isAnswer ? 'answer' : 'item'
  useKeys(
    {
      list: () => setListOpen(true),
      goQueue: () => go({ list: 'queue' }),
      goReview: () => go({ list: 'review' }),
      goWaiting: () => go({ list: 'waiting' }),
      goOverview: () => go({ itemId: undefined, isAnswer: false }),
      columns: nextColumn,
      escape: () => toRow(place.itemId),
    },
    letters,
  )
  useEffect(() => {
    // On a phone each step is a page of its own, and a page begins at its top.
    if (step !== 'queue' && isPhone()) scrollTo(0, 0)
  }, [step, place.itemId])
  return (
    <DeskContext.Provider value={desk}>
      <Page
        title={t.desk.title}
        density="console"
        notices={<LineNotice offline={null} />}
        header={<ConsoleBar step={step} onKeys={() => setListOpen(true)} />}
      >
        <h1 class="visually-hidden">
          {t.desk.title}: {session.title}
        </h1>
        <div class={`console__columns console__columns--desk console__columns--at-${step}`}>
          <QueueColumn />
          <ItemColumn />
          <AnswerColumn />
        </div>
        <LiveRegions announcer={desk.announcer} />
        <KeyList
          open={isListOpen}
          desk="expert"
          letters={letters}
          onLetters={setLetters}
          onClose={() => setListOpen(false)}
        />
      </Page>
    </DeskContext.Provider>
  )
}
