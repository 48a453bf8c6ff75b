/** The wall itself: stage on the left, how to take part on the right. Works nothing out; the wall's state says what. */
import type { Scene } from '../../state/wall/scene.ts'
import type { WallSettings } from '../../state/wall/settings.ts'
import type { Wall } from '../../state/wall/wall.ts'
import { format, t } from '../../text/text.ts'
import { Bottom } from './bottom.tsx'
import { CrossFade } from './cross-fade.tsx'
import { Middle } from './middle.tsx'
import { Panel, troubleOf } from './panel.tsx'

export function Screen({ wall, settings }: { wall: Wall; settings: WallSettings }) {
  const scene = wall.scene.value
  const session = wall.session.value
  const hasPanel = settings.hasPanel.value
  if (!scene || !session) return <main id="content" class="wall wall--alone" tabIndex={-1} />
  const stage = wall.stage.value
  const trouble = troubleOf(wall)
  const answerId = scene.kind === 'now' && stage.kind === 'answer' ? stage.answer.id : ''
  return (
    <main id="content" class={classOf(scene, settings)} tabIndex={-1}>
      <div class="wall__stage">
        <div class="wall__top">
          <Lead scene={scene} isForum={session.kind === 'forum'} />
          {!hasPanel && trouble && <span>{trouble}</span>}
          {!wall.isClockHidden.value && (
            <span class="wall__clock">{format.time(wall.clock.second.value)}</span>
          )}
        </div>
        <CrossFade id={`${scene.kind} ${scene.kind === 'now' ? stage.kind : ''} ${answerId}`}>
          <Middle
            scene={scene}
            stage={stage}
            session={session}
            counts={wall.counts.value}
            participants={wall.participants.value}
            zoom={settings.zoom.value}
            now={wall.clock.serverNow}
          />
        </CrossFade>
        <Bottom wall={wall} scene={scene} />
      </div>
      {hasPanel && <Panel wall={wall} scene={scene} session={session} />}
    </main>
  )
}

function Lead({ scene, isForum }: { scene: Scene; isForum: boolean }) {
  switch (scene.kind) {
    case 'join':
      return <span>{isForum ? t.common.forum : t.common.product}</span>
    case 'break':
      return <span>{scene.isPlanned ? t.wall.lunch : t.wall.paused}</span>
    case 'now':
      if (!scene.asking.isOpen) return <span>{t.phases.sendingClosed}</span>
      return <span class="wall__live">{isForum ? t.phases.live : t.wall.now}</span>
    case 'ended':
      return <span>{t.wall.dayEnded}</span>
  }
}

function classOf(scene: Scene, { isDark, hasPanel, zoom }: WallSettings): string {
  return [
    'wall',
    isDark.value && 'wall--dark',
    !hasPanel.value && 'wall--alone',
    hasPanel.value && scene.kind === 'join' && 'wall--join',
    zoom.value !== 0 && `wall--zoom-${zoom.value > 0 ? 'up' : 'down'}-${Math.abs(zoom.value)}`,
  ]
    .filter(Boolean)
    .join(' ')
}
