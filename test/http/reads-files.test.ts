/** Over real HTTP: files beside a question, for whom they are, and what is not taken. */
import { eq } from 'drizzle-orm'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dropOrphans } from '../../db/file-store.ts'
import { file, filePart } from '../../db/schema/file.ts'
import { verifyLog } from '../../db/verify.ts'
import { must } from '../../server/domain/assert.ts'
import { limits } from '../../server/domain/limits.ts'
import { newKey } from '../support/forum.ts'
import { type ReadsServer, startReads, type Who } from '../support/reads-day.ts'

let server: ReadsServer
let sessionId = ''
const cookies = new Map<Who, string>()

beforeAll(async () => {
  server = await startReads()
  sessionId = await server.plan({ code: 'FD1' })
  for (const who of ['anna', 'bruno', 'carla', 'expert', 'moderator'] as const)
    cookies.set(who, await server.http.signIn(`${who}@example.it`))
})
afterAll(() => server.close())

const ask = async (who: Who = 'anna'): Promise<string> => {
  const words = { title: 'Un dubbio', text: 'Il fatto', topicId: 'T1.01', shown: 'region' }
  return must((await server.run(sessionId, who, 'question:ask', words)).questionId)
}

const pdf = (size: number): Buffer => Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(size - 9, 7)])
const path = (questionId: string, id: string) =>
  `/api/sessions/${sessionId}/questions/${questionId}/files/${id}`

type Sending = { who?: Who; key?: string; name?: string; size?: number; from?: number; type?: string }

async function sendPart(questionId: string, content: Buffer, sending: Sending = {}) {
  const { who = 'anna', key = newKey(), name = 'atto.pdf', size = content.length, from = 0 } = sending
  const query = new URLSearchParams({ name, size: String(size), from: String(from) })
  const response = await fetch(`${server.http.url}${path(questionId, key)}?${query}`, {
    method: 'PUT',
    headers: {
      ...{ origin: server.http.origin, 'x-quesiti': '1', cookie: must(cookies.get(who)) },
      'content-type': sending.type ?? 'application/octet-stream',
    },
    body: new Uint8Array(content),
  })
  return { status: response.status, body: (await response.json()) as Record<string, unknown> }
}

/** All parts in order; the answer to the last. */
async function send(questionId: string, content: Buffer, sending: Sending = {}) {
  const key = sending.key ?? newKey()
  let last: Awaited<ReturnType<typeof sendPart>> | undefined
  for (let from = 0; from < content.length; from += limits.filePartBytes) {
    const part = content.subarray(from, from + limits.filePartBytes)
    last = await sendPart(questionId, part, { ...sending, key, size: content.length, from })
    if (last.status !== 200) break
  }
  return must(last)
}

async function get(who: Who | null, questionId: string, fileId: unknown, as = 'participant') {
  const response = await fetch(`${server.http.url}${path(questionId, String(fileId))}?as=${as}`, {
    headers: who === null ? {} : { cookie: must(cookies.get(who)) },
  })
  return {
    status: response.status,
    headers: response.headers,
    content: Buffer.from(await response.arrayBuffer()),
  }
}

const messages = async (questionId: string, who: Who = 'anna') =>
  (await server.get(who, `/api/sessions/${sessionId}/questions/${questionId}`)).body.messages as Record<
    string,
    unknown
  >[]
const partsOf = async (fileId: unknown) =>
  (
    await server.http.parts.store.read
      .select()
      .from(filePart)
      .where(eq(filePart.fileId, String(fileId)))
  ).length

describe('a file', () => {
  test('in two parts is attached with the last, and is given back byte by byte, to be kept and not to be opened', async () => {
    const questionId = await ask()
    const content = pdf(limits.filePartBytes + 1_000)
    const first = await sendPart(questionId, content.subarray(0, limits.filePartBytes), {
      ...{ key: 'one-file-in-two-parts', size: content.length },
    })
    expect(first).toMatchObject({ status: 200, body: { received: limits.filePartBytes, isDone: false } })
    expect(await messages(questionId)).toEqual([])
    expect((await get('anna', questionId, first.body.fileId)).status).toBe(404)
    const last = await sendPart(questionId, content.subarray(limits.filePartBytes), {
      ...{ key: 'one-file-in-two-parts', size: content.length, from: limits.filePartBytes },
    })
    expect(last).toMatchObject({ status: 200, body: { received: content.length, isDone: true } })
    expect(await messages(questionId)).toMatchObject([
      { kind: 'attachment', text: null, file: { name: 'atto.pdf', type: 'pdf', size: content.length } },
    ])
    const got = await get('anna', questionId, last.body.fileId)
    expect(got.content.equals(content)).toBe(true)
    expect(Object.fromEntries(got.headers)).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': `attachment; filename="atto.pdf"; filename*=UTF-8''atto.pdf`,
      'content-security-policy': "sandbox; default-src 'none'; frame-ancestors 'none'",
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
      'cross-origin-resource-policy': 'same-origin',
    })
  })

  test('is there for its asker’s body, experts and moderators, and for nobody else, whatever the question is', async () => {
    const questionId = await ask()
    const { fileId } = (await send(questionId, pdf(100))).body
    await server.run(sessionId, 'moderator', 'question:admit', { questionId })
    const seen = async (who: Who | null, as?: string) => (await get(who, questionId, fileId, as)).status
    expect(await seen('anna')).toBe(200)
    expect(await seen('bruno')).toBe(200)
    expect(await seen('expert', 'expert')).toBe(200)
    expect(await seen('moderator', 'moderator')).toBe(200)
    expect(await seen('carla')).toBe(404)
    expect(await seen('expert')).toBe(404)
    expect(await seen('carla', 'expert')).toBe(403)
    expect(await seen(null)).toBe(401)
    expect(await messages(questionId, 'carla')).toEqual([])
    const other = await ask()
    expect((await get('anna', other, fileId)).status).toBe(404)
  })

  test('has the name it was given, without what misleads, and with the ending of what it is', async () => {
    const questionId = await ask()
    const name = '../\u202egpj.però"\r\nX: y.exe'
    const { body } = await send(questionId, pdf(50), { name })
    expect(body).toMatchObject({ isDone: true })
    expect(await messages(questionId)).toMatchObject([{ file: { name: 'gpj.però X y.exe.pdf' } }])
    const { headers } = await get('anna', questionId, body.fileId)
    expect(headers.get('content-disposition')).toBe(
      `attachment; filename="gpj.pero_ X y.exe.pdf"; filename*=UTF-8''gpj.per%C3%B2%20X%20y.exe.pdf`,
    )
    expect((await sendPart(questionId, pdf(50), { name: 'a\u0000b.pdf' })).status).toBe(422)
  })
})

describe('what is not taken', () => {
  test('five megabytes called PDF that are something else: with the first part, and nothing of it stays', async () => {
    const questionId = await ask()
    const before = (await server.http.parts.store.read.select().from(file)).length
    for (const said of ['MZ\x90', '<!doctype html><script>', '<svg onload=alert(1)>', 'PK\x03\x04']) {
      const content = Buffer.concat([
        Buffer.from(said, 'latin1'),
        Buffer.alloc(limits.fileBytes - said.length, 1),
      ])
      expect(await send(questionId, content)).toMatchObject({ status: 415, body: { code: 'file/type' } })
    }
    expect((await server.http.parts.store.read.select().from(file)).length).toBe(before)
    expect(await messages(questionId)).toEqual([])
  })

  test('an empty one, one that is too large, a part that is too large, and one that isn’t what it says', async () => {
    const questionId = await ask()
    const refused = async (content: Buffer, sending: Sending) => {
      const { status, body } = await sendPart(questionId, content, sending)
      return [status, body.code]
    }
    const part = pdf(limits.filePartBytes)
    expect(await refused(Buffer.alloc(0), {})).toEqual([422, 'file/empty'])
    expect(await refused(part, { size: limits.fileBytes + 1 })).toEqual([413, 'file/too-large'])
    expect(await refused(pdf(limits.filePartBytes + 1), {})).toEqual([413, 'request/too-large'])
    expect(await refused(pdf(100), { size: 101 })).toEqual([422, 'request/invalid'])
    expect(await refused(part, { size: limits.fileBytes, from: 7 })).toEqual([422, 'request/invalid'])
    expect(await refused(part, { size: 2 * part.length, from: part.length })).toEqual([404, 'file/not-found'])
    expect(await refused(pdf(100), { size: -1 })).toEqual([422, 'request/invalid'])
    expect(await refused(pdf(100), { key: 'short' })).toEqual([422, 'request/invalid'])
    expect(await refused(pdf(100), { type: 'application/pdf' })).toEqual([415, 'request/unsupported-type'])
    expect(await refused(Buffer.from('{}'), { type: 'application/json' })).toEqual([
      415,
      'request/unsupported-type',
    ])
  })

  test('one for somebody else’s question, be they of the same body, or of none', async () => {
    const questionId = await ask()
    for (const who of ['bruno', 'carla', 'expert', 'moderator'] as const)
      expect(await sendPart(questionId, pdf(20), { who })).toMatchObject({
        status: 404,
        body: { code: 'question/not-found' },
      })
  })

  test('one too many for a question, and anything for one that was taken back', async () => {
    const questionId = await ask()
    for (let place = 0; place < limits.filesPerQuestion; place++)
      expect((await send(questionId, pdf(20 + place))).body).toMatchObject({ isDone: true })
    expect(await send(questionId, pdf(9_999))).toMatchObject({ status: 409, body: { code: 'file/too-many' } })
    const withdrawn = await ask()
    await server.run(sessionId, 'anna', 'question:withdraw', { questionId: withdrawn })
    expect(await send(withdrawn, pdf(20))).toMatchObject({
      status: 409,
      body: { code: 'question/not-allowed-now' },
    })
  })

  test('more than the body has room for', async () => {
    const own = await server.plan({ code: 'FD9' })
    const before = sessionId
    sessionId = own
    const begun: number[] = []
    for (let place = 0; place * limits.fileBytes < limits.fileBytesPerBody; place++) {
      const part = pdf(limits.filePartBytes)
      begun.push((await sendPart(await ask('carla'), part, { who: 'carla', size: limits.fileBytes })).status)
    }
    const full = await sendPart(await ask('carla'), pdf(20), { who: 'carla' })
    sessionId = before
    expect(new Set(begun)).toEqual(new Set([200]))
    expect(full).toMatchObject({ status: 409, body: { code: 'file/body-full' } })
  })
})

describe('sent again', () => {
  test('twice at once, or after the answer was lost: it is attached once', async () => {
    const questionId = await ask()
    const key = newKey()
    const both = await Promise.all([send(questionId, pdf(500), { key }), send(questionId, pdf(500), { key })])
    expect(both.map(({ body }) => body.isDone)).toEqual([true, true])
    expect(await send(questionId, pdf(500), { key })).toMatchObject({ status: 200, body: { isDone: true } })
    expect(await messages(questionId)).toHaveLength(1)
  })

  test('a part that is here already is not replaced', async () => {
    const questionId = await ask()
    const key = newKey()
    const content = pdf(limits.filePartBytes + 10)
    await sendPart(questionId, content.subarray(0, limits.filePartBytes), { key, size: content.length })
    await sendPart(questionId, Buffer.alloc(limits.filePartBytes, 1), { key, size: content.length })
    const from = limits.filePartBytes
    const last = await sendPart(questionId, content.subarray(from), { key, size: content.length, from })
    expect((await get('anna', questionId, last.body.fileId)).content.equals(content)).toBe(true)
  })
})

describe('gone', () => {
  test('taken away by its asker, with its bytes and its name; the log is whole, and it does not come back', async () => {
    const questionId = await ask()
    const key = newKey()
    const { fileId } = (await send(questionId, pdf(300), { key, name: 'segreto.pdf' })).body
    await server.run(sessionId, 'anna', 'question:detach', { questionId, fileId })
    expect((await get('anna', questionId, fileId)).status).toBe(404)
    expect(await partsOf(fileId)).toBe(0)
    expect(await messages(questionId)).toMatchObject([{ kind: 'attachmentGone', file: null, text: null }])
    await send(questionId, pdf(300), { key })
    expect((await get('anna', questionId, fileId)).status).toBe(404)
    expect(await verifyLog(server.http.parts.store, sessionId)).toMatchObject({ ok: true })
  })

  test('erased with its question', async () => {
    const questionId = await ask()
    const { fileId } = (await send(questionId, pdf(300))).body
    await server.run(sessionId, 'administrator', 'text:erase', { entity: 'question', id: questionId })
    expect((await get('expert', questionId, fileId, 'expert')).status).toBe(404)
    expect(await partsOf(fileId)).toBe(0)
    const { ledger } = server.http.parts
    expect(ledger.list().map(({ id }) => id)).toEqual(expect.arrayContaining([questionId, fileId]))
  })

  test('what never came whole, once nothing more of it comes; what is attached stays', async () => {
    const questionId = await ask()
    const whole = await send(questionId, pdf(300))
    const half = await sendPart(questionId, pdf(limits.filePartBytes), { size: limits.filePartBytes + 1 })
    const { store, clock } = server.http.parts
    await dropOrphans(store, clock.now() - limits.fileOrphanMs, 1_000)
    expect(await partsOf(half.body.fileId)).toBe(1)
    await dropOrphans(store, clock.now() + 1, 1_000)
    expect(await partsOf(half.body.fileId)).toBe(0)
    expect(await partsOf(whole.body.fileId)).toBe(1)
  })
})
