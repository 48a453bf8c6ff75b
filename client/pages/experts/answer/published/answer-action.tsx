/** The forms beside a published answer: mark it to be checked again, or withdraw it, each with its reason. */
import { useState } from 'preact/hooks'
import { limits } from '../../../../../server/domain/limits.ts'
import type { ItemView } from '../../../../state/work.ts'
import { w } from '../../../../text/work/words.ts'
import { TextArea } from '../../../../ui/field/text-area.tsx'
import { useDesk } from '../../desk.ts'
import { ActionForm } from '../../item/actions/action-form.tsx'
import { textFault } from '../../item/actions/faults.ts'

type Props = { item: ItemView; answerId: string }

export function AnswerAction({ answerId }: Props) {
  const { action } = useDesk()
  const name = action.value?.name
  return name === 'recheck' || name === 'withdraw' ? (
    <WithReason key={name} name={name} answerId={answerId} />
  ) : null
}

function WithReason({ name, answerId }: { name: 'recheck' | 'withdraw'; answerId: string }) {
  const { call } = useDesk()
  const [reason, setReason] = useState('')
  const words =
    name === 'recheck'
      ? { title: w.recheckTitle, why: w.recheckWhy, submit: w.recheck, done: w.recheckDone }
      : { title: w.withdrawTitle, why: w.withdrawWhy, submit: w.withdraw, done: w.withdrawDone }
  return (
    <ActionForm
      title={words.title}
      submit={words.submit}
      fault={() => textFault(reason, limits.reasonLength)}
      give={() => call(`answer:${name}`, { answerId, reason })}
      done={() => ({ message: words.done })}
    >
      <TextArea label={words.why} value={reason} onInput={setReason} max={limits.reasonLength} rows={2} />
    </ActionForm>
  )
}
