/** First step: the address that gets the code. The answer is the same for every address. */
import { useState } from 'preact/hooks'
import { useEngine } from '../../components/engine-context.ts'
import { sentenceOf } from '../../text/sentence.ts'
import { language, t } from '../../text/text.ts'
import { Button } from '../../ui/button.tsx'
import { TextField } from '../../ui/field/text-field.tsx'

type Props = { email: string; onSent: (email: string) => void }

const FIELD = 'sign-in-email'

export function EmailStep({ email, onSent }: Props) {
  const { api } = useEngine()
  const [typed, setTyped] = useState(email)
  const [error, setError] = useState<string | undefined>(undefined)
  const [isSending, setSending] = useState(false)
  const fail = (sentence: string) => {
    setError(sentence)
    document.getElementById(FIELD)?.focus()
  }
  const send = async () => {
    const address = typed.trim()
    if (address === '') return fail(t.signIn.emailMissing)
    if (!/^\S+@\S+\.\S+$/.test(address)) return fail(t.signIn.emailWrong)
    if (isSending) return
    setSending(true)
    const answer = await api.post('/api/auth/code', { email: address, locale: language() })
    setSending(false)
    if (answer.ok) return onSent(address)
    fail(answer.code === 'request/invalid' ? t.signIn.emailWrong : sentenceOf(answer.code))
  }
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <div>
        <h1 class="display-large">{t.signIn.title}</h1>
        <p class="sign-in__intro">{t.signIn.intro}</p>
      </div>
      <TextField
        id={FIELD}
        type="email"
        autocomplete="email"
        label={t.signIn.email}
        value={typed}
        onInput={(value) => {
          setTyped(value)
          setError(undefined)
        }}
        error={error}
      />
      <Button look="primary" size="main" type="submit" wide>
        {t.signIn.sendCode}
      </Button>
    </form>
  )
}
