/** A question from its first word to the server's answer: the draft, what is wrong with it, and sending. */
import { useEffect, useMemo, useRef, useState } from 'preact/hooks'
import type { AskDraft } from '../../../server/domain/commands.ts'
import type { View } from '../../../server/domain/views.ts'
import { useEngine } from '../../components/engine-context.ts'
import type { Draft } from '../../state/drafts.ts'
import type { FetchedAsk } from '../../state/engine.ts'
import { uploadsOf } from '../../state/uploads.ts'
import type { Payload } from '../../sync/command-types.ts'
import type { FailureCode } from '../../sync/device-codes.ts'
import { type AskError, askErrors } from './ask-errors.ts'

export const EMPTY: AskDraft = { title: '', text: '', tried: '', topicId: '', shown: 'body', deadline: '' }

export type Sent = { readonly questionId: string; readonly number: string }

export type Asking = {
  readonly draft: Draft<'ask'>
  readonly themeId: string
  readonly errors: readonly AskError[]
  readonly failure: FailureCode | null
  readonly isSending: boolean
  /** Chosen, and sent right after the question: it is on this device alone until then. */
  readonly file: File | null
  pickFile(file: File | null): void
  chooseTheme(themeId: string): void
  send(): Promise<void>
}

type AskContext = {
  onSent: (sent: Sent) => void
  hasBody: boolean
  /** The draft that the server keeps, where this device has none. */
  fetched: FetchedAsk | undefined
}

export function useAsk(session: View<'session'>, { onSent, hasBody, fetched }: AskContext): Asking {
  const engine = useEngine()
  const draft = useDraft(session.id, fetched)
  const theme = useTheme(session, draft)
  const [errors, setErrors] = useState<readonly AskError[]>([])
  const [failure, setFailure] = useState<FailureCode | null>(null)
  const [isSending, setSending] = useState(false)
  const [tries, setTries] = useState(0)
  const [file, pickFile] = useState<File | null>(null)
  const first = useRef<string | undefined>(undefined)
  first.current = errors[0]?.fieldId
  // After the list of errors has been drawn and said, the first field is where the writer goes on.
  useEffect(() => {
    if (tries > 0 && first.current !== undefined) document.getElementById(first.current)?.focus()
  }, [tries])
  const content = draft.content.value
  // What has been put right is no longer said to be wrong; nothing new is said before the next try.
  const standing = useMemo(() => {
    const now = askErrors(content, theme.themeId)
    return errors.filter(({ fieldId }) => now.some((error) => error.fieldId === fieldId))
  }, [errors, content, theme.themeId])

  const send = async () => {
    if (isSending) return
    const wrong = askErrors(draft.content.peek(), theme.themeId)
    setErrors(wrong)
    setFailure(null)
    setTries((before) => before + 1)
    if (wrong.length > 0) return
    setSending(true)
    draft.keep()
    const payload = payloadOf(draft, hasBody)
    const answer = await engine.call('question:ask', payload, { sessionId: session.id })
    setSending(false)
    if (!answer.ok) return setFailure(answer.code)
    draft.drop()
    const questionId = String(answer.result.questionId)
    if (file) uploadsOf(engine.api).add({ sessionId: session.id, questionId }, file)
    onSent({ questionId, number: String(answer.result.number) })
  }
  return { draft, ...theme, errors: standing, failure, isSending, file, pickFile, send }
}

function useDraft(sessionId: string, fetched: FetchedAsk | undefined): Draft<'ask'> {
  const { openAskDraft, account } = useEngine()
  const actorId = account.me.value?.actorId
  // Another person's draft is another draft.
  const draft = useMemo(
    () => openAskDraft(sessionId, { empty: EMPTY, fetched }),
    [openAskDraft, sessionId, actorId, fetched],
  )
  useEffect(() => () => draft.dispose(), [draft])
  return draft
}

/** A topic says its theme; before one is chosen, the session's only theme is. */
function useTheme(session: View<'session'>, draft: Draft<'ask'>) {
  const { catalogue } = useEngine()
  const only = session.themeIds.length === 1 ? session.themeIds[0] : undefined
  const [chosen, setChosen] = useState<string | undefined>(undefined)
  const { topicId } = draft.content.value
  const ofTopic = catalogue.catalogue.value?.topics.find(({ id }) => id === topicId)?.themeId
  return {
    themeId: ofTopic ?? chosen ?? only ?? '',
    chooseTheme: (themeId: string) => {
      setChosen(themeId)
      draft.write({ topicId: '' })
    },
  }
}

function payloadOf(draft: Draft<'ask'>, hasBody: boolean): Payload<'question:ask'> {
  const { title, text, tried, topicId, shown, deadline } = draft.content.peek()
  return {
    title,
    text,
    topicId,
    shown: hasBody ? shown : 'region',
    draftId: draft.draftId,
    ...(tried.trim() === '' ? {} : { tried }),
    ...(deadline === '' ? {} : { deadline }),
  }
}
