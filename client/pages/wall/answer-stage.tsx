/** A question and its answer in brief, as large as their length and the screen allow. Nothing of it is ever cut. */
import { graphemes } from '../../../server/domain/text.ts'
import type { View } from '../../../server/domain/views.ts'
import type { Zoom } from '../../state/wall/settings.ts'
import { sizeOf, stepsBelow } from '../../state/wall/stage.ts'
import { t } from '../../text/text.ts'
import { Icon } from '../../ui/icon/icon.tsx'
import { useFit } from './use-fit.ts'

type Props = { question: View<'question'>; answer: View<'answer'>; zoom: Zoom }

export function AnswerStage({ question, answer, zoom }: Props) {
  const title = question.title ?? ''
  const inBrief = answer.inBrief ?? ''
  const length = graphemes(title) + graphemes(inBrief)
  const { ref, smaller } = useFit(stepsBelow(length), `${title} ${inBrief} ${zoom}`)
  const size = sizeOf(length, smaller)
  const who = question.bodyName ?? question.region
  return (
    <div ref={ref}>
      <h1 class={size === null ? 'wall__question' : `wall__question wall__question--${size}`}>{title}</h1>
      <p class={size === 'least' ? 'wall__brief wall__brief--least' : 'wall__brief'}>
        <Icon name="check" />
        <span>
          <span class="visually-hidden">{t.session.inBrief} </span>
          {inBrief}
        </span>
      </p>
      <p class="wall__who">
        {answer.correctedAt !== null && <b>{t.status.corrected} · </b>}
        {who}
        {question.bodies > 1 && (
          <>
            {who && ' · '}
            {t.wall.interest} <b>{t.common.bodies(question.bodies)}</b>
          </>
        )}
      </p>
    </div>
  )
}
