/** Where the keyboard goes: from column to column, and back to the row of the item that is open. Knows the page's ids alone. */

/** The next column that there is room for, round and round. */
export function nextColumn(): void {
  const columns = [...document.querySelectorAll<HTMLElement>('.console__column')].filter(
    (column) => column.offsetParent !== null,
  )
  const current = columns.findIndex((column) => column.contains(document.activeElement))
  columns[(current + 1) % columns.length]?.focus()
}

/** The row where it is in sight; on a narrow screen the page's own content. */
export function toRow(itemId: string | undefined): void {
  const row = itemId === undefined ? null : document.getElementById(`row-${itemId}`)
  const target = row ?? document.querySelector<HTMLElement>('.queue-row')
  if (target?.offsetParent) target.focus()
  else document.getElementById('content')?.focus({ preventScroll: true })
}

/** Where columns don't stand side by side. */
export const isNarrow = (): boolean => matchMedia('(width < 1024px)').matches

/** Where there is only one column at a time. */
export const isPhone = (): boolean => matchMedia('(width < 768px)').matches
