/** A list as one white panel with dividers. Rows keep their place; a withdrawn one becomes a tombstone. */
import type { ComponentChildren } from 'preact'

type PanelProps = {
  /** The accessible name when the panel has no visible heading. */
  label?: string
  heading?: string
  aside?: ComponentChildren
  /** The 4 px top edge: terracotta when live, grey for the first date. */
  edge?: 'live' | 'first'
  list?: boolean
  children: ComponentChildren
}

export function Panel({ label, heading, aside, edge, list = false, children }: PanelProps) {
  const Body = list ? 'ul' : 'div'
  return (
    <section class={edge ? `panel panel--${edge}` : 'panel'} aria-label={label ?? heading}>
      {heading && (
        <div class="panel__head">
          <h2 class="item-title">{heading}</h2>
          {aside}
        </div>
      )}
      <Body>{children}</Body>
    </section>
  )
}

type RowProps = {
  /** Inside `Panel list` a row is a list item. */
  as?: 'li' | 'div' | 'article'
  state?: 'own' | 'gone' | 'fresh' | undefined
  label?: string
  children: ComponentChildren
}

export function Row({ as: Tag = 'li', state, label, children }: RowProps) {
  return (
    <Tag class={state ? `row-item row-item--${state}` : 'row-item'} aria-label={label}>
      {children}
    </Tag>
  )
}
