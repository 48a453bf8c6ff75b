/** The draft of an answer while its item is open: begun from the server's copy once the item is held, kept when it is lost. */
import { useEffect, useState } from 'preact/hooks'
import type { ItemAnswer } from '../../../../../server/contract/reads.ts'
import type { AnswerWords } from '../../../../../server/domain/commands.ts'
import { useEngine } from '../../../../components/engine-context.ts'
import { draftOf, EMPTY_ANSWER } from '../../../../state/desk/answer-words.ts'
import type { Draft } from '../../../../state/drafts.ts'
import type { Engine } from '../../../../state/engine.ts'
import type { FailureCode } from '../../../../sync/device-codes.ts'
import { useDesk } from '../../desk.ts'

export type AnswerDrafting = {
  readonly draft: Draft<'answer'> | undefined
  /** What an earlier version said, where there is one. */
  readonly earlier: Partial<AnswerWords> | undefined
  readonly failure: FailureCode | null
  readonly again: () => void
}

export function useAnswerDraft(itemId: string, isHeld: boolean): AnswerDrafting {
  const engine = useEngine()
  const { sessionId } = useDesk().state
  const [draft, setDraft] = useState<Draft<'answer'> | undefined>(undefined)
  const [earlier, setEarlier] = useState<Partial<AnswerWords> | undefined>(undefined)
  const [failure, setFailure] = useState<FailureCode | null>(null)
  const [turn, setTurn] = useState(0)
  useEffect(() => {
    let isOver = false
    let opened: Draft<'answer'> | undefined
    const open = async () => {
      // While it is held, others may have written meanwhile; once it is lost, what counts is what is here.
      const page = isHeld ? await readItem(engine, sessionId, itemId) : undefined
      if (isOver) return
      if (page && !page.ok && !isOnDevice(engine, itemId)) return setFailure(page.code)
      const { sent, draft: saved } = page?.ok ? page : { sent: null, draft: null }
      setFailure(null)
      setEarlier(sent?.words)
      opened = engine.openAnswerDraft(sessionId, itemId, {
        empty: sent ? draftOf(sent.words) : EMPTY_ANSWER,
        fetched: saved ? { rev: saved.rev, content: draftOf(saved.content) } : undefined,
      })
      setDraft(opened)
    }
    void open()
    return () => {
      isOver = true
      opened?.dispose()
    }
  }, [engine, sessionId, itemId, isHeld, turn])
  return { draft, earlier, failure, again: () => setTurn((now) => now + 1) }
}

export const readItem = ({ api }: Engine, sessionId: string, itemId: string) =>
  api.get<ItemAnswer>(`/api/sessions/${sessionId}/items/${itemId}?as=expert`)

const isOnDevice = (engine: Engine, itemId: string): boolean =>
  engine.listDrafts().some((record) => record.itemId === itemId)
