/** Act, provision, use and address of a new legal reference. Only a whole one becomes part of the answer. */
import { useEffect, useId, useRef, useState } from 'preact/hooks'
import type { LegalReference } from '../../../../../server/domain/commands.ts'
import { limits } from '../../../../../server/domain/limits.ts'
import { ACTS, addressOfLaw } from '../../../../state/desk/acts.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Checkbox } from '../../../../ui/field/choices.tsx'
import { TextField } from '../../../../ui/field/text-field.tsx'

/** `lawAsOf`: the day of the answer, which a new reference takes over. */
type Props = { lawAsOf: string; onAdd: (reference: LegalReference) => void; onClose: () => void }

const EMPTY = { act: '', provision: '', day: '', note: '', url: '', checked: false }

export function ReferenceForm({ lawAsOf, onAdd, onClose }: Props) {
  const [fields, setFields] = useState({ ...EMPTY, day: lawAsOf })
  const listId = useId()
  const [isTried, setTried] = useState(false)
  const root = useRef<HTMLDivElement>(null)
  useEffect(() => root.current?.querySelector('input')?.focus(), [])
  const isActMissing = fields.act.trim() === ''
  const found = addressOfLaw(fields.act, fields.provision, fields.day)
  const isUrlWrong = fields.url.trim() !== '' && !isAddress(fields.url.trim())
  const write = (change: Partial<typeof EMPTY>) => setFields({ ...fields, ...change })
  const add = () => {
    setTried(true)
    if (!isActMissing && !isUrlWrong)
      onAdd(referenceOf({ ...fields, url: fields.url.trim() || (found ?? '') }))
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
        list={listId}
      />
      <datalist id={listId}>
        {ACTS.map(({ act }) => (
          <option key={act} value={act} />
        ))}
      </datalist>
      <TextField
        label={t.desk.referencePoint}
        value={fields.provision}
        onInput={(provision) => write({ provision: provision.slice(0, limits.referenceLength) })}
      />
      <TextField label={w.referenceDay} type="date" value={fields.day} onInput={(day) => write({ day })} />
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
      {found !== null && fields.url.trim() === '' && (
        <p class="small">
          <a href={found} target="_blank" rel="noopener">
            {w.referenceFound}
          </a>
        </p>
      )}
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

function referenceOf({ act, provision, note, url, checked }: Omit<typeof EMPTY, 'day'>): LegalReference {
  return {
    act: act.trim(),
    provision: provision.trim(),
    checked,
    ...(note.trim() === '' ? {} : { note: note.trim() }),
    ...(url.trim() === '' ? {} : { url: url.trim() }),
  }
}
