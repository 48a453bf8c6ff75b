/** The day's one main action, whatever the phase makes of it, with its reason or its note as text beside it. */
import type { View } from '../../../server/domain/views.ts'
import { pathTo } from '../../paths.ts'
import { t } from '../../text/text.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import type { Asking } from './asking.ts'
import { RemindButton } from './remind-button.tsx'

type Props = {
  session: View<'session'>
  asking: Asking
  answered: number
  /** Where the answers are. */
  onRead: () => void
  wide?: boolean
}

export function AskAction({ session, asking, answered, onRead, wide = false }: Props) {
  const look = { look: 'primary', size: 'main', wide } as const
  switch (asking.kind) {
    case 'before':
      return <RemindButton session={session} look="primary" wide={wide} />
    case 'over':
      return (
        <Button {...look} onPress={onRead}>
          {t.phases.read(answered)}
        </Button>
      )
    case 'closed':
      return asking.next ? (
        <ButtonLink {...look} href={pathTo.ask(asking.next.code)}>
          {t.phases.leaveFor(asking.next.liveAt)}
        </ButtonLink>
      ) : (
        <Button {...look} onPress={onRead}>
          {t.phases.read(answered)}
        </Button>
      )
    case 'not':
      return (
        <Button {...look} reason={asking.reason}>
          {t.session.ask}
        </Button>
      )
    case 'grace':
    case 'signIn':
    case 'may':
      return (
        <ButtonLink {...look} href={pathTo.ask(session.code)}>
          {asking.kind === 'grace' ? t.phases.send : t.session.ask}
        </ButtonLink>
      )
  }
}

/** What is said beside it: how many are left, who reads it and when. */
export function askNote(
  session: View<'session'>,
  asking: Asking,
  length: 'short' | 'long',
): string | undefined {
  switch (asking.kind) {
    case 'may':
      if (session.phase === 'collecting' && length === 'long')
        return `${t.phases.noteCollecting(session.liveAt)} ${t.session.leftTodayLong(asking.left)}`
      return length === 'long' ? t.session.leftTodayLong(asking.left) : t.session.leftToday(asking.left)
    case 'grace':
      return t.phases.noteGrace
    case 'signIn':
      return t.session.signInToAsk
    case 'closed':
      return asking.next && t.phases.noteAnswersOnly
    default:
      return undefined
  }
}
