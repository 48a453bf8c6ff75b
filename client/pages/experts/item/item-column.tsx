/** The second column: the question of the item that is open, what belongs to it, and what can be done with it. */
import { Attachments } from '../../../components/question/files/attachments.tsx'
import { questionNumber } from '../../../components/question/status-facts.ts'
import type { ItemView } from '../../../state/work.ts'
import { t } from '../../../text/text.ts'
import { Empty } from '../../../ui/states/empty.tsx'
import { BackBar } from '../back-bar.tsx'
import { useDesk } from '../desk.ts'
import { useItemTexts, useQuestionTexts } from '../use-texts.ts'
import { ItemAction } from './actions/item-action.tsx'
import { Dialogue } from './dialogue.tsx'
import { ItemFoot } from './item-foot.tsx'
import { ItemNotes } from './item-notes.tsx'
import { JoinedQuestions } from './joined-questions.tsx'
import { QuestionText } from './question-text.tsx'
import { Readers } from './readers.tsx'
import { SimilarQuestions } from './similar-questions.tsx'

export function ItemColumn() {
  const { place, state } = useDesk()
  const item = place.itemId === undefined ? undefined : state.item(place.itemId).value
  return (
    <section class="console__column console__column--item" aria-label={t.question.theQuestion} tabIndex={-1}>
      {item ? <OpenItem key={item.id} item={item} /> : <Empty sentence={t.desk.chooseItem} />}
    </section>
  )
}

function OpenItem({ item }: { item: ItemView }) {
  const { state, topics, session } = useDesk()
  const lead = state.question(item.leadId).value
  const page = useQuestionTexts(lead)
  const texts = useItemTexts(item)
  if (!lead) return <Empty sentence={t.errors['workItem/not-found']} />
  return (
    <>
      <BackToList itemId={item.id} />
      <div class="console__body console__body--item">
        <header>
          <p class="item-number">
            {t.common.number(questionNumber(lead.number, session.code))}
            {' · '}
            {topics.get(item.topicId)?.label}
          </p>
          <h2 class="item-heading" lang="it">
            {lead.title}
          </h2>
        </header>
        <Readers item={item} narrowOnly={item.status === 'queued'} />
        <QuestionText question={lead} page={page} />
        <Attachments
          sessionId={state.sessionId}
          questionId={lead.id}
          messages={page.found?.messages ?? []}
          as="expert"
        />
        <Dialogue messages={page.found?.messages ?? []} />
        <JoinedQuestions item={item} />
        <SimilarQuestions item={item} lead={lead} text={String(page.found?.words?.text ?? '')} />
        <ItemNotes item={item} notes={texts.found?.notes ?? []} />
      </div>
      <ItemAction item={item} lead={lead} />
      <ItemFoot item={item} lead={lead} />
    </>
  )
}

/** On a narrow screen: the way back, and which one of how many this is. */
function BackToList({ itemId }: { itemId: string }) {
  const { addressOf, place, freeIds } = useDesk()
  const at = freeIds.value.indexOf(itemId)
  return (
    <BackBar of="item" href={addressOf({ itemId: undefined, isAnswer: false })} label={t.desk[place.list]}>
      {at >= 0 && <span>{t.common.of(at + 1, freeIds.value.length)}</span>}
    </BackBar>
  )
}
