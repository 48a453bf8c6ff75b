/** A question that waits to be admitted, whole: who, since when, its text, and what it may be the same as. */
import { instantInRome } from '../../../../server/domain/session.ts'
import { useEngine } from '../../../components/engine-context.ts'
import { questionNumber } from '../../../components/question/status-facts.ts'
import type { QuestionView } from '../../../state/session.ts'
import { m } from '../../../text/moderation/words.ts'
import { format, t } from '../../../text/text.ts'
import { Icon } from '../../../ui/icon/icon.tsx'
import { Skeleton } from '../../../ui/states/skeleton.tsx'
import { Flag } from '../../../ui/status-chip.tsx'
import { useModeration } from '../moderation.ts'
import { useWords } from './use-words.ts'

type Props = { question: QuestionView; proposal: QuestionView | undefined; as: 'h2' | 'h3' }

export function Card({ question, proposal, as: Heading }: Props) {
  const { words, failure } = useWords(question)
  return (
    <article class="moderation__card" aria-label={question.title ?? t.common.number(question.number)}>
      <p class="moderation__meta">
        <span>{askerOf(question)}</span>
        <Age at={question.askedAt} />
      </p>
      <Heading class="item-title">{question.title}</Heading>
      {words ? (
        <p class="reading">{words.text}</p>
      ) : failure === null ? (
        <Skeleton />
      ) : (
        <p class="reason">{m.textFailed}</p>
      )}
      {words?.tried && <p class="reading muted">{words.tried}</p>}
      <About question={question} />
      <Flags question={question} />
      {proposal && (
        <p class="well moderation__same">
          <Icon name="join" size={24} />
          <span>
            <b>{t.moderation.maybeSame}</b> {proposal.title}
          </span>
        </p>
      )}
    </article>
  )
}

function About({ question }: { question: QuestionView }) {
  const { session, topicOf } = useModeration()
  const topic = topicOf(question.topicId)?.shortLabel
  return (
    <p class="small muted">
      {t.common.number(questionNumber(question.number, session.code))}
      {topic && ` · ${topic}`}
    </p>
  )
}

export function Age({ at }: { at: number }) {
  const { clock } = useEngine()
  const ms = clock.second.value - at
  return (
    <span class="nowrap">
      <span aria-hidden="true">{format.age(ms) ?? t.common.now}</span>
      <span class="visually-hidden">{m.agoSpoken(ms)}</span>
    </span>
  )
}

function Flags({ question }: { question: QuestionView }) {
  const { state } = useModeration()
  const { deadline, edited, askerId } = question
  const mutedUntil = askerId ? state.mutedUntilOf(askerId) : null
  if (!deadline && edited !== 'moderator' && mutedUntil === null) return null
  return (
    <p class="cluster">
      {deadline && <Flag tone="attn" icon="clock" label={m.deadline(instantInRome(deadline, '12:00'))} />}
      {mutedUntil !== null && <Flag tone="attn" icon="ban" label={m.mutedUntil(mutedUntil)} />}
      {edited === 'moderator' && <Flag tone="slate" icon="draft" label={m.edited} />}
    </p>
  )
}

export function askerOf({ bodyName, bodyKind, region }: QuestionView): string {
  if (bodyName) return bodyName
  return m.somebody(bodyKind ?? 'OTHER', region ?? '')
}
