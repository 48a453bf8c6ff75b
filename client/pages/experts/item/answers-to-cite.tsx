/** Published answers that search finds for the title that is read: one line each, and the way to the whole. */
import type { SearchAnswer } from '../../../../server/contract/reads.ts'
import { limits } from '../../../../server/domain/limits.ts'
import { useKeys } from '../../../components/keys/use-keys.ts'
import { pathTo } from '../../../paths.ts'
import type { SessionState } from '../../../state/session.ts'
import type { ItemView } from '../../../state/work.ts'
import { t } from '../../../text/text.ts'
import { w } from '../../../text/work/words.ts'
import { Button } from '../../../ui/button.tsx'
import { Kbd } from '../../../ui/kbd.tsx'
import { useDesk } from '../desk.ts'

const SHOWN_AT_MOST = 3

export function AnswersToCite({ hits, item }: { hits: SearchAnswer['hits']; item: ItemView }) {
  const { state, me, toCite, letters } = useDesk()
  const isWriting = item.status === 'claimed' && item.holder === me.actorId
  const isOwn = (questionId: string) => state.question(questionId).value?.workItemId === item.id
  const answers = hits
    .filter(({ kind, questionId }) => kind === 'answer' && !isOwn(questionId))
    .slice(0, SHOWN_AT_MOST)
  const cite = ({ sessionCode, questionId, title }: (typeof answers)[number]) => {
    toCite.value = {
      act: w.citedAs,
      provision: title.slice(0, limits.referenceLength),
      url: location.origin + pathTo.question(sessionCode, questionId),
      checked: true,
    }
  }
  const [first] = answers
  useKeys(isWriting && first ? { cite: () => cite(first) } : {}, letters)
  if (answers.length === 0) return null
  return (
    <section class="item-section">
      <h3 class="section-head">
        {t.desk.answersToCite} <span class="section-head__count">{answers.length}</span>
      </h3>
      {answers.map((hit, place) => {
        const { questionId, sessionCode, title, excerpt } = hit
        return (
          <article key={questionId} class="quoted" aria-label={title}>
            <p class="quoted__head">
              <b>{title}</b>
            </p>
            <p class="item-aside">{briefOf(state, questionId) ?? excerpt.text}</p>
            <a
              class="quoted__link"
              href={pathTo.question(sessionCode, questionId)}
              target="_blank"
              rel="noopener"
            >
              {w.read}
              <span class="visually-hidden">: {title}</span>
            </a>
            {isWriting && (
              <Button
                look="tertiary"
                size="small"
                onPress={() => cite(hit)}
                {...(place === 0 ? { keys: 't' } : {})}
              >
                {w.cite} {place === 0 && <Kbd keys="T" />}
                <span class="visually-hidden">: {title}</span>
              </Button>
            )}
          </article>
        )
      })}
    </section>
  )
}

/** What an answer of this session says in brief; of the others search gives a passage. */
function briefOf(state: SessionState, questionId: string): string | undefined {
  const answerId = state.question(questionId).value?.answerId
  const answer = answerId ? state.answer(answerId).value : undefined
  if (!answer?.inBrief) return undefined
  const asOf = answer.lawAsOf ? ` ${w.lawAsOf(Date.parse(answer.lawAsOf))}` : ''
  return `«${answer.inBrief}»${asOf}`
}
