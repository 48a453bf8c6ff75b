/** `Ricordamelo`: gives the day as a file for the reader's calendar. */
import type { View } from '../../../server/domain/views.ts'
import { pathTo } from '../../paths.ts'
import { t } from '../../text/text.ts'
import { Icon } from '../../ui/icon/icon.tsx'
import { download } from '../download.ts'
import { useEngine } from '../engine-context.ts'
import { calendarFile } from './calendar-file.ts'

type Props = { session: View<'session'>; look: 'primary' | 'secondary' | 'tertiary'; wide?: boolean }

export function RemindButton({ session, look, wide = false }: Props) {
  const { clock } = useEngine()
  const size = look === 'primary' ? ' button--main' : look === 'tertiary' ? ' button--small' : ''
  return (
    <button
      type="button"
      class={`button button--${look}${size}${wide ? ' button--wide' : ''}`}
      aria-label={t.home.remindOf(session.title)}
      onClick={() => remind(session, clock.serverNow())}
    >
      <Icon name="calendar" />
      {t.home.remind}
    </button>
  )
}

function remind(session: View<'session'>, now: number): void {
  const text = calendarFile(
    {
      id: session.id,
      title: session.title,
      detail: t.home.opensFrom(session.opensAt),
      url: new URL(pathTo.session(session.code), location.origin).href,
      from: session.liveAt,
      to: session.closesAt,
    },
    now,
  )
  download({ name: `quesiti-${session.code}.ics`, type: 'text/calendar', text })
}
