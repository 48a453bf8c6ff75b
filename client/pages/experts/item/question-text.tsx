/** A question as an expert reads it: facts without names, the whole text, whom it concerns, the office's own deadline. */
import type { QuestionAnswer } from '../../../../server/contract/reads.ts'
import type { Read } from '../../../components/use-read.ts'
import type { QuestionView } from '../../../state/session.ts'
import { t } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'
import { Banner } from '../../../ui/banner.tsx'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon/icon.tsx'
import { Skeleton } from '../../../ui/states/skeleton.tsx'

type Props = { question: QuestionView; page: Read<QuestionAnswer> }

export function QuestionText({ question, page }: Props) {
  const words = page.found?.words as { text?: string; tried?: string } | null | undefined
  const tried = words?.tried?.trim()
  return (
    <>
      <p class="item-facts">{factsOf(question)}</p>
      {page.found === undefined && page.failure === null && <Skeleton />}
      {page.found === undefined && page.failure !== null && (
        <Banner
          tone="attn"
          actions={
            <Button look="secondary" size="small" onPress={() => void page.again()}>
              {t.common.retry}
            </Button>
          }
        >
          {w.notLoaded}
        </Banner>
      )}
      {words?.text && (
        <p class="reading" lang="it">
          {words.text}
        </p>
      )}
      {tried && (
        <div>
          <h3 class="section-head">{w.tried}</h3>
          <p class="item-aside" lang="it">
            {tried}
          </p>
        </div>
      )}
      <p class="item-facts">
        <span>
          {question.bodies > 1 ? (
            <>
              {t.desk.interest} <b>{t.common.municipalities(question.bodies)}</b>
            </>
          ) : (
            w.interestNobody
          )}
        </span>{' '}
        <span>{w.askedAt(question.askedAt, question.askerRole ?? null)}</span>
      </p>
      {question.deadline && (
        <p class="item-deadline">
          <Icon name="clock" size={16} />
          {t.desk.deadlineOn(Date.parse(`${question.deadline}T12:00:00Z`))}
        </p>
      )}
    </>
  )
}

/** `Comune montano · Puglia · 780 abitanti · isola`: no name, since experts work without. */
export function factsOf({ facts }: QuestionView): string {
  if (!facts) return ''
  return [
    (facts.mountain ? w.mountainKinds : w.kinds)[facts.kind],
    facts.region,
    facts.residents !== null && t.desk.inhabitants(facts.residents),
    facts.island && t.desk.island,
  ]
    .filter(Boolean)
    .join(' · ')
}
