/** A clerk's questions of all days, the newest day first; and what of theirs has not left this device. Knows no component. */
import type { MineAnswer } from '../../../server/contract/reads.ts'
import type { View } from '../../../server/domain/views.ts'

export type OwnQuestion = MineAnswer['questions'][number]
export type OwnDay = {
  readonly sessionId: string
  readonly sessionCode: string
  readonly session: View<'session'> | undefined
  /** Newest change first. */
  readonly questions: readonly View<'question'>[]
}

export function ownDays(
  questions: readonly OwnQuestion[],
  sessions: readonly View<'session'>[],
): readonly OwnDay[] {
  const days = Map.groupBy(questions, ({ sessionId }) => sessionId)
  return [...days]
    .map(
      ([sessionId, own]): OwnDay => ({
        sessionId,
        sessionCode: own[0]?.sessionCode ?? '',
        session: sessions.find(({ id }) => id === sessionId),
        questions: own
          .map(({ view }) => view)
          .sort((one, two) => two.statusAt - one.statusAt || (one.id < two.id ? -1 : 1)),
      }),
    )
    .sort((one, two) => dayOf(two) - dayOf(one))
}

const dayOf = ({ session, questions }: OwnDay): number => session?.liveAt ?? questions[0]?.askedAt ?? 0
