/** The reader's own questions of the day, newest change first, with what is still on this device on top. */
import type { View } from '../../../../server/domain/views.ts'
import type { SessionState } from '../../../state/session.ts'
import { t } from '../../../text/text.ts'
import { Panel } from '../../../ui/panel.tsx'
import { Empty } from '../../../ui/states/empty.tsx'
import { Skeleton } from '../../../ui/states/skeleton.tsx'
import { OwnUnderWay } from '../own-under-way.tsx'
import type { OwnNews } from '../use-own-news.ts'
import { MineRow } from './mine-row.tsx'

type Props = { session: View<'session'>; state: SessionState; news: OwnNews; onStream: () => void }

export function MineView({ session, state, news, onStream }: Props) {
  const mine = state.mine.value
  const underWay = state.underWay.value.filter(({ type }) => type === 'question:ask')
  const isEmpty = mine.length === 0 && underWay.length === 0
  return (
    <>
      <div class="stream-head stream-head--mine">
        <h2 class="stream-head__title">{t.session.mine}</h2>
        <div class="office-only">
          <button type="button" class="link read-link" onClick={onStream}>
            {t.session.stream}
          </button>
        </div>
      </div>
      <Panel label={t.session.mine} list={!isEmpty}>
        {underWay.map((command) => (
          <OwnUnderWay key={command.key} command={command} />
        ))}
        {mine.map((question) => (
          <MineRow
            key={question.id}
            question={question}
            session={session}
            state={state}
            isNew={news.isNew(question)}
          />
        ))}
        {isEmpty && (state.isReady.value ? <Empty sentence={t.session.mineEmpty} /> : <Skeleton />)}
      </Panel>
    </>
  )
}
