/** Not accepted, or passed on: the reason is chosen, its text can be changed, and what it leaves open must be filled in. */
import { useState } from 'preact/hooks'
import type { CannedAnswer } from '../../../../server/contract/reads.ts'
import { limits } from '../../../../server/domain/limits.ts'
import { useRead } from '../../../components/use-read.ts'
import type { QuestionView } from '../../../state/session.ts'
import { m } from '../../../text/moderation/words.ts'
import { t } from '../../../text/text.ts'
import { Button } from '../../../ui/button.tsx'
import { Choices } from '../../../ui/field/choices.tsx'
import { Select } from '../../../ui/field/select.tsx'
import { TextArea } from '../../../ui/field/text-area.tsx'
import { useModeration } from '../moderation.ts'
import { textFault } from './text-fault.ts'

type Props = { question: QuestionView; onClose: () => void }

export function RefuseForm({ question, onClose }: Props) {
  const { give } = useModeration()
  const reasons = useReasons('not_accepted')
  const [reason, setReason] = useState('')
  const [text, setText] = useState('')
  const [isTried, setTried] = useState(false)
  const missing = reason === '' ? t.moderation.reasonMissing : undefined
  const fault = textFault(text, limits.reasonLength)
  const choose = (code: string) => {
    setReason(code)
    setText(reasons.find((one) => one.code === code)?.text ?? '')
  }
  const submit = () => {
    setTried(true)
    if (missing || fault) return
    give(question.id, { kind: 'refuse', reason, text })
    onClose()
  }
  return (
    <form class="stack" noValidate onSubmit={preventing(submit)}>
      <Select
        label={t.moderation.reason}
        prompt={m.chooseReason}
        value={reason}
        onChange={choose}
        error={isTried ? missing : undefined}
        options={reasons.map(({ code, label }) => ({ value: code, label }))}
      />
      <ToAsker text={text} onInput={setText} error={isTried && !missing ? fault : undefined} />
      <Button look="primary" size="main" type="submit">
        {m.doRefuse}
      </Button>
    </form>
  )
}

export function RedirectForm({ question, onClose }: Props) {
  const { give } = useModeration()
  const reasons = useReasons('redirected')
  const [to, setTo] = useState<'secretariat' | 'support'>('secretariat')
  const [written, setText] = useState<string | undefined>(undefined)
  const [isTried, setTried] = useState(false)
  const text = written ?? reasons.find(({ code }) => code === `to_${to}`)?.text ?? ''
  const fault = textFault(text, limits.reasonLength)
  const submit = () => {
    setTried(true)
    if (fault) return
    give(question.id, { kind: 'redirect', to, text })
    onClose()
  }
  return (
    <form class="stack" noValidate onSubmit={preventing(submit)}>
      <Choices
        label={m.redirectTo}
        value={to}
        onChange={(value) => {
          setTo(value === 'support' ? 'support' : 'secretariat')
          setText(undefined)
        }}
        options={[
          { value: 'secretariat', label: m.secretariat },
          { value: 'support', label: m.support },
        ]}
      />
      <ToAsker text={text} onInput={setText} error={isTried ? fault : undefined} />
      <Button look="primary" size="main" type="submit">
        {m.doRedirect}
      </Button>
    </form>
  )
}

type AskerProps = { text: string; onInput: (text: string) => void; error: string | undefined }

const ToAsker = ({ text, onInput, error }: AskerProps) => (
  <TextArea
    label={t.moderation.toAsker}
    value={text}
    onInput={onInput}
    max={limits.reasonLength}
    rows={5}
    error={error}
  />
)

const useReasons = (outcome: CannedAnswer['reasons'][number]['outcome']) =>
  (useRead<CannedAnswer>('/api/content/canned').found?.reasons ?? []).filter(
    (reason) => reason.outcome === outcome,
  )

const preventing = (submit: () => void) => (event: Event) => {
  event.preventDefault()
  submit()
}
