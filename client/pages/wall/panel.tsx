/** How to take part: the code to scan, the address to type, and how long questions are taken. */
import type { View } from '../../../server/domain/views.ts'
import { pathTo } from '../../paths.ts'
import type { Scene } from '../../state/wall/scene.ts'
import type { Wall } from '../../state/wall/wall.ts'
import { t } from '../../text/text.ts'
import { Countdown } from '../../ui/day/countdown.tsx'
import { QrCode } from './qr-code.tsx'

type Props = { wall: Wall; scene: Scene; session: View<'session'> }

export function Panel({ wall, scene, session }: Props) {
  const path = pathTo.session(session.code)
  return (
    <section class="wall__panel on-deep" aria-label={t.wall.panel}>
      <div class="wordmark">
        {t.common.product}
        <span class={isLive(scene) ? 'wordmark__dot wordmark__dot--live' : 'wordmark__dot'} />
      </div>
      <h2>{headingOf(scene)}</h2>
      <div class="wall__qr">
        <QrCode text={location.origin + path} label={t.wall.qr} />
      </div>
      <div class="wall__address">
        {location.host}
        <div class="wall__code">{path}</div>
      </div>
      <p class={isLive(scene) ? 'wall__left wall__left--live' : 'wall__left'}>
        {troubleOf(wall) ?? <Left wall={wall} scene={scene} session={session} />}
      </p>
    </section>
  )
}

/** In the place of the time that is left; the picture stays as it was. */
export function troubleOf(wall: Wall): string | null {
  if (wall.isReconnecting.value) return t.wall.reconnecting
  return wall.isDegraded.value ? t.wall.degraded : null
}

const isLive = (scene: Scene): boolean => scene.kind === 'now' && scene.asking.isOpen

function headingOf(scene: Scene): string {
  switch (scene.kind) {
    case 'join':
      return t.wall.join
    case 'break':
      return t.wall.meanwhile
    case 'now':
      return scene.asking.isOpen ? t.wall.ask : t.wall.readAnswers
    case 'ended':
      return t.wall.readAnswers
  }
}

function Left({ wall, scene, session }: Props) {
  const open = wall.waiting.value
  switch (scene.kind) {
    case 'join':
      return <>{session.visibility === 'public' && t.wall.noRegistration}</>
    case 'break':
      if (open === 0) return null
      return (
        <>
          <b>{t.wall.waiting(open)}</b> {t.wall.waitingWhich}
        </>
      )
    case 'now':
      if (!scene.asking.isOpen) return <>{t.wall.closed}</>
      return (
        <>
          {t.wall.questionsFor}{' '}
          <b>
            <Countdown until={scene.asking.until} now={wall.clock.serverNow} />
          </b>
        </>
      )
    case 'ended':
      return null
  }
}
