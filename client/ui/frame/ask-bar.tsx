/** The phone's bar with the page's one main action and what is left today. Fixed at the bottom; it keeps its own room. */
import type { ComponentChildren } from 'preact'

type Props = { label: string; note?: ComponentChildren; children: ComponentChildren }

/** What is longer stands over the button: beside it, it would be a column of single words. */
const BESIDE_LENGTH = 36

export function AskBar({ label, note, children }: Props) {
  const isLong = typeof note === 'string' && note.length > BESIDE_LENGTH
  return (
    <>
      <div class={isLong ? 'ask-bar-room ask-bar-room--long' : 'ask-bar-room'} />
      <section class="ask-bar" aria-label={label}>
        <div class="ask-bar__row">
          {children}
          {note && <p class={isLong ? 'ask-bar__note ask-bar__note--long' : 'ask-bar__note'}>{note}</p>}
        </div>
      </section>
    </>
  )
}
