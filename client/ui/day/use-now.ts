/** The clock that is passed in, read again every second while the component is on the page. */
import { useEffect, useState } from 'preact/hooks'

const TICK_MS = 1_000

export function useNow(now: () => number): number {
  const [at, setAt] = useState(now)
  useEffect(() => {
    const tick = () => setAt(now())
    tick()
    const timer = setInterval(tick, TICK_MS)
    // A tab that was hidden has had its timers slowed down.
    document.addEventListener('visibilitychange', tick)
    return () => {
      clearInterval(timer)
      document.removeEventListener('visibilitychange', tick)
    }
  }, [now])
  return at
}
