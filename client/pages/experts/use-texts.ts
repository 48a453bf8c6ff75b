/** Long texts over HTTP: of a question, of a work item. They are read again when a row says that something of them changed. */
import { useEffect, useRef } from 'preact/hooks'
import type { ItemAnswer, QuestionAnswer } from '../../../server/contract/reads.ts'
import { type Read, useRead } from '../../components/use-read.ts'
import type { ApiSuccess } from '../../state/api.ts'
import type { QuestionView } from '../../state/session.ts'
import type { ItemView } from '../../state/work.ts'
import { useDesk } from './desk.ts'

export function useQuestionTexts(question: QuestionView | undefined): Read<QuestionAnswer> {
  const { state } = useDesk()
  // An attachment that is taken away keeps its row.
  const messages = question && state.messagesOf(question.id).value.map(({ kind }) => kind)
  const answer = question?.answerId ? state.answer(question.answerId).value : undefined
  const version = [question?.textRev, messages, question?.answerId, answer?.textRev, answer?.status].join()
  const path = question && `/api/sessions/${state.sessionId}/questions/${question.id}?as=expert`
  return useVersioned(path, version)
}

export function useItemTexts(item: ItemView | undefined): Read<ItemAnswer> {
  const { state } = useDesk()
  const answer = item?.answerId ? state.answer(item.answerId).value : undefined
  // A colleague's draft is no part of any row: what tells of it is that the lease was renewed by writing.
  const version = [item?.status, item?.holder, item?.notes, item?.leaseUntil, answer?.rev].join()
  const path = item && `/api/sessions/${state.sessionId}/items/${item.id}?as=expert`
  return useVersioned(path, version)
}

function useVersioned<T extends ApiSuccess>(path: string | undefined, version: string): Read<T> {
  const read = useRead<T>(path)
  const known = useRef({ path, version })
  const { again } = read
  useEffect(() => {
    const before = known.current
    known.current = { path, version }
    if (before.path === path && before.version !== version) void again()
  }, [path, version])
  return read
}
