/** The head of the moderator's page: which day, the list of keys at a desk, and who is signed in. */
import { useLocation } from 'preact-iso'
import { useEngine } from '../../components/engine-context.ts'
import { serviceLinks } from '../../components/plain-frame.tsx'
import { profileOf } from '../../components/site-frame.tsx'
import { useSignOut } from '../../components/use-sign-out.ts'
import { format, language, setLanguage, t } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { EuEmblem } from '../../ui/footer/eu-emblem.tsx'
import { LanguageSwitch } from '../../ui/header/language-switch.tsx'
import { ProfileMenu } from '../../ui/header/profile-menu.tsx'
import { Wordmark } from '../../ui/header/wordmark.tsx'
import { Kbd } from '../../ui/kbd.tsx'
import { useModeration } from './moderation.ts'

export function Bar({ onKeys }: { onKeys?: () => void }) {
  const { session } = useModeration()
  const { clock } = useEngine()
  return (
    <header class="console-bar">
      <Wordmark live={session.phase === 'live'} />
      <h1 class="moderation__title">
        <span class="visually-hidden">{t.moderation.title}: </span>
        {session.title}
      </h1>
      <div class="console-bar__end">
        {onKeys && (
          <>
            <span class="muted">{format.time(clock.second.value)}</span>
            <Button size="small" onPress={onKeys} keys="?">
              <Kbd keys="?" /> {t.desk.keys}
            </Button>
          </>
        )}
        <Profile />
      </div>
    </header>
  )
}

function Profile() {
  const { account } = useEngine()
  const signOut = useSignOut()
  const { path } = useLocation()
  const me = account.me.value
  if (!me) return null
  return (
    <ProfileMenu profile={profileOf(me)} onSignOut={signOut}>
      <LanguageSwitch language={language()} onLanguage={(next) => void setLanguage(next)} />
      {serviceLinks(path).map(({ href, label }) => (
        <a key={href} href={href}>
          {label}
        </a>
      ))}
      <span class="moderation__eu">
        <EuEmblem /> {t.common.cofunded}
        <br />
        {t.common.ministry}
      </span>
    </ProfileMenu>
  )
}
