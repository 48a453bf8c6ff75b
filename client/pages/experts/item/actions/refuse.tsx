/** Refuses a question or passes it to another office: a reason is chosen, and its words can be fitted to the case. */
import { useState } from 'preact/hooks'
import { limits } from '../../../../../server/domain/limits.ts'
import type { QuestionView } from '../../../../state/session.ts'
import { w } from '../../../../text/work/words.ts'
import { Select } from '../../../../ui/field/select.tsx'
import { TextArea } from '../../../../ui/field/text-area.tsx'
import { useDesk } from '../../desk.ts'
import { useCanned } from '../../use-canned.ts'
import { ActionForm } from './action-form.tsx'
import { textFault } from './faults.ts'

/** Which reason of the content leads to which office. */
const OFFICES: Readonly<Record<string, 'secretariat' | 'support'>> = {
  to_secretariat: 'secretariat',
  to_support: 'support',
}

type Props = { lead: QuestionView; isRedirected?: boolean }

export function Refuse({ lead, isRedirected = false }: Props) {
  const { call } = useDesk()
  const [code, setCode] = useState('')
  const [text, setText] = useState('')
  const reasons = useCanned().reasons.filter((reason) =>
    isRedirected ? reason.code in OFFICES : reason.outcome === 'not_accepted',
  )
  const questionId = lead.id
  const restore = () => void call('question:restore', { questionId })
  const give = () =>
    isRedirected
      ? call('question:redirect', { questionId, to: OFFICES[code] ?? 'secretariat', text })
      : call('question:refuse', { questionId, reason: code, text })
  return (
    <ActionForm
      title={isRedirected ? w.redirectTitle : w.refuseTitle}
      submit={isRedirected ? w.redirect : w.refuse}
      fault={() => (code === '' ? w.chooseReason : textFault(text, limits.reasonLength))}
      give={give}
      done={() => ({ message: isRedirected ? w.redirectDone : w.refuseDone, undo: restore })}
    >
      <Select
        label={isRedirected ? w.office : w.reason}
        prompt={w.chooseReason}
        value={code}
        options={reasons.map((reason) => ({ value: reason.code, label: reason.label }))}
        onChange={(next) => {
          setCode(next)
          setText(reasons.find((reason) => reason.code === next)?.text ?? text)
        }}
      />
      <TextArea label={w.toAsker} value={text} onInput={setText} max={limits.reasonLength} rows={4} />
    </ActionForm>
  )
}
