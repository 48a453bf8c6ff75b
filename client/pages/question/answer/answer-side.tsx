/** Beside an answer: how firm it is, whether it is good for the reader's body, following, voting, printing. */
import type { AnswerWords } from '../../../../server/domain/commands.ts'
import { instantInRome } from '../../../../server/domain/session.ts'
import { useEngine } from '../../../components/engine-context.ts'
import { format, t } from '../../../text/text.ts'
import { Icon } from '../../../ui/icon/icon.tsx'
import type { QuestionProps } from '../one-question.tsx'
import { SideActions } from '../side-actions.tsx'
import { type ForUs, forUs, type Reason } from './for-us.ts'

type Props = QuestionProps & { words: AnswerWords | undefined }

export function AnswerSide({ words, ...props }: Props) {
  const { account } = useEngine()
  const { answer } = props.page
  const body = account.me.value?.body
  const verdict = body && words && forUs(words.conditions, body)
  return (
    <aside class="question__side" aria-label={t.question.solid}>
      <div class="firm">
        <h2 class="firm__name office-only">{t.question.solid}</h2>
        <ul>
          <li>
            <Icon name={answer?.verified ? 'double-check' : 'check'} />
            {answer?.verified ? t.question.reviewed : t.question.oneExpert}
          </li>
          {answer?.lawAsOf && (
            <li>
              <Icon name="calendar" />
              <span>
                {t.question.lawAsOf} <b>{format.date(instantInRome(answer.lawAsOf, '12:00'))}</b>
              </span>
            </li>
          )}
          <li>
            <Icon name="info" />
            {t.question.notBinding}
          </li>
        </ul>
        {body && verdict && (
          <div class="firm__for-us">
            <h2 class="firm__name">{t.question.forUs}</h2>
            <Verdict verdict={verdict} bodyName={body.name} />
          </div>
        )}
      </div>
      <SideActions {...props} />
    </aside>
  )
}

function Verdict({ verdict, bodyName }: { verdict: ForUs; bodyName: string }) {
  switch (verdict.kind) {
    case 'yes':
      return (
        <>
          <p class="firm__yes">
            <Icon name="check" />
            {t.question.forUsYes(bodyName.replace(/^Comune di /, ''))}
          </p>
          <p class="small muted">{verdict.isForAll ? t.question.forUsAll : t.question.forUsHolds}</p>
        </>
      )
    case 'no':
      return (
        <p>
          {isClause(verdict.why)
            ? t.question.forUsNot(wordsOf(verdict.why))
            : t.question.forUsNo(wordsOf(verdict.why))}
        </p>
      )
    case 'depends':
      return <p>{t.question.forUsDepends(wordsOf(verdict.on))}</p>
  }
}

/** These say for whom it holds in a clause of their own. */
const isClause = ({ kind }: Reason): boolean => kind === 'mountain' || kind === 'residents'

function wordsOf(reason: Reason): string {
  const words = t.question
  switch (reason.kind) {
    case 'bodyTypes': {
      const names: Readonly<Record<string, string>> = words.bodyTypes
      return reason.types.map((type) => names[type] ?? words.bodyTypes.OTHER).join(', ')
    }
    case 'regions':
      return words.forUsRegions(reason.regions.join(', '))
    case 'specialStatute':
      return reason.only ? words.forUsSpecial : words.forUsOrdinary
    case 'mountain':
      return reason.only ? words.forUsMountain : words.forUsNotMountain
    case 'residents':
      return words.forUsResidents(reason.min, reason.max)
  }
}
