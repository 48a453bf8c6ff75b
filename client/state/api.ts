/** REST from the browser: the header that other sites can't send, answers as values, codes instead of prose. */
import type { FailureCode } from '../sync/device-codes.ts'
import type { Timers } from '../sync/surroundings.ts'

export type ApiFailure = {
  readonly ok: false
  readonly code: FailureCode
  readonly details?: Readonly<Record<string, unknown>> | undefined
}
/** Every success of the contract says `ok: true`. */
export type ApiSuccess = { readonly ok: true }

export type Api = {
  get<T extends ApiSuccess>(path: string, options?: { signal?: AbortSignal }): Promise<T | ApiFailure>
  post<T extends ApiSuccess>(path: string, body?: unknown): Promise<T | ApiFailure>
  patch<T extends ApiSuccess>(path: string, body?: unknown): Promise<T | ApiFailure>
  /** A part of a file, as it is; what is behind it may be slow. */
  put<T extends ApiSuccess>(
    path: string,
    bytes: Blob,
    options?: { signal?: AbortSignal },
  ): Promise<T | ApiFailure>
  delete<T extends ApiSuccess>(path: string): Promise<T | ApiFailure>
}

const TIMEOUT_MS = 15_000
const PART_TIMEOUT_MS = 30_000

export type ApiContext = { readonly fetching: typeof fetch; readonly timers: Timers }

export function createApi({ fetching, timers }: ApiContext): Api {
  const send = async <T extends ApiSuccess>(
    method: string,
    path: string,
    given: { body?: unknown; bytes?: Blob; signal?: AbortSignal | undefined } = {},
  ): Promise<T | ApiFailure> => {
    const calling = new AbortController()
    const callOff = () => calling.abort()
    given.signal?.addEventListener('abort', callOff)
    let isLate = false
    const stop = timers.after(given.bytes ? PART_TIMEOUT_MS : TIMEOUT_MS, () => {
      isLate = true
      callOff()
    })
    const { body, type } = sentOf(given)
    try {
      const response = await fetching(path, {
        method,
        signal: calling.signal,
        credentials: 'same-origin',
        headers: { 'x-quesiti': '1', ...(type ? { 'content-type': type } : {}) },
        ...(body === undefined ? {} : { body }),
      })
      return answerOf<T>(response.status, await response.text())
    } catch {
      // No line, too slow, or called off: in each case there is no answer.
      return { ok: false, code: isLate ? 'device/no-answer' : 'device/offline' }
    } finally {
      stop()
      given.signal?.removeEventListener('abort', callOff)
    }
  }
  return {
    get: (path, options) => send('GET', path, options),
    post: (path, body) => send('POST', path, { body }),
    patch: (path, body) => send('PATCH', path, { body }),
    put: (path, bytes, options) => send('PUT', path, { bytes, ...options }),
    delete: (path) => send('DELETE', path),
  }
}

function sentOf({ body, bytes }: { body?: unknown; bytes?: Blob }): { body?: string | Blob; type?: string } {
  if (bytes) return { body: bytes, type: 'application/octet-stream' }
  return body === undefined ? {} : { body: JSON.stringify(body), type: 'application/json' }
}

function answerOf<T extends ApiSuccess>(status: number, text: string): T | ApiFailure {
  const answer = parsed(text) as { ok?: unknown; code?: unknown } | null
  if (answer?.ok === true) return answer as T
  if (answer?.ok === false && typeof answer.code === 'string') return answer as ApiFailure
  // What answers without a code of ours is not our server: a proxy whose back end is away, a network's own page.
  return { ok: false, code: status >= 500 || status === 200 ? 'service/unavailable' : 'internal' }
}

function parsed(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' ? value : null
  } catch {
    return null
  }
}
