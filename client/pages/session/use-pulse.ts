/** What the pulse line says: offline, how many are new, in step again for a moment, in step. */
import { useEffect, useRef, useState } from 'preact/hooks'
import { useEngine } from '../../components/engine-context.ts'
import type { SessionState } from '../../state/session.ts'
import type { Pulse } from '../../ui/pulse-line.tsx'
import type { Stream } from './use-stream.ts'

const AGAIN_MS = 4_000

export function usePulse(stream: Stream, state: SessionState, onShow: () => void): Pulse {
  const { line } = useEngine()
  const { line: is, asOf } = line.value
  const isAgain = useAgain(is === 'offline' || state.keptAt.value !== null)
  const count = stream.waiting.length
  const keptAt = state.keptAt.value
  if (keptAt !== null) return { kind: 'offline', asOf: keptAt }
  if (is === 'offline') return { kind: 'offline', asOf }
  if (count > 0) {
    const isAnswered = (id: string) => state.question(id).value?.status === 'answered'
    return { kind: 'new', count, what: stream.waiting.every(isAnswered) ? 'answers' : 'mixed', onShow }
  }
  return { kind: isAgain ? 'evenAgain' : 'even' }
}

/** For a moment after the line is back. */
function useAgain(isOffline: boolean): boolean {
  const wasOffline = useRef(false)
  const [isAgain, setAgain] = useState(false)
  useEffect(() => {
    if (isOffline) {
      wasOffline.current = true
      return
    }
    if (!wasOffline.current) return
    wasOffline.current = false
    setAgain(true)
    const timer = setTimeout(() => setAgain(false), AGAIN_MS)
    return () => clearTimeout(timer)
  }, [isOffline])
  return isAgain
}
