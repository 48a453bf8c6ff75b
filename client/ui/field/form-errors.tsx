/** The list of errors on top of a form; it takes the focus when it appears, and each line leads to its field. */
import { useEffect, useRef } from 'preact/hooks'

type Props = { title: string; errors: readonly { fieldId: string; message: string }[] }

export function FormErrors({ title, errors }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const count = errors.length
  useEffect(() => {
    if (count > 0) box.current?.focus()
  }, [count])
  if (count === 0) return null
  return (
    <div class="form-errors" role="alert" tabIndex={-1} ref={box}>
      <b>{title}</b>
      <ul>
        {errors.map(({ fieldId, message }) => (
          <li key={fieldId}>
            <a
              href={`#${fieldId}`}
              onClick={(event) => {
                event.preventDefault()
                document.getElementById(fieldId)?.focus()
              }}
            >
              {message}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
