/** The draft that the server keeps of this reader, where this device has none: begun on a computer, finished on a phone. */
import { useEffect, useState } from 'preact/hooks'
import type { DraftsAnswer } from '../../../server/contract/reads.ts'
import { useEngine } from '../../components/engine-context.ts'
import type { FetchedAsk } from '../../state/engine.ts'
import { EMPTY } from './use-ask.ts'

/** Undefined while the server is asked; null where there is none, or where it can't be asked. */
export function useKeptDraft(sessionId: string): FetchedAsk | null | undefined {
  const { api, listDrafts } = useEngine()
  const [kept, setKept] = useState<FetchedAsk | null | undefined>(() =>
    listDrafts().some((draft) => draft.kind === 'ask' && draft.sessionId === sessionId) ? null : undefined,
  )
  useEffect(() => {
    if (kept !== undefined) return
    const asking = new AbortController()
    const path = `/api/sessions/${encodeURIComponent(sessionId)}/drafts`
    void api.get<DraftsAnswer>(path, { signal: asking.signal }).then((answer) => {
      if (asking.signal.aborted) return
      const newest = answer.ok
        ? [...answer.drafts].sort((one, two) => two.savedAt - one.savedAt)[0]
        : undefined
      setKept(newest ? { id: newest.id, rev: newest.rev, content: { ...EMPTY, ...newest.content } } : null)
    })
    return () => asking.abort()
  }, [api, sessionId, kept])
  return kept
}
