/**
 * Files on their way to questions, a part at a time: a line that is lost loses a part, and goes on where it was. A file is
 * in this page's memory alone; what is done is the question's own message, and is no longer here.
 */
import { type ReadonlySignal, signal } from '@preact/signals'
import type { FileTaken } from '../../server/contract/reads.ts'
import { limits } from '../../server/domain/limits.ts'
import { browserTimers, randomKey } from '../sync/browser.ts'
import type { FailureCode } from '../sync/device-codes.ts'
import type { Timers } from '../sync/surroundings.ts'
import type { Api } from './api.ts'

export type Upload = {
  readonly key: string
  readonly sessionId: string
  readonly questionId: string
  readonly name: string
  readonly size: number
  readonly sent: number
  /** `waiting` goes on by itself; `failed` does not. */
  readonly state: 'sending' | 'waiting' | 'failed'
  readonly code: FailureCode | null
}

export type Uploads = {
  readonly all: ReadonlySignal<readonly Upload[]>
  add(to: { sessionId: string; questionId: string }, file: File): void
  /** Given up: what the server has of it, it forgets. */
  cancel(key: string): void
  retry(key: string): void
}

const AGAIN_MS = 3_000
/** Nothing is wrong with the file: the server could not be had. */
const PASSING: ReadonlySet<FailureCode> = new Set<FailureCode>([
  'device/offline',
  'device/no-answer',
  'command/retry',
  'command/too-many',
  'service/unavailable',
  'internal',
])

const known = new WeakMap<Api, Uploads>()

/** One for each api: what is under way goes on while pages come and go. */
export function uploadsOf(api: Api): Uploads {
  const found = known.get(api) ?? createUploads({ api, timers: browserTimers, newKey: randomKey })
  known.set(api, found)
  return found
}

type UploadContext = {
  readonly api: Pick<Api, 'put'>
  readonly timers: Timers
  readonly newKey: () => string
}
type Running = { readonly file: File; readonly calling: AbortController }

export function createUploads({ api, timers, newKey }: UploadContext): Uploads {
  const all = signal<readonly Upload[]>([])
  const running = new Map<string, Running>()
  const find = (key: string) => all.peek().find((upload) => upload.key === key)
  const change = (key: string, to: Partial<Upload>) => {
    all.value = all.peek().map((upload) => (upload.key === key ? { ...upload, ...to } : upload))
  }
  const forget = (key: string) => {
    running.delete(key)
    all.value = all.peek().filter((upload) => upload.key !== key)
  }

  const run = async (key: string): Promise<void> => {
    const upload = find(key)
    const work = running.get(key)
    if (!upload || !work) return
    change(key, { state: 'sending', code: null })
    const part = await readPart(work.file, upload.sent)
    const answer = part
      ? await api.put<FileTaken>(addressOf(upload), part, { signal: work.calling.signal })
      : ({ ok: false, code: 'file/not-found' } as const)
    // Given up meanwhile.
    if (!running.has(key)) return
    if (answer.ok && answer.isDone) return forget(key)
    if (answer.ok) {
      change(key, { sent: answer.received })
      return run(key)
    }
    if (answer.code === 'file/not-found' && part && upload.sent > 0) {
      // The server waited too long for the rest, and has thrown away what it had.
      change(key, { sent: 0 })
      return run(key)
    }
    const isPassing = PASSING.has(answer.code)
    change(key, { state: isPassing ? 'waiting' : 'failed', code: answer.code })
    if (isPassing) timers.after(AGAIN_MS, () => void run(key))
  }

  return {
    all,
    add: ({ sessionId, questionId }, file) => {
      const key = newKey()
      running.set(key, { file, calling: new AbortController() })
      const { name, size } = file
      all.value = [
        ...all.peek(),
        { key, sessionId, questionId, name, size, sent: 0, state: 'sending', code: null },
      ]
      void run(key)
    },
    cancel: (key) => {
      running.get(key)?.calling.abort()
      forget(key)
    },
    retry: (key) => {
      if (find(key)?.state === 'failed') void run(key)
    },
  }
}

/** Undefined where the file is no longer there, or has changed since it was chosen. */
async function readPart(file: File, from: number): Promise<Blob | undefined> {
  try {
    const bytes = await file.slice(from, from + limits.filePartBytes).arrayBuffer()
    return new Blob([bytes])
  } catch {
    return undefined
  }
}

function addressOf({ sessionId, questionId, key, name, size, sent }: Upload): string {
  const query = new URLSearchParams({
    name: name.slice(-200).toWellFormed().replaceAll('\u0000', ''),
    size: String(size),
    from: String(sent),
  })
  return `/api/sessions/${sessionId}/questions/${questionId}/files/${key}?${query}`
}
