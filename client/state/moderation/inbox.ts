/**
 * The inbox, oldest first, as its reader sees it: what is new comes at its end, what leaves by another's hand leaves a line
 * in its place until the reader moves on. Pure; it knows ids alone.
 */
export type InboxRow = { readonly id: string; readonly state: 'open' | 'moved' | 'gone' }

/** `received` is what waits now, oldest first; `moved` are the reader's own that still show their note. */
export function inboxRows(
  shown: readonly string[],
  received: readonly string[],
  moved: ReadonlySet<string>,
): readonly InboxRow[] {
  const waits = new Set(received)
  const known = new Set(shown)
  const order = [...shown, ...received.filter((id) => !known.has(id))]
  return order.map((id) => ({ id, state: moved.has(id) ? 'moved' : waits.has(id) ? 'open' : 'gone' }))
}

/** The same without the lines of what is gone. */
export const settled = (rows: readonly InboxRow[]): readonly string[] =>
  rows.filter(({ state }) => state !== 'gone').map(({ id }) => id)

/** The row to go to from another one: the next that is open, else the one before it. */
export function openAfter(rows: readonly InboxRow[], id: string | undefined): string | undefined {
  const place = rows.findIndex((row) => row.id === id)
  const isOpen = (row: InboxRow) => row.state === 'open' && row.id !== id
  return (rows.slice(place + 1).find(isOpen) ?? rows.slice(0, Math.max(0, place)).findLast(isOpen))?.id
}

/** J and K: the neighbour that is open. */
export function openNeighbour(rows: readonly InboxRow[], id: string | undefined, step: 1 | -1) {
  const open = rows.filter((row) => row.state === 'open' || row.id === id)
  const place = open.findIndex((row) => row.id === id)
  if (place < 0) return open.at(step === 1 ? 0 : -1)?.id
  return (open[place + step] ?? open[place])?.id
}
