/** The whole text of a question that waits, read over HTTP, and again when a colleague corrects it. */
import { useEffect, useRef } from 'preact/hooks'
import type { QuestionAnswer } from '../../../../server/contract/reads.ts'
import { type Read, useRead } from '../../../components/use-read.ts'
import type { QuestionView } from '../../../state/session.ts'
import { useModeration } from '../moderation.ts'

export type QuestionWords = { readonly title: string; readonly text: string; readonly tried: string }

export function useWords(question: QuestionView | undefined): {
  words: QuestionWords | undefined
  failure: Read<QuestionAnswer>['failure']
} {
  const { state } = useModeration()
  const path = question && `/api/sessions/${state.sessionId}/questions/${question.id}?as=moderator`
  const { found, failure, again } = useRead<QuestionAnswer>(path)
  const known = useRef<string | undefined>(undefined)
  const version = question && `${question.id} ${question.textRev}`
  useEffect(() => {
    const before = known.current
    known.current = version
    if (before !== undefined && before !== version && before.split(' ')[0] === version?.split(' ')[0])
      void again()
  }, [version, again])
  const words = found?.words
  const part = (name: string) => (typeof words?.[name] === 'string' ? String(words[name]) : '')
  return {
    words: words ? { title: part('title'), text: part('text'), tried: part('tried') } : undefined,
    failure,
  }
}
