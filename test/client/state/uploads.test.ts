/** A file on its way in parts: it goes on after a lost line, stops where it is refused, and is forgotten when given up. */
import { expect, test } from 'vitest'
import type { Api } from '../../../client/state/api.ts'
import { createUploads } from '../../../client/state/uploads.ts'
import type { FailureCode } from '../../../client/sync/device-codes.ts'
import { limits } from '../../../server/domain/limits.ts'

const PART = limits.filePartBytes
const TO = { sessionId: 's1', questionId: 'q1' }

type Said = { received: number; isDone: boolean } | FailureCode

/** A server that answers as it is told, and then takes whatever comes. */
function makeLine(said: Said[]) {
  const asked: { from: number; bytes: number }[] = []
  const waiting: (() => void)[] = []
  const put = async (path: string, bytes: Blob) => {
    const query = new URLSearchParams(path.split('?')[1])
    const from = Number(query.get('from'))
    asked.push({ from, bytes: bytes.size })
    const received = from + bytes.size
    const answer = said.shift() ?? { received, isDone: received === Number(query.get('size')) }
    return typeof answer === 'string' ? { ok: false, code: answer } : { ok: true, fileId: 'f', ...answer }
  }
  const after = (_ms: number, run: () => void) => {
    waiting.push(run)
    return () => {}
  }
  const uploads = createUploads({
    api: { put } as unknown as Pick<Api, 'put'>,
    timers: { after } as Parameters<typeof createUploads>[0]['timers'],
    newKey: () => 'a-key-of-its-own-1',
  })
  return { uploads, asked, waiting }
}

const fileOf = (size: number) => new File([new Uint8Array(size)], 'atto.pdf')
const state = (uploads: ReturnType<typeof createUploads>) =>
  uploads.all.value.map((one) => [one.state, one.sent, one.code])

test('goes part by part, and is no longer here when it is there', async () => {
  const { uploads, asked } = makeLine([])
  uploads.add(TO, fileOf(2 * PART + 5))
  expect(state(uploads)).toEqual([['sending', 0, null]])
  await expect.poll(() => uploads.all.value).toEqual([])
  expect(asked).toEqual([
    { from: 0, bytes: PART },
    { from: PART, bytes: PART },
    { from: 2 * PART, bytes: 5 },
  ])
})

test('without a line it waits, and goes on where it was', async () => {
  const { uploads, asked, waiting } = makeLine([{ received: PART, isDone: false }, 'device/offline'])
  uploads.add(TO, fileOf(PART + 5))
  await expect.poll(() => state(uploads)).toEqual([['waiting', PART, 'device/offline']])
  waiting.shift()?.()
  await expect.poll(() => uploads.all.value).toEqual([])
  expect(asked.map(({ from }) => from)).toEqual([0, PART, PART])
})

test('what the server has forgotten is sent from the beginning', async () => {
  const { uploads, asked } = makeLine([{ received: PART, isDone: false }, 'file/not-found'])
  uploads.add(TO, fileOf(PART + 5))
  await expect.poll(() => uploads.all.value).toEqual([])
  expect(asked.map(({ from }) => from)).toEqual([0, PART, 0, PART])
})

test('refused, it says why and waits to be told; given up, it is gone', async () => {
  const { uploads, asked, waiting } = makeLine(['file/type', 'file/body-full'])
  uploads.add(TO, fileOf(5))
  await expect.poll(() => state(uploads)).toEqual([['failed', 0, 'file/type']])
  expect(waiting).toEqual([])
  uploads.retry('a-key-of-its-own-1')
  await expect.poll(() => state(uploads)).toEqual([['failed', 0, 'file/body-full']])
  uploads.cancel('a-key-of-its-own-1')
  expect(uploads.all.value).toEqual([])
  expect(asked).toHaveLength(2)
})
