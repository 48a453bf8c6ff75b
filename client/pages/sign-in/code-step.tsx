/** Second step: the code. One field that enters by itself at the sixth digit; another code after a minute. */
import { useEffect, useState } from 'preact/hooks'
import { limits } from '../../../server/domain/limits.ts'
import { useEngine } from '../../components/engine-context.ts'
import { pathTo } from '../../paths.ts'
import { sentenceOf } from '../../text/sentence.ts'
import { format, language, t } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { useNow } from '../../ui/day/use-now.ts'
import { TextField } from '../../ui/field/text-field.tsx'
import type { AskedCode } from './asked-code.ts'
import { useCode } from './use-code.ts'

const FIELD = 'sign-in-code'
const MINUTE_MS = 60_000

type Props = {
  asked: AskedCode
  onChange: () => void
  onAgain: () => void
  onSignedIn: () => Promise<void>
}

export function CodeStep({ asked, onChange, onAgain, onSignedIn }: Props) {
  const { account } = useEngine()
  const code = useCode(asked.email, onSignedIn)
  const outbox = account.outboxPath.value
  const { state } = code
  const isWrong = state.kind === 'wrong' || state.kind === 'spent'
  useEffect(() => {
    const field = document.getElementById(FIELD)
    field?.focus()
    // What is typed next takes the place of what was wrong.
    if (isWrong && field instanceof HTMLInputElement) field.select()
  }, [isWrong])
  return (
    <div class="stack">
      <div>
        <h1 class="display-large">{t.signIn.codeTitle}</h1>
        <p class="sign-in__intro">
          {t.signIn.sentTo} <b>{asked.email}</b>.{' '}
          <button type="button" class="link" onClick={onChange}>
            {t.signIn.change}
          </button>
        </p>
      </div>
      <TextField
        id={FIELD}
        code
        label={t.signIn.code}
        hint={t.signIn.codeHint(limits.codeMs / MINUTE_MS)}
        value={code.digits}
        onInput={code.type}
        error={isWrong ? state.sentence : undefined}
      />
      <p class="visually-hidden" role="status">
        {state.kind === 'checking' && t.signIn.checking}
        {isWrong && state.sentence}
      </p>
      <hr class="sign-in__rule" />
      <p>{t.signIn.notArrived}</p>
      <Another
        asked={asked}
        isSpent={state.kind === 'spent'}
        onSent={() => {
          code.reset()
          onAgain()
        }}
      />
      <a class="read-link" href={pathTo.note('assistenza')}>
        {t.signIn.help}
      </a>
      {outbox && (
        <a class="read-link" href={outbox} target="_blank" rel="noreferrer">
          {t.signIn.outbox}
        </a>
      )}
    </div>
  )
}

type AnotherProps = { asked: AskedCode; isSpent: boolean; onSent: () => void }

function Another({ asked, isSpent, onSent }: AnotherProps) {
  const { api, clock } = useEngine()
  const leftMs = asked.at + MINUTE_MS - useNow(clock.serverNow)
  const [failure, setFailure] = useState<string | undefined>(undefined)
  const send = async () => {
    const answer = await api.post('/api/auth/code', { email: asked.email, locale: language() })
    setFailure(answer.ok ? undefined : sentenceOf(answer.code))
    if (answer.ok) onSent()
  }
  return (
    <div>
      {leftMs > 0 && !isSpent ? (
        <Button disabled>{t.signIn.anotherIn(format.left(leftMs))}</Button>
      ) : (
        <Button look={isSpent ? 'primary' : 'secondary'} onPress={() => void send()}>
          {isSpent ? t.signIn.sendMeAnother : t.signIn.another}
        </Button>
      )}
      <p class="reason" role="alert">
        {failure}
      </p>
    </div>
  )
}
