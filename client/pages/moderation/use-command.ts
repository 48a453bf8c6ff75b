/** One command at a time from a button or a form: whether it is on its way, and why it was refused. */
import { useState } from 'preact/hooks'
import { useEngine } from '../../components/engine-context.ts'
import type { Answer, ClientCommand, Payload } from '../../sync/command-types.ts'
import type { FailureCode } from '../../sync/device-codes.ts'
import { useModeration } from './moderation.ts'

export type Commanding = {
  readonly run: <T extends ClientCommand>(type: T, payload: Payload<T>) => Promise<Answer>
  readonly isBusy: boolean
  readonly failure: FailureCode | null
}

export function useCommand(): Commanding {
  const engine = useEngine()
  const { session } = useModeration()
  const [status, setStatus] = useState<Omit<Commanding, 'run'>>({ isBusy: false, failure: null })
  return {
    ...status,
    run: async (type, payload) => {
      setStatus({ isBusy: true, failure: null })
      const answer = await engine.call(type, payload, { sessionId: session.id })
      setStatus({ isBusy: false, failure: answer.ok ? null : answer.code })
      return answer
    },
  }
}
