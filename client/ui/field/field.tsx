/** Label, counter, hint and error around one control, wired by id. Knows no value. */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import { t } from '../../text/text.ts'
import { Icon } from '../icon/icon.tsx'

export type FieldText = {
  label: string
  hint?: string | undefined
  error?: string | undefined
  /** Given when the control has an id of its own, for links from the list of errors. */
  id?: string
}

export type Wiring = {
  id: string
  'aria-describedby': string | undefined
  'aria-invalid': true | undefined
}

type Props = FieldText & {
  counter?: { used: number; max: number }
  children: (wiring: Wiring) => ComponentChildren
}

/** From here on the counter turns ink and bold. */
const NEAR = 0.9

export function Field({ label, hint, error, id, counter, children }: Props) {
  const ownId = useId()
  const fieldId = id ?? ownId
  const described = [error && `${fieldId}-error`, hint && `${fieldId}-hint`].filter(Boolean).join(' ')
  return (
    <div class="field">
      <div class="field__head">
        <label class="field__label" for={fieldId}>
          {label}
        </label>
        {counter && <Counter {...counter} />}
      </div>
      {children({
        id: fieldId,
        'aria-describedby': described || undefined,
        'aria-invalid': error ? true : undefined,
      })}
      {error && (
        <p class="field__error" id={`${fieldId}-error`}>
          <Icon name="attention" size={16} />
          {error}
        </p>
      )}
      {hint && (
        <p class="field__hint" id={`${fieldId}-hint`}>
          {hint}
        </p>
      )}
    </div>
  )
}

function Counter({ used, max }: { used: number; max: number }) {
  const near = used >= max * NEAR
  return (
    <span class={near ? 'field__counter field__counter--near' : 'field__counter'}>
      <span aria-hidden="true">{t.common.counter(used, max)}</span>
      <span class="visually-hidden">{t.common.counterSpoken(used, max)}</span>
    </span>
  )
}
