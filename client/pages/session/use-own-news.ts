/** What is new among the reader's own questions since they last looked: answers, corrections, an expert's request. */
import { useEffect, useState } from 'preact/hooks'
import { useEngine } from '../../components/engine-context.ts'
import { isAsked } from '../../components/question/status-facts.ts'
import type { QuestionView, SessionState } from '../../state/session.ts'
import { deviceStorage } from '../../sync/browser.ts'

export type OwnNews = {
  readonly count: number
  isNew(question: QuestionView): boolean
}

const nameOf = (sessionId: string) => `quesiti:seen:${sessionId}`

/** While `isLooking` everything is seen as it comes; what was new when the reader began to look stays marked. */
export function useOwnNews(state: SessionState, isLooking: boolean): OwnNews {
  const { clock } = useEngine()
  const [storage] = useState(deviceStorage)
  const [since, setSince] = useState(() => Number(storage.getItem(nameOf(state.sessionId)) ?? 0))
  const moments = state.mine.value.map((question) => ({ question, at: newsAt(state, question) }))
  const newest = Math.max(0, ...moments.map(({ at }) => at))
  useEffect(() => {
    if (!isLooking || newest === 0) return
    try {
      storage.setItem(nameOf(state.sessionId), String(Math.max(newest, clock.serverNow())))
    } catch {
      // A full device shows the same answers as new once more.
    }
    return () => setSince(newest)
  }, [isLooking, newest, storage, state, clock])
  const isNewAt = (at: number) => at > since
  return {
    count: moments.filter(({ at }) => isNewAt(at)).length,
    isNew: (question) => isNewAt(newsAt(state, question)),
  }
}

function newsAt(state: SessionState, question: QuestionView): number {
  const answer = question.answerId === null ? undefined : state.answer(question.answerId).value
  const messages = state.messagesOf(question.id).value
  const asked = isAsked(messages) ? (messages.findLast(({ kind }) => kind === 'infoRequest')?.at ?? 0) : 0
  const isTurnedAway = question.status === 'notAccepted' || question.status === 'redirected'
  return Math.max(
    isTurnedAway ? question.statusAt : 0,
    answer?.correctedAt ?? answer?.publishedAt ?? 0,
    asked,
  )
}
