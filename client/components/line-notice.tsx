/**
 * What the line to the server has to say over a page: that it is gone, that nothing can be stored at its other end, or
 * that only a newer page can have one.
 */
import { t } from '../text/text.ts'
import { Banner } from '../ui/banner.tsx'
import { useEngine } from './engine-context.ts'
import { FailedBanner } from './failed-banner.tsx'

/** `offline`: what goes on without a line; null where the page says so elsewhere. */
export function LineNotice({ offline }: { offline: string | null }) {
  const { line, problem, isDegraded } = useEngine().line.value
  if (problem === 'connection/too-old') return <FailedBanner code={problem} />
  if (line === 'live' && isDegraded) {
    return (
      <Banner tone="attn" icon="offline" title={t.states.degradedTitle} role="status">
        {t.states.degraded}
      </Banner>
    )
  }
  if (offline === null || line !== 'offline' || problem !== null) return null
  return (
    <Banner tone="attn" icon="offline" title={t.states.offlineTitle} role="status">
      {offline}
    </Banner>
  )
}
