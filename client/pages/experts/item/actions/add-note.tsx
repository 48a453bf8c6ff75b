/** Adds an internal note to an item. */
import { useState } from 'preact/hooks'
import { limits } from '../../../../../server/domain/limits.ts'
import type { ItemView } from '../../../../state/work.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { TextArea } from '../../../../ui/field/text-area.tsx'
import { useDesk } from '../../desk.ts'
import { ActionForm } from './action-form.tsx'
import { textFault } from './faults.ts'

export function AddNote({ item }: { item: ItemView }) {
  const { call } = useDesk()
  const [text, setText] = useState('')
  return (
    <ActionForm
      title={t.desk.addNote}
      hint={t.desk.notesWho}
      submit={t.desk.addNote}
      fault={() => textFault(text, limits.noteLength)}
      give={() => call('item:note', { itemId: item.id, text })}
      done={() => ({ message: w.noteDone })}
    >
      <TextArea label={w.note} value={text} onInput={setText} max={limits.noteLength} rows={2} />
    </ActionForm>
  )
}
