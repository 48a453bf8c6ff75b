/** The day in three figures. What is without an outcome is the only one that has a colour. */
import { dayFigures } from '../../../state/moderation/topics.ts'
import { format, t } from '../../../text/text.ts'
import { useModeration } from '../moderation.ts'

export function Figures() {
  const { state } = useModeration()
  const figures = dayFigures(state.stream().value, state.counts().value)
  const wait = figures.medianWaitMs
  return (
    <dl class="figures">
      <div class={figures.withoutOutcome > 0 ? 'figures__attn' : undefined}>
        <dt>{t.moderation.withoutOutcome}</dt>
        <dd>{format.number(figures.withoutOutcome)}</dd>
      </div>
      <div>
        <dt>{t.moderation.withOutcome}</dt>
        <dd>{format.number(figures.withOutcome)}</dd>
      </div>
      <div>
        <dt>{t.moderation.medianWait}</dt>
        <dd>{wait === null ? '–' : (format.age(wait) ?? '0 min')}</dd>
      </div>
    </dl>
  )
}
