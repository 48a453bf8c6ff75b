/** The phone's bar with the page's one main action and what is left today. Fixed at the bottom; it keeps its own room. */
import type { ComponentChildren } from 'preact'

type Props = { label: string; note?: ComponentChildren; children: ComponentChildren }

export function AskBar({ label, note, children }: Props) {
  return (
    <>
      <div class="ask-bar-room" />
      <section class="ask-bar" aria-label={label}>
        <div class="ask-bar__row">
          {children}
          {note && <p class="ask-bar__note">{note}</p>}
        </div>
      </section>
    </>
  )
}
