/** Writing a question: the form, what may be the answer already, and sending it now or when the line is back. */
import { useLocation } from 'preact-iso'
import type { View } from '../../../server/domain/views.ts'
import type { AskingNow } from '../../components/day/use-asking.ts'
import { useEngine } from '../../components/engine-context.ts'
import { SiteFrame } from '../../components/site-frame.tsx'
import { pathTo } from '../../paths.ts'
import type { SessionState } from '../../state/session.ts'
import type { Payload } from '../../sync/command-types.ts'
import { format, t } from '../../text/text.ts'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import { PhaseLine } from '../../ui/day/phase-line.tsx'
import { FormErrors } from '../../ui/field/form-errors.tsx'
import { AskBar } from '../../ui/frame/ask-bar.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { AskFields } from './ask-fields.tsx'
import { DraftMark, OlderDraft } from './draft-mark.tsx'
import { NotSent } from './not-sent.tsx'
import { SendButton } from './send-button.tsx'
import { SimilarPanel } from './similar.tsx'
import type { Asking } from './use-ask.ts'
import { useSimilar } from './use-similar.ts'
import { useVerdict } from './use-verdict.ts'

type Props = {
  session: View<'session'>
  state: SessionState
  ask: Asking
  day: AskingNow
  onNoNeed: () => void
}

export function AskForm({ session, state, ask, day, onNoNeed }: Props) {
  const { similar, helps, differs } = useVerdict(useSimilar(ask.draft.content.value.title))
  const judging = {
    similar,
    onDiffers: differs,
    onNoNeed: () => {
      helps()
      onNoNeed()
    },
  }
  const mark = <DraftMark draft={ask.draft} />
  const send = <SendButton session={session} day={day} ask={ask} />
  const isClosing = day.asking.kind === 'may' && session.phase === 'live'
  const { route } = useLocation()
  return (
    <SiteFrame
      title={t.ask.title}
      part="forum"
      back={{ href: pathTo.session(session.code), label: t.ask.back }}
      aside={mark}
      offline={t.states.offlineWrite}
      bar={
        <AskBar label={t.ask.send} note={isClosing ? <BarNote session={session} /> : undefined}>
          {send}
        </AskBar>
      }
    >
      <div class="wrap page ask">
        <div class="ask__crumb office-only">
          <a class="header__back" href={pathTo.session(session.code)}>
            <Icon name="chevron-left" size={16} /> {session.title}
          </a>
          {mark}
        </div>
        <form
          class="ask__form stack"
          noValidate
          onSubmit={(event) => {
            event.preventDefault()
            void ask.send()
          }}
        >
          <div>
            <h1>{t.ask.title}</h1>
            <Lead session={session} day={day} />
          </div>
          <FormErrors
            title={t.ask.errorTitle(ask.errors.length)}
            errors={ask.errors.map(({ fieldId, message }) => ({ fieldId, message }))}
          />
          <Waiting state={state} />
          <OlderDraft draft={ask.draft} />
          <AskFields session={session} asking={ask} {...judging} />
          <NotSent ask={ask} />
          <div class="ask__buttons office-only">
            {send}
            <Button look="tertiary" onPress={() => route(pathTo.session(session.code))}>
              {t.ask.later}
            </Button>
          </div>
        </form>
        <div class="ask__side office-only">
          <SimilarPanel {...judging} />
        </div>
      </div>
    </SiteFrame>
  )
}

/** Under the title: until when and how many more; at closing time, how long there is to finish. */
function Lead({ session, day }: { session: View<'session'>; day: AskingNow }) {
  const { clock } = useEngine()
  const { phase, asking } = day
  if (phase.kind === 'grace' || phase.kind === 'answersOnly') {
    return (
      <div class="ask__closing">
        <PhaseLine phase={phase} now={clock.serverNow} />
        <p class="small muted">{phase.kind === 'grace' ? t.phases.noteGrace : t.ask.closed}</p>
      </div>
    )
  }
  if (asking.kind === 'before') return <p class="ask__lead">{t.ask.notYet(session.opensAt)}</p>
  return (
    <p class="ask__lead">
      {session.phase === 'collecting'
        ? t.phases.noteCollecting(session.liveAt)
        : t.ask.closesAt(session.closesAt)}{' '}
      {asking.kind === 'may' && t.ask.leftToday(asking.left)}
    </p>
  )
}

function BarNote({ session }: { session: View<'session'> }) {
  const { clock } = useEngine()
  return <>{t.ask.closesIn(format.left(Math.max(0, session.closesAt - clock.second.value)))}</>
}

/** Other questions of the reader's that wait on this device for the line. */
function Waiting({ state }: { state: SessionState }) {
  const { line } = useEngine()
  const waiting = state.underWay.value.filter(({ type }) => type === 'question:ask')
  if (line.value.line === 'live' || waiting.length === 0) return null
  return (
    <Banner tone="attn" icon="offline" role="status">
      {waiting.map(({ key, payload }) => (
        <p key={key}>{t.ask.onItsWay((payload as Payload<'question:ask'>).title)}</p>
      ))}
    </Banner>
  )
}
