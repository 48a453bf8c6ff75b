/**
 * The groups of an expert's lists, and how they stand still: while somebody points at them or is in them with the
 * keyboard every row keeps its place, and new ones wait. Knows ids alone.
 */

export const GROUPS = ['mine', 'free', 'others', 'toAdmit'] as const
export type GroupName = (typeof GROUPS)[number]
export type Groups = Readonly<Record<GroupName, readonly string[]>>

export const NO_GROUPS: Groups = { mine: [], free: [], others: [], toAdmit: [] }

export type Standing = {
  /** What is shown: the row of an id may have gone elsewhere meanwhile, and says so itself. */
  readonly groups: Groups
  /** What waits to be shown. */
  readonly waiting: readonly string[]
}

/** What is shown while the list is held: as it was, but for what the reader took or gave back, which goes at once. */
export function hold(before: Groups, now: Groups): Standing {
  const mine = new Set(now.mine)
  const wasMine = new Set(before.mine)
  const known = new Set([...before.mine, ...before.free, ...before.others])
  const knownToAdmit = new Set(before.toAdmit)
  const kept = (name: GroupName) => before[name].filter((id) => !mine.has(id))
  // Given back by the reader: it stands where it belongs now.
  const returned = (name: GroupName) =>
    now[name].filter((id) => wasMine.has(id) && !before[name].includes(id))
  const groups: Groups = {
    mine: now.mine,
    free: [...kept('free'), ...returned('free')],
    others: [...kept('others'), ...returned('others')],
    toAdmit: kept('toAdmit'),
  }
  // One that was admitted meanwhile is new among those to take, and keeps its place until it is shown there.
  const waiting = [
    ...[...now.free, ...now.others].filter((id) => !known.has(id)),
    ...now.toAdmit.filter((id) => !known.has(id) && !knownToAdmit.has(id)),
  ]
  return { groups, waiting }
}

/** The neighbour of a row in the order in which the list is read; without one, the first or the last. */
export function neighbour(ids: readonly string[], current: string | undefined, step: 1 | -1) {
  const place = current === undefined ? -1 : ids.indexOf(current)
  if (place < 0) return step === 1 ? ids[0] : ids.at(-1)
  return ids[Math.min(ids.length - 1, Math.max(0, place + step))]
}

/** What comes after the row that leaves: the next one to take, else the one before it. */
export function successor(ids: readonly string[], leaving: string): string | undefined {
  const place = ids.indexOf(leaving)
  return ids.slice(place + 1)[0] ?? ids.filter((id) => id !== leaving).at(-1)
}
