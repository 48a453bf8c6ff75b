/** Puts together what the parts of the moderator's page share. */
import { useEffect, useMemo, useState } from 'preact/hooks'
import type { PeopleAnswer } from '../../../server/contract/reads.ts'
import { takesQuestions } from '../../../server/domain/session.ts'
import type { View } from '../../../server/domain/views.ts'
import { useEngine } from '../../components/engine-context.ts'
import { useRead } from '../../components/use-read.ts'
import type { Engine } from '../../state/engine.ts'
import { createMoves, type Moves } from '../../state/moderation/moves.ts'
import type { SessionState } from '../../state/session.ts'
import { browserTimers } from '../../sync/browser.ts'
import type { Asked, Moderation } from './moderation.ts'
import { useInbox } from './use-inbox.ts'

export function useModerationOf(
  session: View<'session'>,
  state: SessionState,
): { moderation: Moderation; asked: Asked | undefined } {
  const engine = useEngine()
  const { catalogue, account } = engine
  const [asked, ask] = useState<Asked | undefined>(undefined)
  const people = useRead<PeopleAnswer>(`/api/sessions/${session.id}/people`).found?.people ?? []
  const moves = useMoves(engine, session.id)
  const inbox = useInbox(state, moves)
  const { sessions = [], topics = [], themes = [] } = catalogue.catalogue.value ?? {}
  const grants = account.me.value?.grants ?? []
  const moderation: Moderation = {
    session,
    state,
    topics: topics.filter(({ themeId }) => session.themeIds.includes(themeId)),
    themes: themes.filter(({ id }) => session.themeIds.includes(id)),
    topicOf: (topicId) => topics.find(({ id }) => id === topicId),
    nameOf: (actorId) => people.find((person) => person.actorId === actorId)?.name,
    isAdministrator: grants.some(({ role }) => role === 'administrator'),
    laterDays: (themeId) => daysAfter(sessions, session, themeId),
    moves,
    give: (questionId, move) => {
      if (move.kind !== 'mute') inbox.leave(questionId)
      moves.give(questionId, move)
    },
    rows: inbox.rows,
    current: inbox.currentId === undefined ? undefined : state.question(inbox.currentId).value,
    select: inbox.select,
    settle: inbox.settle,
    ask,
  }
  return { moderation, asked }
}

function useMoves(engine: Engine, sessionId: string): Moves {
  const moves = useMemo(
    () =>
      createMoves({
        timers: browserTimers,
        call: (type, payload) => engine.call(type, payload, { sessionId }),
        onLeaving: (listener) => {
          window.addEventListener('pagehide', listener)
          return () => window.removeEventListener('pagehide', listener)
        },
      }),
    [engine, sessionId],
  )
  useEffect(() => () => moves.dispose(), [moves])
  return moves
}

const daysAfter = (
  sessions: readonly View<'session'>[],
  session: View<'session'>,
  themeId: string,
): readonly View<'session'>[] =>
  sessions
    .filter(
      (other) =>
        other.id !== session.id &&
        other.liveAt > session.liveAt &&
        other.themeIds.includes(themeId) &&
        other.rehearsal === session.rehearsal &&
        (other.phase === 'scheduled' || takesQuestions(other.phase)),
    )
    .sort((one, two) => one.liveAt - two.liveAt)
