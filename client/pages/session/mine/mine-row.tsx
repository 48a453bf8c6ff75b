/** One own question: where it stands, what it waits for, and what its asker can still do with it, all in place. */
import { useState } from 'preact/hooks'
import { questionCan } from '../../../../server/domain/machines.ts'
import type { View } from '../../../../server/domain/views.ts'
import { useEngine } from '../../../components/engine-context.ts'
import { EditForm } from '../../../components/question/asker/edit-form.tsx'
import { MessageForm } from '../../../components/question/asker/message-form.tsx'
import { Withdraw } from '../../../components/question/asker/withdraw.tsx'
import {
  factsIn,
  questionNumber,
  type StatusFacts,
  shownStatus,
  statusSentence,
} from '../../../components/question/status-facts.ts'
import { pathTo } from '../../../paths.ts'
import type { QuestionView, SessionState } from '../../../state/session.ts'
import { t } from '../../../text/text.ts'
import { Button } from '../../../ui/button.tsx'
import { Icon } from '../../../ui/icon/icon.tsx'
import { Row } from '../../../ui/panel.tsx'
import { StatusChip } from '../../../ui/status-chip.tsx'
import { PlaceRule } from './place-rule.tsx'
import { ExpertRequest, Reason } from './words-of-others.tsx'

type Props = { question: QuestionView; session: View<'session'>; state: SessionState; isNew: boolean }
type Open = 'edit' | 'detail' | 'tell' | 'withdraw' | undefined

export function MineRow({ question, session, state, isNew }: Props) {
  const { clock, catalogue } = useEngine()
  const carried = catalogue.catalogue.value?.sessions.find(({ id }) => id === question.carriedTo)
  const topic = catalogue.catalogue.value?.topics.find(({ id }) => id === question.topicId)
  const facts = { ...factsIn(state, question, clock.serverNow()), carriedAt: carried?.liveAt }
  const status = shownStatus(facts)
  return (
    <Row state={isNew ? 'fresh' : undefined}>
      <p class="row-item__meta">
        <span>{topic?.shortLabel}</span>
        <span>{t.common.number(questionNumber(question.number, session.code))}</span>
      </p>
      <h3>
        <a class="mine-title" id={titleId(question.id)} href={pathTo.question(session.code, question.id)}>
          {question.title}
        </a>
      </h3>
      <StatusChip status={status} />
      <InBrief facts={facts} />
      <PlaceRule isThere={status.kind === 'queued' && status.place !== undefined}>
        {statusSentence(facts)}
      </PlaceRule>
      {status.kind === 'waiting' && <ExpertRequest question={question} state={state} />}
      {(status.kind === 'notAccepted' || status.kind === 'redirected') && (
        <Reason question={question} state={state} />
      )}
      <Actions question={question} session={session} state={state} isAsked={status.kind === 'waiting'} />
    </Row>
  )
}

const titleId = (id: string) => `mine-${id}`

function InBrief({ facts }: { facts: StatusFacts }) {
  if (!facts.answer?.inBrief || facts.question.step !== 'done') return null
  return (
    <p class="in-brief">
      <Icon name="check" />
      <span>
        <span class="visually-hidden">{t.session.inBrief} </span>
        {facts.answer.inBrief}
      </span>
    </p>
  )
}

function Actions({ question, session, state, isAsked }: Omit<Props, 'isNew'> & { isAsked: boolean }) {
  const [open, setOpen] = useState<Open>(undefined)
  const { status, step } = question
  const isArchived = session.phase === 'archived'
  const mayEdit = questionCan('edit', status) && step !== 'parked' && !isArchived
  const mayAdd = status === 'beingAnswered' && !isAsked && !isArchived
  const mayTell = status === 'joined' && !isArchived
  const mayWithdraw = questionCan('withdraw', status) && !isArchived
  const [isTold, setTold] = useState(false)
  // What was opened is gone: focus goes back to the row.
  const close = () => {
    setOpen(undefined)
    document.getElementById(titleId(question.id))?.focus()
  }
  if (open === 'edit') return <EditForm question={question} state={state} onDone={close} />
  if (open === 'withdraw') return <Withdraw question={question} state={state} onDone={close} />
  if (open === 'detail' || open === 'tell')
    return (
      <MessageForm
        kind={open}
        question={question}
        state={state}
        onDone={(isSent) => {
          setTold(isSent)
          close()
        }}
      />
    )
  return (
    <div class="mine-actions">
      {isTold && (
        <p class="mine-actions__told" role="status">
          {t.session.sentTold}
        </p>
      )}
      {mayTell && (
        <button type="button" class="link" onClick={() => setOpen('tell')}>
          {t.status.sentence.joinedTell}
        </button>
      )}
      {status === 'answered' && (
        <a class="read-link" href={pathTo.question(session.code, question.id)}>
          {t.session.readAll}
        </a>
      )}
      {mayEdit && (
        <Button look="secondary" size="small" onPress={() => setOpen('edit')}>
          {t.session.edit}
        </Button>
      )}
      {mayAdd && (
        <Button look="secondary" size="small" onPress={() => setOpen('detail')}>
          {t.session.addDetail}
        </Button>
      )}
      {mayWithdraw && (
        <Button look="tertiary" size="small" onPress={() => setOpen('withdraw')}>
          {t.session.withdraw}
        </Button>
      )}
    </div>
  )
}
