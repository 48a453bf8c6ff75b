/** Many lines of text, in a box that grows with them. */
import { type ComponentChildren, Fragment } from 'preact'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { graphemes } from '../../../server/domain/text.ts'
import { Field, type FieldText } from './field.tsx'

type Props = FieldText & {
  value: string
  onInput: (value: string) => void
  onBlur?: () => void
  onFocus?: () => void
  max?: number
  rows?: number
  placeholder?: string
  readOnly?: boolean
  /** The privacy guard's edge: something in the text wants attention, nothing is wrong. */
  attention?: boolean
  /** What is underlined in the text, in code units; given at all, the box is always built for it. */
  marks?: readonly Mark[]
}

export type Mark = { readonly from: number; readonly to: number }

export function TextArea({
  value,
  onInput,
  onBlur,
  onFocus,
  max,
  rows = 3,
  attention = false,
  marks,
  ...rest
}: Props) {
  const { placeholder, readOnly, ...text } = rest
  const area = useRef<HTMLTextAreaElement>(null)
  // Browsers with field-sizing grow the box themselves; for the others it is measured after each change.
  useLayoutEffect(() => {
    const box = area.current
    if (!box || CSS.supports('field-sizing', 'content')) return
    box.style.height = 'auto'
    box.style.height = `${box.scrollHeight + box.offsetHeight - box.clientHeight}px`
  }, [value])
  return (
    <Field {...text} {...(max === undefined ? {} : { counter: { used: graphemes(value), max } })}>
      {(wiring) => (
        <Marked text={value} marks={marks}>
          <textarea
            {...wiring}
            ref={area}
            class={attention ? 'form-control input input--attn' : 'form-control input'}
            style={{ minHeight: `calc(${rows} * 1.5em + 28px)` }}
            rows={rows}
            value={value}
            placeholder={placeholder}
            readOnly={readOnly}
            onInput={(event) => onInput(event.currentTarget.value)}
            onBlur={onBlur}
            onFocus={onFocus}
          />
        </Marked>
      )}
    </Field>
  )
}

/** A textarea can't underline a part of its text: the same text lies behind it, unseen but for its marks. */
function Marked({
  text,
  marks,
  children,
}: {
  text: string
  marks: readonly Mark[] | undefined
  children: ComponentChildren
}) {
  if (marks === undefined) return <>{children}</>
  return (
    <div class="marked">
      <div class="marked__behind" aria-hidden="true">
        {marks.map(({ from, to }, place) => (
          <Fragment key={from}>
            {text.slice(marks[place - 1]?.to ?? 0, from)}
            <mark>{text.slice(from, to)}</mark>
          </Fragment>
        ))}
        {text.slice(marks.at(-1)?.to ?? 0)}
      </div>
      {children}
    </div>
  )
}
