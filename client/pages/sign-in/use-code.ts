/** The code as it is typed: six digits enter by themselves, and what was wrong is said. Knows no field. */
import { useRef, useState } from 'preact/hooks'
import { limits } from '../../../server/domain/limits.ts'
import { useEngine } from '../../components/engine-context.ts'
import type { ApiFailure } from '../../state/api.ts'
import { sentenceOf } from '../../text/sentence.ts'
import { t } from '../../text/text.ts'

type CodeState =
  | { readonly kind: 'typing' | 'checking' }
  | { readonly kind: 'wrong'; readonly sentence: string }
  /** No more tries with this code: another one is needed. */
  | { readonly kind: 'spent'; readonly sentence: string }

export function useCode(email: string, onSignedIn: () => Promise<void>) {
  const { api } = useEngine()
  const [digits, setDigits] = useState('')
  const [state, setState] = useState<CodeState>({ kind: 'typing' })
  const isChecking = useRef(false)
  const check = async (code: string) => {
    if (isChecking.current) return
    isChecking.current = true
    setState({ kind: 'checking' })
    const answer = await api.post('/api/auth/sign-in', { email, code })
    isChecking.current = false
    if (answer.ok) return onSignedIn()
    setState(refused(answer))
  }
  return {
    digits,
    state,
    type: (raw: string) => {
      const next = digitsOf(raw)
      setDigits(next)
      if (next === digits) return
      if (!isChecking.current) setState({ kind: 'typing' })
      if (next.length === limits.codeDigits) void check(next)
    },
    reset: () => {
      setDigits('')
      setState({ kind: 'typing' })
    },
  }
}

/** A code is pasted with spaces, or with the words around it. */
export const digitsOf = (raw: string): string => raw.replace(/\D/g, '').slice(0, limits.codeDigits)

function refused({ code, details }: ApiFailure): CodeState {
  const left = details?.triesLeft
  switch (code) {
    case 'login/code-wrong':
      if (left === 0) return { kind: 'spent', sentence: t.signIn.tooMany }
      return {
        kind: 'wrong',
        sentence: typeof left === 'number' ? t.signIn.wrong(left) : t.signIn.wrongPlain,
      }
    case 'login/code-expired':
      return { kind: 'spent', sentence: t.signIn.expired }
    case 'login/too-many':
      return { kind: 'spent', sentence: sentenceOf(code) }
    default:
      return { kind: 'wrong', sentence: sentenceOf(code) }
  }
}
