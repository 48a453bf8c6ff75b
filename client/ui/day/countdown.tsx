/** Time left by the server's clock, which is passed in: minutes above 10, m:ss below. A timer, never a live region. */
import { useEffect, useRef } from 'preact/hooks'
import { format } from '../../text/text.ts'
import { useNow } from './use-now.ts'

type Props = {
  until: number
  /** The server's clock, in milliseconds. */
  now: () => number
  short?: boolean
  onEnd?: () => void
  /** Called once when 30, 10 and 2 minutes are left, for the announcer. */
  onMark?: (minutes: number) => void
}

const MINUTE_MS = 60_000
const marks = [30, 10, 2]

export function Countdown({ until, now, short = false, onEnd, onMark }: Props) {
  const left = Math.max(0, until - useNow(now))
  const before = useRef(left)
  useEffect(() => {
    const passed = (ms: number) => before.current > ms && left <= ms
    const mark = marks.find((minutes) => passed(minutes * MINUTE_MS))
    if (mark !== undefined) onMark?.(mark)
    if (passed(0)) onEnd?.()
    before.current = left
  }, [left, onMark, onEnd])
  return (
    <span role="timer" class="nowrap">
      {short ? format.leftShort(left) : format.left(left)}
    </span>
  )
}
