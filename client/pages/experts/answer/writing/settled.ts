/** Waits until what was typed last is on the server. Knows nothing of what comes then. */
import type { Draft } from '../../../../state/drafts.ts'

const SETTLED_WITHIN_MS = 3_000

/** What was typed last is on the server, or it couldn't be brought there in time. */
export function settled(draft: Draft<'answer'> | undefined): Promise<boolean> {
  if (!draft || draft.saved.peek() === 'nothing' || draft.saved.peek() === 'saved')
    return Promise.resolve(true)
  draft.retry()
  return new Promise((resolve) => {
    const finish = (isSaved: boolean) => {
      clearTimeout(timer)
      queueMicrotask(() => stop())
      resolve(isSaved)
    }
    const timer = setTimeout(() => finish(false), SETTLED_WITHIN_MS)
    const stop = draft.saved.subscribe((saved) => {
      if (saved === 'saved') finish(true)
      else if (saved === 'failed') finish(false)
    })
  })
}
