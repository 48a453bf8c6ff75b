/** Listens to the keyboard for a page: strokes become actions by the table, and the page says what they do. */
import { useEffect, useRef } from 'preact/hooks'
import { type Action, actionOf } from './keyboard.ts'

export type Handlers = Partial<Record<Action, () => void>>

/** What only shows its text takes no letters. */
const FIELD =
  'input:not([type=radio], [type=checkbox], [readonly]), textarea:not([readonly]), select, [contenteditable]'
const CONTROL = 'a, button, summary, input, [role=tab]'
const AFTER_G_MS = 1_500

/** An action without a handler stays the browser's. Behind an open dialog only the dialog's own keys work. */
export function useKeys(handlers: Handlers, letters: boolean): void {
  const current = useRef(handlers)
  current.current = handlers
  useEffect(() => {
    let gAt = Number.NEGATIVE_INFINITY
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || document.querySelector('dialog[open]')) return
      const target = event.target instanceof Element ? event.target : document.body
      const action = actionOf(
        {
          key: event.key,
          code: event.code,
          ctrl: event.ctrlKey,
          alt: event.altKey,
          meta: event.metaKey,
        },
        {
          inField: target.matches(FIELD),
          onControl: target.matches(CONTROL),
          afterG: event.timeStamp - gAt < AFTER_G_MS,
          letters,
        },
      )
      gAt = action === 'g' ? event.timeStamp : Number.NEGATIVE_INFINITY
      if (action === null || action === 'g') return
      const handler = current.current[action]
      if (!handler) return
      event.preventDefault()
      handler()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [letters])
}
