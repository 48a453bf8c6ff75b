/** One question with its answer, for reading and filing; not yet answered, where it stands. */
import type { QuestionAnswer } from '../../../server/contract/reads.ts'
import type { AnswerWords } from '../../../server/domain/commands.ts'
import { takesFiles } from '../../../server/domain/machines.ts'
import type { View } from '../../../server/domain/views.ts'
import { useEngine } from '../../components/engine-context.ts'
import { Attachments } from '../../components/question/files/attachments.tsx'
import { factsIn, isAsked, type StatusFacts } from '../../components/question/status-facts.ts'
import { SiteFrame } from '../../components/site-frame.tsx'
import { pathTo } from '../../paths.ts'
import type { SessionState } from '../../state/session.ts'
import { t } from '../../text/text.ts'
import { IconButton } from '../../ui/button.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { AnswerBanner } from './answer/answer-banner.tsx'
import { AnswerParts, InBrief } from './answer/answer-parts.tsx'
import { AnswerSide } from './answer/answer-side.tsx'
import { AskedWords } from './asked-words.tsx'
import { ExpertRequest } from './asker/expert-request.tsx'
import { History } from './asker/history.tsx'
import { NewsChip } from './news-chip.tsx'
import { QuestionFoot } from './question-foot.tsx'
import { QuestionHead } from './question-head.tsx'
import type { WhatIsNew } from './stamp.ts'
import { Standing } from './standing.tsx'
import { useFollow } from './use-follow.ts'

export type QuestionProps = { page: QuestionAnswer; session: View<'session'>; state: SessionState }
type Props = QuestionProps & { news: WhatIsNew | null; showNews: () => void }

export function OneQuestion({ news, showNews, ...props }: Props) {
  const { page, session } = props
  const facts = useFacts(props)
  const mine = page.question.mine === true
  const back = mine
    ? { href: pathTo.mine(), label: t.common.myQuestions }
    : { href: pathTo.session(session.code), label: t.question.backToStream }
  const title = page.question.title ?? t.session.gone
  return (
    <SiteFrame title={title} part={mine ? 'mine' : 'answers'} back={back} aside={<PhoneTools {...props} />}>
      <div class="page page--white question">
        <div class="wrap">
          <a class="question__back office-only" href={back.href}>
            <Icon name="chevron-left" size={16} />
            {back.label}
          </a>
          {page.answer ? <Answered {...props} facts={facts} /> : <Unanswered {...props} facts={facts} />}
        </div>
      </div>
      {news !== null && <NewsChip news={news} onShow={showNews} />}
    </SiteFrame>
  )
}

/** Live, but for the answer: of that the words that are on the page speak. */
function useFacts({ page, session, state }: QuestionProps): StatusFacts {
  const { catalogue, clock } = useEngine()
  const live = state.question(page.question.id).value ?? page.question
  const carried = catalogue.catalogue.value?.sessions.find(({ id }) => id === live.carriedTo)
  const facts = factsIn(state, live, clock.serverNow())
  return {
    ...facts,
    // The page's own messages are here before the live ones.
    isAsked: state.isReady.value ? facts.isAsked : isAsked(page.messages),
    session,
    answer: page.answer ?? undefined,
    carriedAt: carried?.liveAt,
  }
}

type WithFacts = QuestionProps & { facts: StatusFacts }

function Answered({ facts, ...props }: WithFacts) {
  const { page } = props
  const words = page.answer?.words as AnswerWords | null | undefined
  return (
    <article class="question__grid">
      <div class="question__head stack">
        <QuestionHead {...props} facts={facts} />
        <AnswerBanner {...props} />
        {words && <InBrief words={words} isOld={page.answer?.status === 'superseded'} />}
      </div>
      <AnswerSide {...props} words={words ?? undefined} />
      <div class="question__rest">
        <AskedWords page={page} isFolded />
        <OwnFiles {...props} />
        {words && <AnswerParts words={words} />}
        <QuestionFoot {...props} />
        <History page={page} facts={facts} />
      </div>
    </article>
  )
}

function Unanswered({ facts, ...props }: WithFacts) {
  return (
    <article class="question__grid">
      <div class="question__head stack">
        <QuestionHead {...props} facts={facts} />
        <ExpertRequest {...props} />
      </div>
      <Standing {...props} facts={facts} />
      <div class="question__rest">
        <AskedWords page={props.page} />
        <OwnFiles {...props} />
        <QuestionFoot {...props} />
        <History page={props.page} facts={facts} />
      </div>
    </article>
  )
}

/** For the asker's body; others have no message that says there are any. */
function OwnFiles({ page, session, state }: QuestionProps) {
  const live = state.question(page.question.id).value ?? page.question
  const mine = live.mine === true
  return (
    <Attachments
      sessionId={session.id}
      questionId={live.id}
      messages={page.messages}
      mine={mine}
      mayAdd={mine && session.phase !== 'archived' && takesFiles(live)}
    />
  )
}

function PhoneTools(props: QuestionProps) {
  const follow = useFollow(props)
  return (
    <>
      <IconButton icon="print" label={t.question.print} onPress={() => print()} />
      {follow.kind === 'may' && (
        <IconButton icon="bookmark" label={t.question.follow} pressed={follow.isOn} onPress={follow.toggle} />
      )}
    </>
  )
}
