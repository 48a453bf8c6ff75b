/** The desk's strip: rail and phase, the figures, what can be done with the day. */
import { m } from '../../../text/moderation/words.ts'
import { t } from '../../../text/text.ts'
import { Button } from '../../../ui/button.tsx'
import { useModeration } from '../moderation.ts'
import { DayActions, PhaseActions } from './day-actions.tsx'
import { Figures } from './figures.tsx'
import { Head } from './head.tsx'

export function Strip() {
  const { ask } = useModeration()
  return (
    <section class="moderation__strip" aria-label={m.day}>
      <div class="moderation__rail">
        <Head short />
      </div>
      <Figures />
      <div class="moderation__day-actions">
        <DayActions size="small" />
        <PhaseActions size="small" />
        <Button size="small" look="tertiary" onPress={() => ask({ kind: 'day' })}>
          {t.common.more}
        </Button>
      </div>
    </section>
  )
}
