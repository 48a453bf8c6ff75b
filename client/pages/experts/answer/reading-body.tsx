/** A column's part that scrolls and is only read: it can be reached by the keyboard, to be scrolled. */
import type { ComponentChildren } from 'preact'
import { w } from '../../../text/work/words.ts'

export function ReadingBody({ label = w.text, children }: { label?: string; children: ComponentChildren }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: without it the keyboard could not scroll here.
    <section class="console__body" aria-label={label} tabIndex={0}>
      {children}
    </section>
  )
}
