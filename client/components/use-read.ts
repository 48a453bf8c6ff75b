/**
 * What a page reads over HTTP: asked when the page opens and whenever its address changes; what was there stays until the
 * next is here.
 */
import { useCallback, useEffect, useState } from 'preact/hooks'
import type { ApiSuccess } from '../state/api.ts'
import type { FailureCode } from '../sync/device-codes.ts'
import { useEngine } from './engine-context.ts'

export type Read<T> = {
  readonly found: T | undefined
  readonly failure: FailureCode | null
  /** Asks anew, and gives what came. */
  readonly again: () => Promise<T | undefined>
}

type Kept<T> = { readonly path: string; readonly found: T | undefined; readonly failure: FailureCode | null }

/** Nothing is asked while there is no path. */
export function useRead<T extends ApiSuccess>(path: string | undefined): Read<T> {
  const { api } = useEngine()
  const [kept, setKept] = useState<Kept<T>>({ path: '', found: undefined, failure: null })
  const ask = useCallback(
    async (signal?: AbortSignal): Promise<T | undefined> => {
      if (path === undefined) return undefined
      const answer = await api.get<T>(path, signal ? { signal } : {})
      if (signal?.aborted) return undefined
      if (answer.ok) {
        setKept({ path, found: answer as T, failure: null })
        return answer as T
      }
      const { code: failure } = answer
      setKept((before) => ({ path, found: before.path === path ? before.found : undefined, failure }))
      return undefined
    },
    [api, path],
  )
  useEffect(() => {
    const leaving = new AbortController()
    void ask(leaving.signal)
    return () => leaving.abort()
  }, [ask])
  const again = useCallback(() => ask(), [ask])
  const isCurrent = kept.path === path
  return { found: isCurrent ? kept.found : undefined, failure: isCurrent ? kept.failure : null, again }
}
