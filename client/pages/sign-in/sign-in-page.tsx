/** Signing in: an address, then a code, then back to where the reader was. One column, no navigation. */
import './sign-in.scss'
import type { ComponentChildren } from 'preact'
import { useEffect, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { useEngine } from '../../components/engine-context.ts'
import { serviceLinks } from '../../components/plain-frame.tsx'
import { language, setLanguage, t } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { Footer } from '../../ui/footer/footer.tsx'
import { Page } from '../../ui/frame/page.tsx'
import { Header } from '../../ui/header/header.tsx'
import { askedCode, keepAsked } from './asked-code.ts'
import { CodeStep } from './code-step.tsx'
import { EmailStep } from './email-step.tsx'
import { returnTarget } from './return-target.ts'

export function SignInPage() {
  const { account, accountChanged, clock } = useEngine()
  const { route } = useLocation()
  const target = returnTarget(useRoute().query.da, location.origin)
  const [asked, setAsked] = useState(() => askedCode(sessionStorage, clock.serverNow()))
  const [lastEmail, setLastEmail] = useState(asked?.email ?? '')
  const [isOther, setOther] = useState(false)
  // Who is remembered on this device may not be who the server knows.
  useEffect(() => void account.load(), [account])
  const take = (email: string | undefined) => {
    const next = email === undefined ? undefined : { email, at: clock.serverNow() }
    keepAsked(sessionStorage, next)
    setAsked(next)
    if (email !== undefined) setLastEmail(email)
  }
  const goBack = async () => {
    keepAsked(sessionStorage, undefined)
    await accountChanged()
    route(target, true)
  }
  const me = account.me.value
  if (me && !asked && !isOther) {
    return (
      <Frame>
        <h1 class="display-large">{t.signIn.title}</h1>
        <p class="sign-in__intro">{t.signIn.already(me.email)}</p>
        <Button look="primary" size="main" wide onPress={() => void goBack()}>
          {t.signIn.goOn}
        </Button>
        <Button look="tertiary" onPress={() => setOther(true)}>
          {t.signIn.other}
        </Button>
      </Frame>
    )
  }
  return (
    <Frame>
      {asked ? (
        <CodeStep
          key={asked.email}
          asked={asked}
          onChange={() => take(undefined)}
          onAgain={() => take(asked.email)}
          onSignedIn={goBack}
        />
      ) : (
        <EmailStep email={lastEmail} onSent={take} />
      )}
    </Frame>
  )
}

function Frame({ children }: { children: ComponentChildren }) {
  const { path } = useLocation()
  const onLanguage = (next: 'it' | 'en') => void setLanguage(next)
  return (
    <Page
      title={t.signIn.title}
      header={<Header live={false} strip="always" language={language()} onLanguage={onLanguage} />}
      footer={<Footer links={serviceLinks(path)} language={language()} onLanguage={onLanguage} />}
    >
      <div class="page page--white sign-in">
        <div class="wrap narrow stack">{children}</div>
      </div>
    </Page>
  )
}
