/** The form's one main action: send, send when the line is back, leave it for another day, or why it can't be sent. */
import { useLocation } from 'preact-iso'
import type { View } from '../../../server/domain/views.ts'
import type { AskingNow } from '../../components/day/use-asking.ts'
import { useEngine } from '../../components/engine-context.ts'
import { pathTo } from '../../paths.ts'
import { t } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { type Asking, EMPTY } from './use-ask.ts'

type Props = { session: View<'session'>; day: AskingNow; ask: Asking }

export function SendButton({ session, day, ask }: Props) {
  const { line } = useEngine()
  const leaveFor = useLeaveFor(ask)
  const look = { look: 'primary', size: 'main' } as const
  const { asking } = day
  switch (asking.kind) {
    case 'before':
      return (
        <Button {...look} reason={t.ask.notYet(session.opensAt)}>
          {t.ask.send}
        </Button>
      )
    case 'not':
      return (
        <Button {...look} reason={asking.reason}>
          {t.ask.send}
        </Button>
      )
    case 'closed':
    case 'over': {
      const next = asking.kind === 'closed' ? asking.next : undefined
      if (!next) {
        return (
          <Button {...look} reason={t.ask.closed}>
            {t.ask.send}
          </Button>
        )
      }
      return (
        <Button {...look} onPress={() => leaveFor(next)}>
          {t.ask.leaveFor(next.liveAt)}
        </Button>
      )
    }
    default:
      return (
        <Button {...look} disabled={ask.isSending} onPress={() => void ask.send()}>
          {ask.isSending && line.value.line === 'live'
            ? t.ask.sending
            : line.value.line === 'offline'
              ? t.ask.sendOffline
              : t.ask.send}
        </Button>
      )
  }
}

/** Takes the draft over to another day and goes there; a draft that was begun there already stays as it is. */
function useLeaveFor(ask: Asking): (next: View<'session'>) => void {
  const { openAskDraft, catalogue } = useEngine()
  const { route } = useLocation()
  return (next) => {
    const there = openAskDraft(next.id, { empty: EMPTY })
    const content = ask.draft.content.peek()
    if (there.content.peek().title === '' && there.content.peek().text === '') {
      const topics = catalogue.catalogue.value?.topics ?? []
      const isThere = topics.some(
        ({ id, themeId }) => id === content.topicId && next.themeIds.includes(themeId),
      )
      there.write({ ...content, topicId: isThere ? content.topicId : '' })
      ask.draft.drop()
    }
    there.dispose()
    route(pathTo.ask(next.code))
  }
}
