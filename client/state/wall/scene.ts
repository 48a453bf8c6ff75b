/** Which picture a wall shows, by the session's phase and the time. Pure; it knows no rows but the session's. */
import type { View } from '../../../server/domain/views.ts'

export type Scene =
  /** Before the day: when it starts, and how to enter. */
  | { readonly kind: 'join'; readonly startsAt: number }
  /** `resumesAt` is not known where somebody has paused by hand. */
  | { readonly kind: 'break'; readonly isPlanned: boolean; readonly resumesAt: number | null }
  | { readonly kind: 'now'; readonly asking: Asking }
  | { readonly kind: 'ended' }

export type Asking = { readonly isOpen: true; readonly until: number } | { readonly isOpen: false }

export function sceneAt(session: View<'session'>, now: number): Scene {
  switch (session.phase) {
    case 'scheduled':
    case 'collecting':
      return { kind: 'join', startsAt: session.liveAt }
    case 'live':
      return breakAt(session, now) ?? { kind: 'now', asking: askingAt(session, now) }
    case 'answersOnly':
      return { kind: 'now', asking: { isOpen: false } }
    case 'closed':
    case 'archived':
      return { kind: 'ended' }
  }
}

function breakAt({ breakFrom, breakTo, paused }: View<'session'>, now: number): Scene | null {
  const isPlanned = breakFrom !== null && breakTo !== null && breakFrom <= now && now < breakTo
  if (isPlanned) return { kind: 'break', isPlanned, resumesAt: breakTo }
  return paused ? { kind: 'break', isPlanned, resumesAt: null } : null
}

export const askingAt = ({ closesAt }: View<'session'>, now: number): Asking =>
  now < closesAt ? { isOpen: true, until: closesAt } : { isOpen: false }
