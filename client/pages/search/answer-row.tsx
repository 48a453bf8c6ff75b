/** One answered question in a list: topic, title, the answer in brief, how firm it is. */

import { instantInRome } from '../../../server/domain/session.ts'
import type { View } from '../../../server/domain/views.ts'
import { useEngine } from '../../components/engine-context.ts'
import { pathTo } from '../../paths.ts'
import { format, t } from '../../text/text.ts'
import { Icon } from '../../ui/icon/icon.tsx'
import { Row } from '../../ui/panel.tsx'
import { Marked } from './marked.tsx'
import { type Mark, marksLike } from './marks.ts'

export type Listed = {
  readonly sessionCode: string
  readonly questionId: string
  readonly title: string
  readonly answer: View<'answer'> | null
  readonly excerpt?: { readonly text: string; readonly marks: readonly Mark[] }
  /** The words that were searched for. */
  readonly asked?: string
}

export function AnswerRow({ sessionCode, questionId, title, answer, excerpt, asked = '' }: Listed) {
  const { catalogue } = useEngine()
  const { topics = [], sessions = [] } = catalogue.catalogue.value ?? {}
  const topic = topics.find(({ id }) => id === answer?.topicId)
  const session = sessions.find(({ code }) => code === sessionCode)
  const marksOf = (text: string) => (excerpt ? marksLike(text, { ...excerpt, asked }) : [])
  const inBrief = answer?.inBrief
  const isExcerptNews = excerpt && (!inBrief || marksOf(inBrief).length === 0)
  return (
    <Row>
      <p class="row-item__meta">
        <span>{topic?.label ?? session?.title}</span>
      </p>
      <h3 class="found__title" lang="it">
        <a href={pathTo.question(sessionCode, questionId)}>
          <Marked text={title} marks={marksOf(title)} />
        </a>
      </h3>
      {inBrief && (
        <p class="in-brief">
          <Icon name="check" />
          <span>
            <span class="visually-hidden">{t.session.inBrief} </span>
            <span lang="it">
              <Marked text={inBrief} marks={marksOf(inBrief)} />
            </span>
          </span>
        </p>
      )}
      {isExcerptNews && (
        <p class="found__excerpt" lang="it">
          «<Marked text={excerpt.text.trim()} marks={shifted(excerpt)} />»
        </p>
      )}
      <Firmness answer={answer} sessionTitle={session?.title} />
    </Row>
  )
}

/** Marks count from the start of the text as it came. */
function shifted({ text, marks }: NonNullable<Listed['excerpt']>): readonly Mark[] {
  const cut = text.length - text.trimStart().length
  return marks.map(([start, end]): Mark => [start - cut, end - cut])
}

type FirmnessProps = { answer: Listed['answer']; sessionTitle: string | undefined }

function Firmness({ answer, sessionTitle }: FirmnessProps) {
  if (!answer) return <p class="found__firm">{t.search.waiting}</p>
  return (
    <p class="found__firm">
      {answer.status === 'toRecheck' || answer.status === 'superseded' ? (
        <b class="found__attn">
          <Icon name="correct" size={16} />
          {answer.status === 'toRecheck' ? t.search.toRecheck : t.search.superseded}
        </b>
      ) : (
        answer.verified && (
          <span>
            <Icon name="double-check" size={16} />
            {t.search.verified}
          </span>
        )
      )}
      {answer.lawAsOf && <span>{t.search.lawAsOf(format.date(instantInRome(answer.lawAsOf, '12:00')))}</span>}
      {answer.questions > 1 && <span>{t.search.answersQuestions(answer.questions)}</span>}
      {sessionTitle && <span>{sessionTitle}</span>}
    </p>
  )
}
