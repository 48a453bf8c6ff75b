/** The moderator standing, with one thumb: what has arrived, the day, the situation, by tabs at the foot. */
import { useState } from 'preact/hooks'
import { m } from '../../text/moderation/words.ts'
import { t } from '../../text/text.ts'
import { TabPanel, Tabs } from '../../ui/tabs.tsx'
import { Bar } from './bar.tsx'
import { DayView } from './day/day-view.tsx'
import { Head } from './day/head.tsx'
import { CardView } from './inbox/card-view.tsx'
import { useModeration } from './moderation.ts'
import { Notices } from './notices.tsx'
import { Needs } from './situation/needs.tsx'
import { Themes } from './situation/themes.tsx'
import { TopicsTable } from './situation/topics-table.tsx'

const TABS = ['inbox', 'day', 'situation'] as const
type TabId = (typeof TABS)[number]

export function Phone() {
  const { rows, select } = useModeration()
  const [tab, setTab] = useState<TabId>('inbox')
  const waiting = rows.filter((row) => row.state === 'open').length
  return (
    <>
      <Bar />
      <Notices />
      <main id="content" class="console moderation" tabIndex={-1}>
        <div class="moderation__phase">
          <Head />
        </div>
        <TabPanel id={tab}>
          {tab === 'inbox' && <CardView />}
          {tab === 'day' && <DayView />}
          {tab === 'situation' && (
            <div class="console__body stack">
              <Needs
                onQuestion={(questionId) => {
                  select(questionId)
                  setTab('inbox')
                }}
              />
              <Themes />
              <TopicsTable />
            </div>
          )}
        </TabPanel>
        <Tabs
          label={t.moderation.tabs}
          look="bottom"
          selected={tab}
          onSelect={(id) => setTab(TABS.find((one) => one === id) ?? 'inbox')}
          tabs={[
            { id: 'inbox', label: t.moderation.inboxCount(waiting), icon: 'inbox' },
            { id: 'day', label: m.day, icon: 'calendar' },
            { id: 'situation', label: t.moderation.situation, icon: 'situation' },
          ]}
        />
      </main>
    </>
  )
}
