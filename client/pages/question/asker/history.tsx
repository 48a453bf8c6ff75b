/** `Che cosa è successo`: folded away, for the asker’s body and for nobody else. */
import { historyOf } from '../../../components/question/history.ts'
import { type StatusFacts, whenOf } from '../../../components/question/status-facts.ts'
import { t } from '../../../text/text.ts'
import { Icon } from '../../../ui/icon/icon.tsx'
import type { QuestionProps } from '../one-question.tsx'

type Props = Pick<QuestionProps, 'page'> & { facts: StatusFacts }

export function History({ page, facts }: Props) {
  // Who sees more than the public of it: its asker and their colleagues.
  if (!('workItemId' in page.question)) return null
  return (
    <details class="asked history">
      <summary>
        <h2 class="asked__name">{t.question.history.title}</h2>
        <Icon name="chevron-down" size={16} />
      </summary>
      <ol class="history__list">
        {historyOf(page, facts).map(({ at, what }) => (
          <li key={`${at} ${what}`} class="history__one">
            <span class="history__what">{what}</span> <span class="small muted">{whenOf(at, facts.now)}</span>
          </li>
        ))}
      </ol>
    </details>
  )
}
