/** What the asker can still do with their question: change it, add to it, take it back, follow its answer up. */
import { useState } from 'preact/hooks'
import { limits } from '../../../../server/domain/limits.ts'
import { questionCan } from '../../../../server/domain/machines.ts'
import { EditForm } from '../../../components/question/asker/edit-form.tsx'
import { MessageForm } from '../../../components/question/asker/message-form.tsx'
import { Withdraw } from '../../../components/question/asker/withdraw.tsx'
import type { QuestionView } from '../../../state/session.ts'
import { t } from '../../../text/text.ts'
import { Button } from '../../../ui/button.tsx'
import type { QuestionProps } from '../one-question.tsx'
import { waitingRequest } from './expert-request.tsx'

type Action = 'edit' | 'detail' | 'tell' | 'followUp' | 'withdraw'

export function AskerActions(props: QuestionProps) {
  const { page, session, state } = props
  const [open, setOpen] = useState<Action | undefined>(undefined)
  const question = state.question(page.question.id).value ?? page.question
  const may = session.phase === 'archived' ? [] : actionsOf(question, waitingRequest(props) !== undefined)
  const close = () => setOpen(undefined)
  if (open && may.includes(open)) {
    const given = { question, state, onDone: close }
    return (
      <div class="question__foot no-print">
        {open === 'edit' && <EditForm {...given} />}
        {open === 'withdraw' && <Withdraw {...given} />}
        {open !== 'edit' && open !== 'withdraw' && <MessageForm kind={open} {...given} />}
      </div>
    )
  }
  if (may.length === 0) return null
  const canFollowUp = may.includes('followUp') || may.includes('tell')
  return (
    <section class={canFollowUp ? 'well question__foot no-print' : 'question__foot no-print'}>
      {may.includes('followUp') && (
        <>
          <h2>{t.question.doubt}</h2>
          <p>{t.question.doubtWhy}</p>
        </>
      )}
      <div class="cluster">
        {may.map((action) => (
          <ActionButton key={action} action={action} question={question} onPress={() => setOpen(action)} />
        ))}
      </div>
    </section>
  )
}

type ButtonProps = { action: Action; question: QuestionView; onPress: () => void }

function ActionButton({ action, question, onPress }: ButtonProps) {
  const isUsedUp = action === 'followUp' && (question.followUps ?? 0) >= limits.followUpDepth
  return (
    <Button
      look={action === 'withdraw' ? 'tertiary' : 'secondary'}
      reason={isUsedUp ? t.errors['question/follow-ups-used'] : undefined}
      onPress={onPress}
    >
      {wordsOf(action)}
    </Button>
  )
}

function wordsOf(action: Action): string {
  switch (action) {
    case 'edit':
      return t.session.edit
    case 'detail':
      return t.session.addDetail
    case 'tell':
      return t.status.sentence.joinedTell
    case 'followUp':
      return t.question.followUp
    case 'withdraw':
      return t.session.withdraw
  }
}

/** Read from the same tables as the server; a reply that is waited for has its field on top. */
export function actionsOf(question: QuestionView, isAsked: boolean): readonly Action[] {
  const { status, step, answerId } = question
  const may: Action[] = []
  if (status === 'answered' && answerId !== null && step === 'done') may.push('followUp')
  if (status === 'joined' && !isAsked) may.push('tell')
  const mayEdit = questionCan('edit', status) && step !== 'parked'
  if (mayEdit) may.push('edit')
  if (questionCan('inform', status) && !mayEdit && !isAsked) may.push('detail')
  if (questionCan('withdraw', status)) may.push('withdraw')
  return may
}
