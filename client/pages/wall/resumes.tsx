/** The break: when it goes on, and how long that is, large. Minutes, and in the last one seconds. */
import { t } from '../../text/text.ts'
import { useNow } from '../../ui/day/use-now.ts'

const MINUTE_MS = 60_000

export function Resumes({ resumesAt, now }: { resumesAt: number | null; now: () => number }) {
  const left = (resumesAt ?? 0) - useNow(now)
  if (resumesAt === null) return <h1 class="wall__question">{t.wall.resumesSoon}</h1>
  const isSeconds = left <= MINUTE_MS - 1_000
  const minutes = Math.max(1, Math.ceil(left / MINUTE_MS))
  const seconds = Math.max(0, Math.ceil(left / 1_000))
  return (
    <>
      <h1 class="wall__lead">{t.wall.resumesAt(resumesAt)}</h1>
      <p class="wall__number" role="timer">
        {isSeconds ? (
          `0:${String(seconds).padStart(2, '0')}`
        ) : (
          <>
            {minutes} <span>{t.wall.minutes(minutes)}</span>
          </>
        )}
      </p>
    </>
  )
}
