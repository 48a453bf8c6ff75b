/** After sending: the question's number, where it stands step by step, by when there is an answer, and a receipt. */
import type { ComponentChildren } from 'preact'
import { useEffect, useRef, useState } from 'preact/hooks'
import type { QuestionAnswer } from '../../../server/contract/reads.ts'
import type { View } from '../../../server/domain/views.ts'
import { download } from '../../components/download.ts'
import { useEngine } from '../../components/engine-context.ts'
import { Attachments } from '../../components/question/files/attachments.tsx'
import { QuestionSteps } from '../../components/question/question-steps.tsx'
import { factsIn, questionNumber } from '../../components/question/status-facts.ts'
import { SiteFrame } from '../../components/site-frame.tsx'
import { useRead } from '../../components/use-read.ts'
import { pathTo } from '../../paths.ts'
import type { QuestionView, SessionState } from '../../state/session.ts'
import { uploadsOf } from '../../state/uploads.ts'
import { t } from '../../text/text.ts'
import { Button, ButtonLink } from '../../ui/button.tsx'
import { AskBar } from '../../ui/frame/ask-bar.tsx'
import { Icon } from '../../ui/icon/icon.tsx'
import { Skeleton } from '../../ui/states/skeleton.tsx'
import { receiptOf } from './receipt.ts'

type Props = { session: View<'session'>; state: SessionState; questionId: string }

export function SentPage({ session, state, questionId }: Props) {
  const { clock, catalogue } = useEngine()
  const question = state.question(questionId).value
  const theme = catalogue.catalogue.value?.themes.find(({ id }) => id === question?.themeId)
  return (
    <After
      session={session}
      icon="check"
      title={t.ask.sent.title}
      {...(question ? { number: questionNumber(question.number, session.code) } : {})}
    >
      {question ? (
        <>
          <p class="ask-after__title">{question.title}</p>
          <QuestionSteps
            facts={factsIn(state, question, clock.serverNow())}
            isReviewed={theme?.review === 'peer'}
          />
          <SentFiles session={session} state={state} questionId={questionId} />
          <Receipt session={session} question={question} />
        </>
      ) : (
        <Skeleton />
      )}
    </After>
  )
}

type QueuedProps = { session: View<'session'>; title: string; fileName: string | undefined }

/** Given to the outbox without a line: it is safe here, and not sent yet. */
export function QueuedPage({ session, title, fileName }: QueuedProps) {
  return (
    <After session={session} icon="offline" title={t.ask.sent.queuedTitle}>
      <p class="ask-after__title">{title}</p>
      <p>{t.ask.sent.queued}</p>
      {fileName !== undefined && <p>{t.files.notYet(fileName)}</p>}
    </After>
  )
}

/** The reader found the answer: nothing is sent, the draft stays. */
export function ThankedPage({ session, onReopen }: { session: View<'session'>; onReopen: () => void }) {
  return (
    <After session={session} icon="check" title={t.ask.thanksTitle}>
      <p class="ask-after__title">{t.ask.thanks}</p>
      <div>
        <Button look="secondary" onPress={onReopen}>
          {t.ask.thanksReopen}
        </Button>
      </div>
    </After>
  )
}

type AfterProps = {
  session: View<'session'>
  icon: 'check' | 'offline'
  title: string
  number?: string
  children: ComponentChildren
}

function After({ session, icon, title, number, children }: AfterProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    scrollTo(0, 0)
    heading.current?.focus({ preventScroll: true })
  }, [])
  const back = { href: pathTo.session(session.code), label: t.ask.back }
  return (
    <SiteFrame
      title={title}
      part="forum"
      back={back}
      bar={
        <AskBar label={t.ask.sent.back}>
          <ButtonLink look="primary" size="main" href={back.href}>
            {t.ask.sent.back}
          </ButtonLink>
        </AskBar>
      }
    >
      <div class="wrap page ask-after stack">
        <div class="ask-after__head">
          <span class={icon === 'check' ? 'ask-after__mark' : 'ask-after__mark ask-after__mark--attn'}>
            <Icon name={icon} size={24} />
          </span>
          <h1 tabIndex={-1} ref={heading}>
            {title}
          </h1>
          {number && <span class="ask-after__number">{t.common.number(number)}</span>}
        </div>
        {children}
        <div class="office-only">
          <ButtonLink look="primary" size="main" href={back.href}>
            {t.ask.sent.back}
          </ButtonLink>
        </div>
      </div>
    </SiteFrame>
  )
}

/** Those that are there, and those on their way: the question has not waited for them. */
function SentFiles({ session, state, questionId }: Props) {
  const { api } = useEngine()
  const files = state.messagesOf(questionId).value.filter(({ kind }) => kind === 'attachment')
  const { found } = useRead<QuestionAnswer>(
    files.length === 0 ? undefined : `/api/sessions/${session.id}/questions/${questionId}#${files.length}`,
  )
  const given = { sessionId: session.id, questionId, messages: found?.messages ?? [] }
  const isComing = uploadsOf(api).all.value.some((upload) => upload.questionId === questionId)
  return (
    <>
      <Attachments {...given} mine mayAdd />
      <p>{isComing ? t.files.keepOpen : t.ask.sent.closePage}</p>
    </>
  )
}

function Receipt({ session, question }: { session: View<'session'>; question: QuestionView }) {
  const { api, account } = useEngine()
  const [isAsked, setAsked] = useState(false)
  const [printed, setPrinted] = useState<string | null>(null)
  // Once it is on the page, it can be on paper.
  useEffect(() => {
    if (printed !== null) print()
  }, [printed])
  const receipt = async () => {
    setAsked(true)
    const page = await api.get<QuestionAnswer>(`/api/sessions/${session.id}/questions/${question.id}`)
    setAsked(false)
    return receiptOf({
      question,
      session,
      bodyName: account.me.value?.body?.name,
      words: page.ok ? page.words : null,
    })
  }
  const give = async () => {
    const text = await receipt()
    download({ name: `ricevuta-${question.number}.txt`, type: 'text/plain;charset=utf-8', text })
  }
  const onPaper = async () => {
    const text = await receipt()
    if (text === printed) print()
    else setPrinted(text)
  }
  return (
    <>
      <Button look="secondary" wide disabled={isAsked} onPress={() => void give()}>
        {t.ask.sent.receipt}
      </Button>
      <Button look="tertiary" wide icon="print" disabled={isAsked} onPress={() => void onPaper()}>
        {t.ask.sent.receiptPrint}
      </Button>
      {printed !== null && <p class="ask-after__paper">{printed}</p>}
    </>
  )
}
