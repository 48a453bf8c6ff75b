/** One line of text. `max` counts graphemes and never cuts what is typed or pasted: the error says it instead. */
import { graphemes } from '../../../server/domain/text.ts'
import { Field, type FieldText } from './field.tsx'

type Props = FieldText & {
  value: string
  onInput: (value: string) => void
  onBlur?: () => void
  max?: number
  type?: 'text' | 'email' | 'search' | 'date' | 'time' | 'url'
  /** A numeric code: digits on the phone's keyboard, one-time code from the message. */
  code?: boolean
  placeholder?: string
  autocomplete?: 'email' | 'off' | 'organization' | 'name'
  readOnly?: boolean
  /** The id of a list of proposals. */
  list?: string
  /** Of a date: the first that may be chosen. */
  min?: string
}

export function TextField({ value, onInput, onBlur, max, type = 'text', code = false, ...rest }: Props) {
  const { placeholder, autocomplete, readOnly, list, min, ...text } = rest
  return (
    <Field {...text} {...(max === undefined ? {} : { counter: { used: graphemes(value), max } })}>
      {(wiring) => (
        <input
          {...wiring}
          class={code ? 'form-control input input--code' : 'form-control input'}
          // Preact types an input by its type; those named above share every attribute used here.
          type={type as 'text'}
          value={value}
          placeholder={placeholder}
          readOnly={readOnly}
          list={list}
          min={min}
          inputMode={code ? 'numeric' : undefined}
          autocomplete={code ? 'one-time-code' : autocomplete}
          onInput={(event) => onInput(event.currentTarget.value)}
          onBlur={onBlur}
        />
      )}
    </Field>
  )
}
