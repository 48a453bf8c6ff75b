/** `Ricordamelo`: the way to a day, or to all of them, as a file for the reader's calendar. */
import type { View } from '../../../server/domain/views.ts'
import { pathTo } from '../../paths.ts'
import { t } from '../../text/text.ts'
import { Icon } from '../../ui/icon/icon.tsx'

type Props = { session: View<'session'>; look: 'primary' | 'secondary' | 'tertiary'; wide?: boolean }

/** A link and no made-up file: only so do phones offer to add it, whatever their browser does with downloads. */
export function RemindButton({ session, look, wide = false }: Props) {
  const size = look === 'primary' ? ' button--main' : look === 'tertiary' ? ' button--small' : ''
  return (
    <a
      class={`button button--${look}${size}${wide ? ' button--wide' : ''}`}
      aria-label={t.home.remindOf(session.title)}
      href={pathTo.calendarOf(session.code)}
      download={`quesiti-${session.code}.ics`}
    >
      <Icon name="calendar" />
      {t.home.remind}
    </a>
  )
}

export const AllDaysLink = () => (
  <p>
    <a class="read-link" href={pathTo.calendar()} download="quesiti.ics">
      {t.home.allDays}
    </a>
  </p>
)
