/** Notices of the day under the header: the moderators' announcement, and what was sent and refused unheard. */
import type { View } from '../../../server/domain/views.ts'
import { useEngine } from '../../components/engine-context.ts'
import { pathTo } from '../../paths.ts'
import type { Unheard } from '../../state/commands.ts'
import type { SessionState } from '../../state/session.ts'
import type { Payload } from '../../sync/command-types.ts'
import { sentenceOf } from '../../text/sentence.ts'
import { t } from '../../text/text.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'

type Props = { session: View<'session'>; state: SessionState }

export function DayNotices({ session, state }: Props) {
  const { commands } = useEngine()
  const announcement = state.announcement.value
  const unheard = commands.unheard.value.filter(({ command }) => command.sessionId === session.id)
  return (
    <>
      {announcement?.text && (
        <Banner tone="attn" icon="megaphone" role="alert">
          {announcement.text}
        </Banner>
      )}
      {unheard.map((one) => (
        <NotSent key={one.command.key} unheard={one} code={session.code} />
      ))}
    </>
  )
}

function NotSent({ unheard, code }: { unheard: Unheard; code: string }) {
  const { commands } = useEngine()
  const { command, answer } = unheard
  const isAsk = command.type === 'question:ask'
  return (
    <Banner
      tone="bad"
      icon="attention"
      role="alert"
      title={
        isAsk ? t.session.notSent((command.payload as Payload<'question:ask'>).title) : t.session.unheard
      }
      actions={
        <>
          {isAsk && <a href={pathTo.ask(code)}>{t.session.reopen}</a>}
          <Button look="tertiary" size="small" onPress={() => commands.dismiss(command.key)}>
            {t.common.close}
          </Button>
        </>
      }
    >
      {sentenceOf(answer.code)}
    </Banner>
  )
}
