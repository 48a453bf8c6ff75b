/** A native select with our arrow. `hideLabel` keeps the label for the ear only. */
import { useId } from 'preact/hooks'
import { Icon } from '../icon/icon.tsx'
import { Field, type FieldText, type Wiring } from './field.tsx'

export type Option = { value: string; label: string; disabled?: boolean }

type Props = FieldText & {
  value: string
  options: readonly Option[]
  onChange: (value: string) => void
  /** Shown while nothing is chosen. */
  prompt?: string
  hideLabel?: boolean
  disabled?: boolean
}

export function Select({ hideLabel = false, ...props }: Props) {
  const ownId = useId()
  const { label, hint, error, id } = props
  if (!hideLabel) {
    return (
      <Field {...{ label, hint, error, ...(id ? { id } : {}) }}>
        {(wiring) => <Box {...props} wiring={wiring} />}
      </Field>
    )
  }
  const wiring: Wiring = { id: id ?? ownId, 'aria-describedby': undefined, 'aria-invalid': undefined }
  return (
    <>
      <label class="visually-hidden" for={wiring.id}>
        {label}
      </label>
      <Box {...props} wiring={wiring} compact />
    </>
  )
}

type BoxProps = Omit<Props, 'hideLabel'> & { wiring: Wiring; compact?: boolean }

function Box({ value, options, onChange, prompt, disabled, wiring, compact = false }: BoxProps) {
  return (
    <span class={compact ? 'select select--compact' : 'select'}>
      <select
        {...wiring}
        class="form-control input"
        value={value}
        disabled={disabled}
        onChange={(event) => onChange(event.currentTarget.value)}
      >
        {prompt !== undefined && (
          <option value="" disabled>
            {prompt}
          </option>
        )}
        {options.map((option) => (
          <option key={option.value} value={option.value} disabled={option.disabled}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="chevron-down" size={16} />
    </span>
  )
}
