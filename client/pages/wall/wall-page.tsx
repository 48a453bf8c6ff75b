/** The wall's address: takes the pass out of it, opens the feed, and says in words what is missing. */
import '../../style/wall.scss'
import { useEffect } from 'preact/hooks'
import { useRoute } from 'preact-iso'
import { sentenceOf } from '../../text/sentence.ts'
import { t } from '../../text/text.ts'
import { NotFoundPage } from '../not-found-page.tsx'
import { Screen } from './screen.tsx'
import { useWall } from './use-wall.ts'
import { useWallSettings } from './use-wall-settings.ts'

export function WallPage() {
  const entry = useWall(useRoute().params.code ?? '')
  const settings = useWallSettings()
  const title = entry.kind === 'open' ? entry.wall.session.value?.title : undefined
  useEffect(() => {
    document.title = t.common.pageTitle(title ? t.wall.title(title) : t.moderation.wall)
  }, [title])
  if (entry.kind === 'missing') return <NotFoundPage />
  if (entry.kind === 'open' && entry.wall.refused.value === null)
    return <Screen wall={entry.wall} settings={settings} />
  const refused = entry.kind === 'refused' ? entry.code : null
  return (
    <main id="content" class="wall wall--alone" tabIndex={-1}>
      <div class="wall__middle">
        {(entry.kind === 'refused' || entry.kind === 'open') && (
          <>
            <h1 class="wall__question wall__question--140">{t.wall.passNeeded}</h1>
            {refused && <p class="wall__who">{sentenceOf(refused)}</p>}
          </>
        )}
      </div>
    </main>
  )
}
