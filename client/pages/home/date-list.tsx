/** The dates that come, the days that are over, and a second one that is live: one row each. */
import type { ComponentChildren } from 'preact'
import { RemindButton } from '../../components/day/remind-button.tsx'
import { pathTo } from '../../paths.ts'
import { format, t } from '../../text/text.ts'
import { LiveMark } from '../../ui/day/phase-line.tsx'
import { Panel, Row } from '../../ui/panel.tsx'
import type { Day, HomeDays } from './home-days.ts'

type Props = Pick<HomeDays, 'placeOf'> & { days: readonly Day[]; label: string }

export function DateList({ days, label, placeOf }: Props) {
  return (
    <Panel list label={label}>
      {days.map((day) => (
        <Row key={day.id}>
          <DateRow day={day} place={placeOf(day)} />
        </Row>
      ))}
    </Panel>
  )
}

function DateRow({ day, place }: { day: Day; place: number }) {
  return (
    <div class="date-row">
      <p class="date-block">
        <b>{format.dayNumber(day.liveAt)}</b>
        {format.monthShort(day.liveAt)}
      </p>
      <div class="date-row__words">
        {day.phase === 'live' && <LiveMark />}
        <h3 class="date-row__title">
          <Title day={day} />
        </h3>
        <p class="muted">
          {t.home.forumDay(place)} · {detailOf(day)}
        </p>
      </div>
      {(day.phase === 'scheduled' || day.phase === 'collecting') && (
        <div class="date-row__action">
          <RemindButton session={day} look="tertiary" />
        </div>
      )}
    </div>
  )
}

/** Only what can be entered is a link. */
function Title({ day }: { day: Day }): ComponentChildren {
  return day.phase === 'scheduled' ? day.title : <a href={pathTo.session(day.code)}>{day.title}</a>
}

function detailOf(day: Day): string {
  switch (day.phase) {
    case 'scheduled':
      return t.home.opensFrom(day.opensAt)
    case 'collecting':
      return t.home.openNowRow
    case 'live':
      return t.phases.liveUntil(day.closesAt)
    case 'answersOnly':
      return t.home.answersGoOn
    case 'closed':
    case 'archived':
      return t.home.ended
  }
}
