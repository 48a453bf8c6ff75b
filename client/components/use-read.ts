/**
 * What a page reads over HTTP: asked when the page opens and whenever its address changes; what was there stays until the
 * next is here. Where there is no answer, what this device kept of an earlier one.
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

type Last<T> = {
  readonly path: string
  readonly found: T | undefined
  readonly failure: FailureCode | null
  /** Of when it is, where the device had kept it. */
  readonly keptAt?: number
}

const NO_ANSWER: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'device/offline',
  'device/no-answer',
  'service/unavailable',
])

type Options = {
  /** Kept on the device, for when there is no line. */
  readonly isKept?: boolean
}

/** Nothing is asked while there is no path. */
export function useRead<T extends ApiSuccess>(
  path: string | undefined,
  { isKept = false }: Options = {},
): Read<T> {
  const { api, account, kept, keptShown, clock, onWake } = useEngine()
  const [last, setLast] = useState<Last<T>>({ path: '', found: undefined, failure: null })
  const ask = useCallback(
    async (signal?: AbortSignal): Promise<T | undefined> => {
      if (path === undefined) return undefined
      const asker = isKept ? account.me.peek()?.actorId : undefined
      const answer = await api.get<T>(path, signal ? { signal } : {})
      if (signal?.aborted) return undefined
      if (answer.ok) {
        setLast({ path, found: answer as T, failure: null })
        // Somebody else by now: it was not theirs.
        if (isKept && asker === account.me.peek()?.actorId)
          void kept.write(path, { at: clock.serverNow(), value: answer })
        return answer as T
      }
      const { code: failure } = answer
      const record = isKept && NO_ANSWER.has(failure) ? await kept.read(path) : undefined
      if (signal?.aborted) return undefined
      setLast((before) => {
        if (before.path === path && before.found) return { ...before, failure }
        if (!record) return { path, found: undefined, failure }
        return { path, found: record.value as T, failure, keptAt: record.at }
      })
      return undefined
    },
    [api, account, path, isKept, kept, clock],
  )
  useEffect(() => {
    const leaving = new AbortController()
    void ask(leaving.signal)
    return () => leaving.abort()
  }, [ask])
  const again = useCallback(() => ask(), [ask])
  const isCurrent = last.path === path
  const keptAt = isCurrent ? last.keptAt : undefined
  useEffect(() => (keptAt === undefined ? undefined : keptShown.show(keptAt)), [keptAt, keptShown])
  const isOld = isCurrent && isKept && last.failure !== null && NO_ANSWER.has(last.failure)
  useEffect(() => (isOld ? onWake(() => void ask()) : undefined), [isOld, onWake, ask])
  return { found: isCurrent ? last.found : undefined, failure: isCurrent ? last.failure : null, again }
}
