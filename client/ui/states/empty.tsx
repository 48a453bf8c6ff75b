/** An empty list: one sentence and the primary action, in the list's place. */
import type { ComponentChildren } from 'preact'

export function Empty({ sentence, children }: { sentence: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p>{sentence}</p>
      {children}
    </div>
  )
}
