/** The foot of the stage: an announcement before all, else what comes next, else who pays for it. Always the same height. */
import { graphemes } from '../../../server/domain/text.ts'
import type { Scene } from '../../state/wall/scene.ts'
import type { Wall } from '../../state/wall/wall.ts'
import { t } from '../../text/text.ts'
import { EuEmblem } from '../../ui/footer/eu-emblem.tsx'
import { Icon } from '../../ui/icon/icon.tsx'

export function Bottom({ wall, scene }: { wall: Wall; scene: Scene }) {
  const announcement = wall.announcement.value
  if (announcement?.text) {
    return (
      <p
        class={
          isLong(announcement.text) ? 'wall__announcement wall__announcement--long' : 'wall__announcement'
        }
        role="status"
      >
        <Icon name="megaphone" />
        <span>{announcement.text}</span>
      </p>
    )
  }
  const next = wall.next.value[0]?.title
  switch (scene.kind) {
    case 'join':
    case 'ended':
      return <Logos />
    case 'break':
      return next ? <NextAndLogos next={next} /> : <Logos />
    case 'now':
      return wall.stage.value.kind === 'answer' && next ? <Next next={next} /> : <Waiting wall={wall} />
  }
}

/** Two lines at the size that announcements have. */
const SHORT = 80
const isLong = (text: string): boolean => graphemes(text) > SHORT

function Next({ next }: { next: string }) {
  return (
    <div class="wall__next">
      <b>{t.wall.next}</b>
      <p>{next}</p>
    </div>
  )
}

/** The list itself stands in the middle: here how many there are. */
function Waiting({ wall }: { wall: Wall }) {
  const open = wall.waiting.value
  return (
    <div class="wall__next">
      {open > 0 && (
        <p>
          <b>{t.wall.waiting(open)}</b> {t.wall.waitingForAnswer(open)}
        </p>
      )}
    </div>
  )
}

function Logos() {
  return (
    <div class="wall__logos">
      <Cofunded />
      <div>{t.common.ministry}</div>
    </div>
  )
}

function NextAndLogos({ next }: { next: string }) {
  return (
    <div class="wall__logos">
      <div class="wall__row">
        <b>{t.wall.next}</b>
        <p>{next}</p>
      </div>
      <Cofunded />
    </div>
  )
}

const Cofunded = () => (
  <div>
    <EuEmblem />
    {t.common.cofunded}
  </div>
)
