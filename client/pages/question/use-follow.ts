/** Following and voting on this question: whether this reader may, what they have chosen, and what went wrong. */
import { useState } from 'preact/hooks'
import { hasOutcome } from '../../../server/domain/machines.ts'
import { isRunning } from '../../../server/domain/session.ts'
import { useEngine } from '../../components/engine-context.ts'
import { sentenceOf } from '../../text/sentence.ts'
import type { QuestionProps } from './one-question.tsx'

type Choice =
  | {
      readonly kind: 'may'
      readonly isOn: boolean
      readonly toggle: () => void
      readonly failure?: string | undefined
    }
  /** Nobody is signed in: the way there is shown instead. */
  | { readonly kind: 'signIn' }
  | { readonly kind: 'none' }

export function useFollow({ page, state }: QuestionProps): Choice {
  const { id } = page.question
  return useChoice({
    state,
    id,
    what: 'follow',
    isOn: state.isFollowed(id),
    may: !page.question.mine && page.question.status !== 'withdrawn',
  })
}

export function useVote({ page, session, state }: QuestionProps): Choice {
  const { id, mine, status } = page.question
  const isOpen = !hasOutcome(status) || status === 'answered' || status === 'joined'
  const may = !mine && status !== 'received' && isOpen && isRunning(session.phase)
  return useChoice({ state, id, what: 'vote', isOn: state.isVoted(id), may })
}

type Wish = {
  state: QuestionProps['state']
  id: string
  what: 'follow' | 'vote'
  isOn: boolean
  may: boolean
}

function useChoice({ state, id, what, isOn, may }: Wish): Choice {
  const { account, call } = useEngine()
  const [failure, setFailure] = useState<string | undefined>(undefined)
  const me = account.me.value
  if (!may) return { kind: 'none' }
  if (!me) return { kind: 'signIn' }
  if (!me.grants.some(({ role }) => role === 'participant')) return { kind: 'none' }
  const toggle = async () => {
    setFailure(undefined)
    const answer = await call(
      `question:${what}`,
      { questionId: id, on: !isOn },
      { sessionId: state.sessionId },
    )
    if (!answer.ok) setFailure(sentenceOf(answer.code))
  }
  return { kind: 'may', isOn, failure, toggle: () => void toggle() }
}
