/** Votes and follows: what others show of a question. */
import { isRunning } from '../../session.ts'
import { type Decide, decided, isRefused, refuse } from '../decision.ts'
import { findQuestion, sessionSubject } from '../found.ts'

export const vote: Decide<'question:vote'> = {
  subject: sessionSubject,
  decide: (context, { questionId, on }) => {
    const { state, actor } = context
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    if (!isRunning(state.session.phase)) return refuse('session/not-running')
    if (row.actorId === actor.id) return refuse('vote/own-question')
    if (!row.admitted || row.status === 'withdrawn') return refuse('question/not-allowed-now')
    const id = `${questionId}:${actor.id}`
    if ((state.find('vote', id)?.on ?? false) === on) return decided([], { on })
    const bodyId = actor.body?.id ?? null
    return decided(
      [
        {
          entity: 'vote',
          id,
          kind: on ? 'vote given' : 'vote taken back',
          set: { questionId, actorId: actor.id, bodyId, on },
        },
      ],
      { on },
    )
  },
}

export const follow: Decide<'question:follow'> = {
  subject: sessionSubject,
  decide: (context, { questionId, on }) => {
    const { state, actor } = context
    const row = findQuestion(context, questionId)
    if (isRefused(row)) return row
    const id = `${questionId}:${actor.id}`
    if ((state.find('follow', id)?.on ?? false) === on) return decided([], { on })
    const kind = on ? 'question followed' : 'question unfollowed'
    return decided([{ entity: 'follow', id, kind, set: { questionId, actorId: actor.id, on } }], { on })
  },
}
