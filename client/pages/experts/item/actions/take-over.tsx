/** Takes an item that a colleague holds, with the reason that they read. */
import { useState } from 'preact/hooks'
import { limits } from '../../../../../server/domain/limits.ts'
import type { ItemView } from '../../../../state/work.ts'
import { w } from '../../../../text/work/words.ts'
import { TextArea } from '../../../../ui/field/text-area.tsx'
import { useDesk } from '../../desk.ts'
import { ActionForm } from './action-form.tsx'
import { textFault } from './faults.ts'

export function TakeOver({ item }: { item: ItemView }) {
  const { call, taken, conflict } = useDesk()
  const [reason, setReason] = useState('')
  return (
    <ActionForm
      title={w.takeOverTitle}
      submit={w.takeOver}
      fault={() => textFault(reason, limits.reasonLength)}
      give={() => call('item:takeOver', { itemId: item.id, reason })}
      done={() => ({ message: w.takeOverDone })}
      after={() => {
        conflict.value = null
        taken.value = item.id
      }}
    >
      <TextArea
        label={w.takeOverReason}
        value={reason}
        onInput={setReason}
        max={limits.reasonLength}
        rows={2}
      />
    </ActionForm>
  )
}
