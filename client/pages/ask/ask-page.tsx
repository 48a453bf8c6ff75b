/** Asking a question: writing it, and what comes after. Who is nobody yet is asked to sign in first. */
import './ask.scss'
import { useEffect, useState } from 'preact/hooks'
import { useLocation, useRoute } from 'preact-iso'
import { limits } from '../../../server/domain/limits.ts'
import type { View } from '../../../server/domain/views.ts'
import { useAsking } from '../../components/day/use-asking.ts'
import { useEngine } from '../../components/engine-context.ts'
import { SessionGate } from '../../components/session-gate.tsx'
import { usePreload } from '../../components/use-preload.ts'
import { useSession } from '../../components/use-session.ts'
import type { Draft } from '../../state/drafts.ts'
import type { FetchedAsk } from '../../state/engine.ts'
import type { SessionState } from '../../state/session.ts'
import { AskForm } from './ask-form.tsx'
import { QueuedPage, SentPage, ThankedPage } from './sent.tsx'
import { useAsk } from './use-ask.ts'
import { useKeptDraft } from './use-kept-draft.ts'

/** The way back must be there where the line is lost while writing. */
const nextPage = () => import('../session/session-page.tsx')

const SENT = 'inviato'

export function AskPage() {
  const { account } = useEngine()
  const opened = useSession(useRoute().params.code ?? '', 'participant')
  if (opened.kind !== 'open') return <SessionGate opened={opened} />
  if (account.me.value === null) return <SessionGate opened={{ kind: 'signIn' }} />
  if (account.me.value === undefined) return <SessionGate opened={{ kind: 'loading' }} />
  return <Ask key={opened.state.sessionId} session={opened.view} state={opened.state} />
}

type Props = { session: View<'session'>; state: SessionState }

function Ask({ session, state }: Props) {
  usePreload(nextPage)
  const { query } = useLocation()
  const [sentId, setSentId] = useState<string | undefined>(query[SENT])
  const kept = useKeptDraft(session.id)
  if (sentId !== undefined) return <SentPage session={session} state={state} questionId={sentId} />
  if (kept === undefined) return <SessionGate opened={{ kind: 'loading' }} />
  const onSent = (questionId: string) => {
    // In the address, so that a reload finds it again.
    const url = new URL(location.href)
    url.searchParams.set(SENT, questionId)
    history.replaceState(history.state, '', url)
    setSentId(questionId)
  }
  return <Writing session={session} state={state} onSent={onSent} fetched={kept ?? undefined} />
}

type WritingProps = Props & { onSent: (questionId: string) => void; fetched: FetchedAsk | undefined }

function Writing({ session, state, onSent, fetched }: WritingProps) {
  const { account, line } = useEngine()
  const hasBody = account.me.value?.body !== null
  const ask = useAsk(session, { onSent: ({ questionId }) => onSent(questionId), hasBody, fetched })
  const day = useAsking(session, state, useIsHeld(ask.draft, session.closesAt))
  const [isThanked, setThanked] = useState(false)
  if (isThanked) return <ThankedPage session={session} onReopen={() => setThanked(false)} />
  if (ask.isSending && line.value.line === 'offline')
    return <QueuedPage session={session} title={ask.draft.content.value.title} fileName={ask.file?.name} />
  return <AskForm session={session} state={state} ask={ask} day={day} onNoNeed={() => setThanked(true)} />
}

/** Whether the server has had a copy of the draft since before the closing instant. */
function useIsHeld(draft: Draft<'ask'>, closesAt: number): boolean {
  const { clock, listDrafts } = useEngine()
  const [isHeld, setHeld] = useState(() =>
    listDrafts().some(({ draftId, savedRev }) => draftId === draft.draftId && savedRev > 0),
  )
  const savedAt = draft.savedAt.value
  useEffect(() => {
    if (savedAt !== null && savedAt < closesAt) setHeld(true)
  }, [savedAt, closesAt])
  // Long before and long after it is of no interest.
  return isHeld && clock.second.value < closesAt + 2 * limits.closingGraceMs
}
