/**
 * What the line to the server has to say over a page: that it is gone, that nothing can be stored at its other end, that
 * only a newer page can have one; and, quietly, that there is a newer page.
 */
import { isPageOlder } from '../offline/newer-build.ts'
import { sentenceOf } from '../text/sentence.ts'
import { t } from '../text/text.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { useEngine } from './engine-context.ts'
import { FailedBanner } from './failed-banner.tsx'

type Props = {
  /** What goes on without a line; null where the page says so elsewhere. */
  offline: string | null
  /** The page needs no line, and has found by other means that there is none. */
  isOut?: boolean
}

export function LineNotice({ offline, isOut = false }: Props) {
  const { line, problem, isDegraded } = useEngine().line.value
  if (problem === 'connection/too-old') return <FailedBanner code={problem} />
  if (line === 'live' && isDegraded) {
    return (
      <Banner tone="attn" icon="offline" title={t.states.degradedTitle} role="status">
        {t.states.degraded}
      </Banner>
    )
  }
  const isGone = (line === 'offline' && problem === null) || isOut
  if (!isGone) return isPageOlder.value ? <NewerPage /> : null
  if (offline === null) return null
  return (
    <Banner tone="attn" icon="offline" title={t.states.offlineTitle} role="status">
      {offline}
    </Banner>
  )
}

/** Nothing is lost by waiting, nor by reloading: what is being written is kept on the device. */
function NewerPage() {
  const reload = (
    <Button look="secondary" size="small" onPress={() => location.reload()}>
      {t.common.refresh}
    </Button>
  )
  return (
    <Banner role="status" actions={reload}>
      {sentenceOf('connection/too-old')}
    </Banner>
  )
}
