/** Puts an item off to a day, with the reason that its asker reads. */
import { useState } from 'preact/hooks'
import { limits } from '../../../../../server/domain/limits.ts'
import { useEngine } from '../../../../components/engine-context.ts'
import type { ItemView } from '../../../../state/work.ts'
import { w } from '../../../../text/work/words.ts'
import { TextArea } from '../../../../ui/field/text-area.tsx'
import { TextField } from '../../../../ui/field/text-field.tsx'
import { useDesk } from '../../desk.ts'
import { ActionForm } from './action-form.tsx'
import { textFault } from './faults.ts'

/** Eight in the morning in Rome, summer or winter: before any day begins. */
const MORNING = 'T07:00:00Z'

export function Park({ item }: { item: ItemView }) {
  const { call, report } = useDesk()
  const { clock } = useEngine()
  const [day, setDay] = useState('')
  const [reason, setReason] = useState('')
  const until = Date.parse(`${day}${MORNING}`)
  const fault = () => {
    if (Number.isNaN(until) || until <= clock.serverNow()) return w.needsDay
    return textFault(reason, limits.reasonLength)
  }
  const unpark = async () => {
    const answer = await call('item:unpark', { itemId: item.id })
    if (answer.ok) report({ message: w.unparkDone })
  }
  return (
    <ActionForm
      title={w.parkTitle}
      submit={w.parkTitle}
      fault={fault}
      give={() => call('item:park', { itemId: item.id, until, reason })}
      done={() => ({ message: w.parkDone, undo: () => void unpark() })}
    >
      <TextField label={w.parkDay} type="date" value={day} onInput={setDay} />
      <TextArea label={w.parkReason} value={reason} onInput={setReason} max={limits.reasonLength} rows={2} />
    </ActionForm>
  )
}
