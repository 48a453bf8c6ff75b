/** The bar over the console: which day, how long it goes on, what is open, who works, keys and profile. */
import { useLocation } from 'preact-iso'
import { useEngine } from '../../components/engine-context.ts'
import { serviceLinks } from '../../components/plain-frame.tsx'
import { useSignOut } from '../../components/use-sign-out.ts'
import { format, language, setLanguage, t } from '../../text/text.ts'
import { w } from '../../text/work/words.ts'
import { Avatar } from '../../ui/avatar.tsx'
import { Button } from '../../ui/button.tsx'
import { Countdown } from '../../ui/day/countdown.tsx'
import { LiveMark } from '../../ui/day/phase-line.tsx'
import { EuEmblem } from '../../ui/footer/eu-emblem.tsx'
import { LanguageSwitch } from '../../ui/header/language-switch.tsx'
import { ProfileMenu } from '../../ui/header/profile-menu.tsx'
import { Wordmark } from '../../ui/header/wordmark.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { useDesk } from './desk.ts'
import { colleaguesAtWork } from './others-at.ts'

type Props = { step: 'queue' | 'item' | 'answer'; onKeys: () => void }

export function ConsoleBar({ step, onKeys }: Props) {
  const { session, state, me } = useDesk()
  const { work, counts } = state
  const facts = [
    { label: t.desk.inQueue, count: work.free.value.length },
    { label: t.desk.toReview, count: work.toReview.value.length },
    { label: t.desk.withoutOutcome, count: counts().value.open },
  ]
  return (
    <header class={`console-bar console-bar--at-${step}`}>
      <Wordmark live={session.phase === 'live'} />
      <b class="console-bar__title">{session.title}</b>
      <Phase />
      <div class="console-bar__end">
        {facts.map(({ label, count }) => (
          <span key={label} class="console-bar__fact">
            {label} <b>{format.number(count)}</b>
          </span>
        ))}
        <Workers />
        <span class="office-inline">
          <Button size="small" onPress={onKeys} keys="?">
            <Kbd keys="?" /> {t.desk.keys}
          </Button>
        </span>
        <Profile name={me.name} />
      </div>
    </header>
  )
}

function Phase() {
  const { session } = useDesk()
  const { clock } = useEngine()
  const { phase, paused, closesAt, liveAt, opensAt } = session
  switch (phase) {
    case 'live':
      return (
        <div class="console-bar__phase">
          <LiveMark label={paused ? t.phases.paused : t.phases.live} />
          <span>
            {t.phases.closesIn}{' '}
            <b>
              <Countdown until={closesAt} now={clock.serverNow} />
            </b>
          </span>
        </div>
      )
    case 'scheduled':
      return <div class="console-bar__phase">{t.phases.opens(opensAt)}</div>
    case 'collecting':
      return <div class="console-bar__phase">{t.phases.liveOn(liveAt)}</div>
    case 'answersOnly':
      return <div class="console-bar__phase">{t.phases.sendingClosedAt(closesAt)}</div>
    case 'closed':
    case 'archived':
      return <div class="console-bar__phase">{t.phases.ended}</div>
  }
}

/** Who is at work, and the way to what they have. The pictures are for the eye, the names for the ear. */
function Workers() {
  const desk = useDesk()
  const names = colleaguesAtWork(desk).map(({ name }) => name)
  if (names.length === 0) return null
  return (
    <a class="console-bar__workers" href={desk.addressOf({ itemId: undefined, isAnswer: false })}>
      <span class="visually-hidden">{w.workers(names.join(', '))}</span>
      {names.slice(0, 4).map((name) => (
        <Avatar key={name} name={name} small />
      ))}
    </a>
  )
}

function Profile({ name }: { name: string }) {
  const signOut = useSignOut()
  const { path } = useLocation()
  return (
    <ProfileMenu profile={{ name }} onSignOut={signOut}>
      <LanguageSwitch language={language()} onLanguage={(next) => void setLanguage(next)} />
      {serviceLinks(path).map(({ href, label }) => (
        <a key={href} href={href}>
          {label}
        </a>
      ))}
      <span class="console-bar__eu">
        <EuEmblem /> {t.common.cofunded}
        <br />
        {t.common.ministry}
      </span>
    </ProfileMenu>
  )
}
