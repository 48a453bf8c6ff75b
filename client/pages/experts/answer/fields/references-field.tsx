/** The legal references of an answer: one row each, checked against the source or not yet; new ones come by a small form. */
import { useState } from 'preact/hooks'
import type { LegalReference } from '../../../../../server/domain/commands.ts'
import { limits } from '../../../../../server/domain/limits.ts'
import { useKeys } from '../../../../components/keys/use-keys.ts'
import { t } from '../../../../text/text.ts'
import { w } from '../../../../text/work/words.ts'
import { Button } from '../../../../ui/button.tsx'
import { Icon } from '../../../../ui/icon/icon.tsx'
import { Kbd } from '../../../../ui/kbd.tsx'
import { useDesk } from '../../desk.ts'
import { ReferenceWords } from '../answer-text.tsx'
import { fieldIdOf } from './part-names.ts'
import { ReferenceForm } from './reference-form.tsx'

type Props = {
  references: readonly LegalReference[]
  /** The day as of which the answer is. */
  lawAsOf: string
  isReadOnly: boolean
  onChange: (references: readonly LegalReference[]) => void
}

export function ReferencesField({ references, lawAsOf, isReadOnly, onChange }: Props) {
  const { letters } = useDesk()
  const [isOpen, setOpen] = useState(false)
  const mayAdd = !isReadOnly && references.length < limits.references
  useKeys(mayAdd ? { reference: () => setOpen(true) } : {}, letters)
  const change = (place: number, next: LegalReference | null) =>
    onChange(references.flatMap((each, at) => (at === place ? (next ?? []) : each)))
  return (
    <section class="answer-part" aria-label={t.desk.referencesLong}>
      <div class="answer-part__head">
        <h3 class="answer-part__title">{t.desk.referencesLong}</h3>
        {mayAdd && (
          <button
            id={fieldIdOf('references')}
            type="button"
            class="button button--tertiary button--small works-in-fields"
            aria-keyshortcuts="Control+k"
            aria-expanded={isOpen}
            onClick={() => setOpen(!isOpen)}
          >
            {t.desk.addReference} <Kbd keys="Ctrl K" />
          </button>
        )}
      </div>
      {references.length > 0 && (
        <ul class="reference-list">
          {references.map((reference, place) => (
            <Row
              key={`${reference.act} ${reference.provision}`}
              reference={reference}
              isReadOnly={isReadOnly}
              onChange={(next) => change(place, next)}
            />
          ))}
        </ul>
      )}
      {references.length === 0 && !isOpen && <p class="small muted">{w.referencesNone}</p>}
      {isOpen && (
        <ReferenceForm
          lawAsOf={lawAsOf}
          onAdd={(reference) => {
            onChange([...references, reference])
            setOpen(false)
          }}
          onClose={() => setOpen(false)}
        />
      )}
    </section>
  )
}

type RowProps = {
  reference: LegalReference
  isReadOnly: boolean
  onChange: (next: LegalReference | null) => void
}

function Row({ reference, isReadOnly, onChange }: RowProps) {
  const { act, provision, checked } = reference
  const what = `${act} ${provision}`.trim()
  const state = checked ? 'reference-row__state' : 'reference-row__state reference-row__state--open'
  const sign = (
    <>
      <Icon name={checked ? 'check' : 'attention'} size={16} />
      {checked ? t.desk.checked : t.desk.unchecked}
    </>
  )
  return (
    <li class="reference-row">
      <ReferenceWords reference={reference} />
      {isReadOnly ? (
        <span class={state}>{sign}</span>
      ) : (
        <>
          <button
            type="button"
            class={state}
            aria-label={w.referenceToggle(what, checked)}
            onClick={() => onChange({ ...reference, checked: !checked })}
          >
            {sign}
          </button>
          <Button look="tertiary" size="small" onPress={() => onChange(null)}>
            {t.common.remove}
            <span class="visually-hidden"> {what}</span>
          </Button>
        </>
      )}
    </li>
  )
}
