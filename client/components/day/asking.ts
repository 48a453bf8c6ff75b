/**
 * Whether the reader may ask now, how many are left, and if not, why not: as the server will decide it, worked out from
 * what the page knows. Knows no component.
 */
import type { View } from '../../../server/domain/views.ts'
import type { Me } from '../../state/account.ts'
import type { QuestionView } from '../../state/session.ts'
import { t } from '../../text/text.ts'
import type { ShownPhase } from '../../ui/day/phase-line.tsx'

export type Asking =
  | { readonly kind: 'may'; readonly left: number }
  | { readonly kind: 'grace' }
  | { readonly kind: 'not'; readonly reason: string }
  | { readonly kind: 'signIn' }
  /** The box is not open yet. */
  | { readonly kind: 'before' }
  /** What is written now is for another day, where there is one. */
  | { readonly kind: 'closed'; readonly next: View<'session'> | undefined }
  | { readonly kind: 'over' }

export type AskingFacts = {
  readonly session: View<'session'>
  readonly phase: ShownPhase['kind']
  readonly now: number
  /** Null is nobody, undefined not known yet. */
  readonly me: Me | null | undefined
  readonly mutedUntil: number | null
  readonly used: Used
  readonly next: View<'session'> | undefined
}

export type Used = { readonly byPerson: number; readonly byBody: number }

export function askingOf(facts: AskingFacts): Asking {
  const { phase, me, next } = facts
  if (phase === 'before') return { kind: 'before' }
  if (phase === 'ended') return { kind: 'over' }
  if (phase === 'grace') return { kind: 'grace' }
  if (phase === 'answersOnly') return { kind: 'closed', next }
  if (!me) return { kind: 'signIn' }
  const reason = reasonNotTo({ ...facts, me })
  return reason === undefined ? { kind: 'may', left: leftOf(facts) } : { kind: 'not', reason }
}

const leftOf = ({ session, used }: AskingFacts): number =>
  Math.max(0, Math.min(session.asksPerPerson - used.byPerson, session.asksPerBody - used.byBody))

function reasonNotTo(facts: AskingFacts & { me: Me }): string | undefined {
  const { session, me, mutedUntil, used, next, now } = facts
  const words = t.states.reasons
  if (!me.grants.some(({ role }) => role === 'participant')) return words.notEnrolled
  if (mutedUntil !== null) return words.muted(mutedUntil)
  if (used.byPerson >= session.asksPerPerson)
    return words.personQuota(used.byPerson, next && next.opensAt > now ? next.opensAt : undefined)
  if (used.byBody >= session.asksPerBody) return words.bodyQuota(used.byBody)
  return undefined
}

/** What counts against the quotas: neither what was withdrawn nor what came from another day. */
export function usedOf(ofBody: readonly QuestionView[], onTheirWay: number, sessionCode: string): Used {
  const counted = ofBody.filter(
    ({ status, number }) => status !== 'withdrawn' && number.startsWith(`${sessionCode}-`),
  )
  return {
    byPerson: counted.filter(({ mine }) => mine).length + onTheirWay,
    byBody: counted.length + onTheirWay,
  }
}

/** The next day on which questions are, or will be, taken; one that shares a theme comes first. */
export function nextDayAfter(
  session: View<'session'>,
  sessions: readonly View<'session'>[],
): View<'session'> | undefined {
  const later = sessions
    .filter(
      (one) =>
        one.id !== session.id &&
        !one.rehearsal &&
        one.liveAt > session.liveAt &&
        (one.phase === 'scheduled' || one.phase === 'collecting' || one.phase === 'live'),
    )
    .sort((one, two) => one.liveAt - two.liveAt)
  return later.find((one) => one.themeIds.some((id) => session.themeIds.includes(id))) ?? later[0]
}
