/** Three grey bars in a list's place, only when loading has taken 400 ms. Never a spinner. */
import { useEffect, useState } from 'preact/hooks'
import { t } from '../../text/text.ts'

const SHOWN_AFTER_MS = 400

export function Skeleton({ afterMs = SHOWN_AFTER_MS }: { afterMs?: number }) {
  const [isShown, setShown] = useState(afterMs === 0)
  useEffect(() => {
    const timer = setTimeout(() => setShown(true), afterMs)
    return () => clearTimeout(timer)
  }, [afterMs])
  return (
    <div class="skeleton" role="status" aria-label={t.states.loading}>
      {isShown && (
        <>
          <i />
          <i />
          <i />
        </>
      )}
    </div>
  )
}
