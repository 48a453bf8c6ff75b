/**
 * A question's page as it is read: the words stay as they were until the reader asks for the new ones; what the reader
 * changes shows at once. Knows no component.
 */
import { useEffect, useState } from 'preact/hooks'
import type { QuestionAnswer } from '../../../server/contract/reads.ts'
import { useEngine } from '../../components/engine-context.ts'
import { useRead } from '../../components/use-read.ts'
import type { SessionState } from '../../state/session.ts'
import type { FailureCode } from '../../sync/device-codes.ts'
import { stampOf, type WhatIsNew, whatIsNew } from './stamp.ts'

export type ReadQuestion = {
  readonly page: QuestionAnswer | undefined
  readonly failure: FailureCode | null
  readonly news: WhatIsNew | null
  readonly showNews: () => void
  readonly retry: () => void
}

export function useQuestion(state: SessionState, id: string): ReadQuestion {
  const grants = useEngine().account.me.value?.grants ?? []
  // What those who work here see of others' questions stays on no device.
  const isKept = grants.every(({ role }) => role === 'participant')
  const { found, failure, again } = useRead<QuestionAnswer>(
    `/api/sessions/${state.sessionId}/questions/${id}`,
    { isKept },
  )
  const [kept, setKept] = useState<QuestionAnswer | undefined>(undefined)
  const live = liveStamp(state, id)
  const fetched = found && stampOf(found)
  useEffect(() => {
    if (fetched !== undefined && live !== undefined && live !== fetched) void again()
  }, [live, fetched, again])
  const isOwnUnderWay = state.underWay.value.some(
    ({ payload }) => 'questionId' in payload && payload.questionId === id,
  )
  const [isActing, setActing] = useState(false)
  useEffect(() => {
    if (isOwnUnderWay) setActing(true)
  }, [isOwnUnderWay])
  const news = kept && found ? whatIsNew(kept, found) : null
  const isSettled = live === fetched
  useEffect(() => {
    // The first page, one whose words are the same, and what the reader did themselves.
    if (!found || (news !== null && !isActing)) return
    setKept(found)
    if (isSettled && !isOwnUnderWay) setActing(false)
  }, [found, news, isActing, isSettled, isOwnUnderWay])
  return {
    page: news === null || isActing ? (found ?? kept) : kept,
    failure: found ? null : failure,
    news: isActing ? null : news,
    showNews: () => setKept(found),
    retry: () => void again(),
  }
}

/** What the live rows say; undefined before they are here. */
function liveStamp(state: SessionState, id: string): string | undefined {
  const question = state.question(id).value
  if (!question) return undefined
  const answer = question.answerId === null ? undefined : state.answer(question.answerId).value
  return stampOf({ question, answer, messages: state.messagesOf(id).value })
}
