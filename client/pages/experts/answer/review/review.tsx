/** A sent answer as a second expert goes through it: whole, with its reach, to be published or sent back with a note. */
import { useKeys } from '../../../../components/keys/use-keys.ts'
import { draftOf } from '../../../../state/desk/answer-words.ts'
import { isExpertOf } from '../../../../state/desk/standing.ts'
import type { ItemView } from '../../../../state/work.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { Icon } from '../../../../ui/icon/icon.tsx'
import { Skeleton } from '../../../../ui/states/skeleton.tsx'
import { nameOf, useDesk } from '../../desk.ts'
import { useItemTexts } from '../../use-texts.ts'
import { AnswerText } from '../answer-text.tsx'
import { ReadingBody } from '../reading-body.tsx'
import { OwnFoot } from './own-foot.tsx'
import { ReviewFoot } from './review-foot.tsx'
import { SendBack } from './send-back.tsx'

export function Review({ item, isOwn }: { item: ItemView; isOwn: boolean }) {
  const desk = useDesk()
  const { sent } = useItemTexts(item).found ?? {}
  const answer = item.answerId === null ? undefined : desk.state.answer(item.answerId).value
  const author = nameOf(desk, item.holder) ?? w.colleague
  const may = isExpertOf(desk.me, desk.session.id, item)
  const sendBack = () => {
    desk.action.value = { name: 'sendBack', text: quoted() }
  }
  useKeys(isOwn || !may ? {} : { sendBack }, desk.letters)
  return (
    <>
      <div class="lease lease--blue">
        <Icon name="double-check" size={16} />
        <b class="lease__title">{w.inReview}</b>
        <span class="lease__note">{isOwn ? w.ownReviewNote : t.desk.lease.writtenBy(author)}</span>
      </div>
      <ReadingBody>
        {sent ? <AnswerText words={draftOf(sent.words)} isStaff /> : <Skeleton />}
        {answer?.reach === 'body' && <p class="item-deadline">{w.reachBodyNote}</p>}
      </ReadingBody>
      {desk.action.value?.name === 'sendBack' && <SendBack item={item} text={desk.action.value.text ?? ''} />}
      {isOwn ? <OwnFoot item={item} /> : <ReviewFoot item={item} onSendBack={sendBack} />}
    </>
  )
}

const PASSAGE_AT_MOST = 120

/** The passage that is selected in the answer, to begin the note with. */
function quoted(): string {
  const selection = document.getSelection()
  const isInAnswer = selection?.anchorNode?.parentElement?.closest('.answer-text')
  const text = isInAnswer ? selection?.toString().trim().replace(/\s+/g, ' ') : undefined
  return text ? w.passage(text.slice(0, PASSAGE_AT_MOST)) : ''
}
