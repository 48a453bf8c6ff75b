/** One of a few, as radio buttons; or one yes or no, as a checkbox. */
import type { ComponentChildren } from 'preact'
import { useId } from 'preact/hooks'
import type { Option } from './select.tsx'

type ChoicesProps = {
  label: string
  value: string
  options: readonly Option[]
  onChange: (value: string) => void
}

export function Choices({ label, value, options, onChange }: ChoicesProps) {
  const name = useId()
  return (
    <fieldset class="choices">
      <legend class="choices__legend">{label}</legend>
      {options.map((option) => (
        <label class="choice" key={option.value}>
          <input
            type="radio"
            name={name}
            checked={option.value === value}
            disabled={option.disabled}
            onChange={() => onChange(option.value)}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}

type CheckboxProps = { checked: boolean; onChange: (checked: boolean) => void; children: ComponentChildren }

export function Checkbox({ checked, onChange, children }: CheckboxProps) {
  return (
    <label class="choice">
      <input type="checkbox" checked={checked} onChange={(event) => onChange(event.currentTarget.checked)} />
      {children}
    </label>
  )
}
