/** Act, provision, use and address of a new legal reference. Only a whole one becomes part of the answer. */
import { useEffect, useRef, useState } from 'preact/hooks'
import type { LegalReference } from '../../../../../server/domain/commands.ts'
import { limits } from '../../../../../server/domain/limits.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Checkbox } from '../../../../ui/field/choices.tsx'
import { TextField } from '../../../../ui/field/text-field.tsx'

type Props = { onAdd: (reference: LegalReference) => void; onClose: () => void }

const EMPTY = { act: '', provision: '', note: '', url: '', checked: false }

export function ReferenceForm({ onAdd, onClose }: Props) {
  const [fields, setFields] = useState(EMPTY)
  const [isTried, setTried] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => root.current?.querySelector('input')?.focus(), [])
  const isActMissing = fields.act.trim() === ''
  const isUrlWrong = fields.url.trim() !== '' && !isAddress(fields.url.trim())
  const write = (change: Partial<typeof EMPTY>) => setFields({ ...fields, ...change })
  const add = () => {
    setTried(true)
    if (!isActMissing && !isUrlWrong) onAdd(referenceOf(fields))
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only Esc and Enter from inside its fields are heard here.
    <div
      ref={root}
      class="reference-form"
      onKeyDown={(event) => {
        if (event.key === 'Escape') onClose()
        else if (event.key === 'Enter' && !event.ctrlKey && event.target instanceof HTMLInputElement) add()
        else return
        event.preventDefault()
      }}
    >
      <TextField
        label={t.desk.referenceAct}
        value={fields.act}
        onInput={(act) => write({ act: act.slice(0, limits.referenceLength) })}
        error={isTried && isActMissing ? w.referenceActMissing : undefined}
      />
      <TextField
        label={t.desk.referencePoint}
        value={fields.provision}
        onInput={(provision) => write({ provision: provision.slice(0, limits.referenceLength) })}
      />
      <TextField
        label={t.desk.referenceUse}
        value={fields.note}
        onInput={(note) => write({ note: note.slice(0, limits.referenceLength) })}
      />
      <TextField
        label={t.desk.referenceUrl}
        type="url"
        value={fields.url}
        onInput={(url) => write({ url })}
        error={isTried && isUrlWrong ? w.referenceUrlWrong : undefined}
      />
      <Checkbox checked={fields.checked} onChange={(checked) => write({ checked })}>
        {t.desk.checked}
      </Checkbox>
      <div class="cluster">
        <Button look="secondary" size="small" onPress={add}>
          {w.referenceAdd}
        </Button>
        <Button look="tertiary" size="small" onPress={onClose}>
          {t.common.cancel}
        </Button>
      </div>
    </div>
  )
}

function isAddress(text: string): boolean {
  return text.length <= limits.urlLength && /^https?:\/\//.test(text) && URL.canParse(text)
}

function referenceOf({ act, provision, note, url, checked }: typeof EMPTY): LegalReference {
  return {
    act: act.trim(),
    provision: provision.trim(),
    checked,
    ...(note.trim() === '' ? {} : { note: note.trim() }),
    ...(url.trim() === '' ? {} : { url: url.trim() }),
  }
}
