/** Sends an answer back to its author with what to change; a selected passage is quoted. */
import { useState } from 'preact/hooks'
import { limits } from '../../../../../server/domain/limits.ts'
import type { ItemView } from '../../../../state/work.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { TextArea } from '../../../../ui/field/text-area.tsx'
import { useDesk } from '../../desk.ts'
import { goOn } from '../../go-on.ts'
import { ActionForm } from '../../item/actions/action-form.tsx'
import { textFault } from '../../item/actions/faults.ts'

export function SendBack({ item, text: begun }: { item: ItemView; text: string }) {
  const desk = useDesk()
  const [text, setText] = useState(begun)
  return (
    <ActionForm
      title={w.sendBackTitle}
      hint={w.sendBackHint}
      submit={t.desk.sendBack}
      fault={() => textFault(text, limits.noteLength)}
      give={() => desk.call('answer:return', { itemId: item.id, text })}
      done={() => ({ message: w.sendBackDone })}
      after={() => goOn(desk)}
    >
      <TextArea label={w.sendBackText} value={text} onInput={setText} max={limits.noteLength} rows={3} />
    </ActionForm>
  )
}
