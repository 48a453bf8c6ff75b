/** Asks the body for what is missing; the item waits for it and keeps its place. */
import { useState } from 'preact/hooks'
import { limits } from '../../../../../server/domain/limits.ts'
import type { ItemView } from '../../../../state/work.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { Select } from '../../../../ui/field/select.tsx'
import { TextArea } from '../../../../ui/field/text-area.tsx'
import { useDesk } from '../../desk.ts'
import { useCanned } from '../../use-canned.ts'
import { ActionForm } from './action-form.tsx'
import { textFault } from './faults.ts'

export function AskMore({ item }: { item: ItemView }) {
  const { call } = useDesk()
  const texts = useCanned().texts.filter(
    ({ kind, themes }) => kind === 'ask_facts' && themes.includes(item.themeId),
  )
  const [chosen, choose] = useState('')
  const [text, setText] = useState('')
  return (
    <ActionForm
      title={w.askTitle}
      hint={w.askHint}
      submit={w.askTitle}
      fault={() => textFault(text, limits.messageLength)}
      give={() => call('item:askMore', { itemId: item.id, text })}
      done={() => ({ message: w.askDone })}
    >
      {texts.length > 0 && (
        <Select
          label={t.desk.readyText}
          prompt={w.readyTitle}
          value={chosen}
          options={texts.map(({ id, title }) => ({ value: id, label: title }))}
          onChange={(id) => {
            choose(id)
            setText(texts.find((ready) => ready.id === id)?.text ?? text)
          }}
        />
      )}
      <TextArea label={w.askText} value={text} onInput={setText} max={limits.messageLength} rows={3} />
    </ActionForm>
  )
}
