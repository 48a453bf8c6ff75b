/** The three newest answers, and the way to all of them. */
import type { LatestAnswersAnswer } from '../../../server/contract/reads.ts'
import { useEngine } from '../../components/engine-context.ts'
import type { Read } from '../../components/use-read.ts'
import { pathTo } from '../../paths.ts'
import { t } from '../../text/text.ts'
import { Panel } from '../../ui/panel.tsx'
import { Skeleton } from '../../ui/states/skeleton.tsx'

const SHOWN = 3

export function LastAnswers({ found, failure }: Read<LatestAnswersAnswer>) {
  const me = useEngine().account.me.value
  const answers = found?.answers.slice(0, SHOWN)
  return (
    <Panel heading={t.home.lastAnswers}>
      <div class="last-answers">
        {answers?.length === 0 && <p class="muted">{me ? t.home.noAnswers : t.home.answersForBodies}</p>}
        {answers && answers.length > 0 && (
          <ul>
            {answers.map(({ questionId, sessionCode, title }) => (
              <li key={questionId}>
                <a href={pathTo.question(sessionCode, questionId)}>{title}</a>
              </li>
            ))}
          </ul>
        )}
        {!answers && failure === null && <Skeleton />}
        <a class="read-link" href={pathTo.search()}>
          {t.home.allAnswers}
        </a>
      </div>
    </Panel>
  )
}
