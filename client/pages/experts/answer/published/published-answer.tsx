/** An answer that is out: as its readers have it, and what an expert may still do about it. */
import { useState } from 'preact/hooks'
import { answerCan } from '../../../../../server/domain/machines.ts'
import { useEngine } from '../../../../components/engine-context.ts'
import { isSameDay } from '../../../../components/question/status-facts.ts'
import { draftOf } from '../../../../state/desk/answer-words.ts'
import { isExpertOf } from '../../../../state/desk/standing.ts'
import type { ItemView } from '../../../../state/work.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Icon } from '../../../../ui/icon/icon.tsx'
import { Skeleton } from '../../../../ui/states/skeleton.tsx'
import { nameOf, useDesk } from '../../desk.ts'
import { useQuestionTexts } from '../../use-texts.ts'
import { AnswerText } from '../answer-text.tsx'
import { ReadingBody } from '../reading-body.tsx'
import { AnswerAction } from './answer-action.tsx'
import { Correction } from './correction.tsx'
import { hasCorrection } from './use-correction.ts'

export function PublishedAnswer({ item }: { item: ItemView }) {
  const desk = useDesk()
  const { clock } = useEngine()
  const answer = item.answerId === null ? undefined : desk.state.answer(item.answerId).value
  const words = useQuestionTexts(desk.state.question(item.leadId).value).found?.answer?.words
  const [isCorrecting, setCorrecting] = useState(() => hasCorrection(item.answerId ?? ''))
  if (!answer || !words) return <Skeleton />
  const published = draftOf(words)
  if (isCorrecting && answerCan('correct', answer.status)) {
    return <Correction {...{ item, answerId: answer.id, words, onEnd: () => setCorrecting(false) }} />
  }
  const at = answer.correctedAt ?? answer.publishedAt ?? 0
  const isToday = isSameDay(at, clock.serverNow())
  return (
    <>
      <div class="lease lease--slate">
        <Icon name="check" size={16} />
        <b class="lease__title">{answer.correctedAt === null ? w.answeredTitle : t.status.corrected}</b>
        <span class="lease__note">
          {isToday ? w.publishedAt(at) : w.publishedOn(at)}
          {answer.authorId && `, ${t.desk.lease.writtenBy(nameOf(desk, answer.authorId) ?? w.colleague)}`}
          {answer.status === 'toRecheck' && `. ${w.toRecheck}`}
        </span>
      </div>
      <ReadingBody>
        <AnswerText words={published} isStaff />
      </ReadingBody>
      <AnswerAction item={item} answerId={answer.id} />
      <Foot
        item={item}
        status={answer.status}
        authorId={answer.authorId}
        onCorrect={() => setCorrecting(true)}
      />
    </>
  )
}

type FootProps = {
  item: ItemView
  status: Parameters<typeof answerCan>[1]
  authorId: string | undefined
  onCorrect: () => void
}

function Foot({ item, status, authorId, onCorrect }: FootProps) {
  const desk = useDesk()
  if (!isExpertOf(desk.me, desk.session.id, item)) return null
  const isReviewed = desk.themes.get(item.themeId)?.review !== 'none'
  return (
    <div class="console__foot">
      {answerCan('correct', status) && (
        <Button look="secondary" reason={isReviewed ? w.correctNeedsReview : undefined} onPress={onCorrect}>
          {w.correct}
        </Button>
      )}
      {answerCan('recheck', status) && (
        <Button look="tertiary" onPress={() => (desk.action.value = { name: 'recheck' })}>
          {w.recheck}
        </Button>
      )}
      {answerCan('withdraw', status) && authorId === desk.me.actorId && (
        <Button look="tertiary" onPress={() => (desk.action.value = { name: 'withdraw' })}>
          {w.withdraw}
        </Button>
      )}
    </div>
  )
}
