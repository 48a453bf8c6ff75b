/** Erasures and their ledger: written down before they are done, read back whole, and done again where they are lacking. */
import { appendFileSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { and, eq } from 'drizzle-orm'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { textRev } from '../../db/schema/log.ts'
import { verifyLog } from '../../db/verify.ts'
import { ErasureLedger, LedgerError, readLedger } from '../../server/adapters/erasure-ledger.ts'
import { newId } from '../../server/adapters/ids.ts'
import { reapplyErasures } from '../../server/commands/erasing.ts'
import { indexSearch } from '../../server/rooms/indexing.ts'
import { Rooms } from '../../server/rooms/rooms.ts'
import { askPayload, type Forum, makeForum, newKey } from '../support/forum.ts'

let folder: string
let path: string
let ledger: ErasureLedger
let forum: Forum
let rooms: Rooms

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'quesiti-ledger-'))
  path = join(folder, 'kept', 'erasures.jsonl')
  ledger = new ErasureLedger(path)
  forum = await makeForum()
  rooms = roomsWith(ledger)
})
afterEach(async () => {
  ledger.close()
  await forum.close()
  rmSync(folder, { recursive: true, force: true })
})

const roomsWith = (kept: Pick<ErasureLedger, 'append'>) =>
  new Rooms(
    {
      ...{ store: forum.store, clock: forum.clock, timers: forum.timers, newId },
      secret: 'a secret of the tests',
      indexer: indexSearch,
      actors: { actorOf: (id) => forum.actors.get(id), refresh: async () => {} },
      onFault: () => {},
      ledger: kept,
    },
    () => {},
  )

async function run(by: string, type: string, payload: unknown, { key = newKey(), from = rooms } = {}) {
  const open = await from.find(forum.sessionId)
  return open?.room.submit({ actorId: by, key, command: { type, payload } as never })
}

async function asked(title?: string): Promise<string> {
  const answer = await run('anna', 'question:ask', askPayload(title))
  if (!answer?.ok) throw new Error(answer?.code)
  return answer.result.questionId as string
}

const erase = (id: string, how = {}) => run('administrator', 'text:erase', { entity: 'question', id }, how)
const wordsOf = async (id: string) =>
  (await forum.store.read.select().from(textRev).where(eq(textRev.entityId, id))).map(({ text }) => text)

test('an erasure is in the ledger, without a word of it, for its owner alone to read', async () => {
  const id = await asked('Fenicottero')
  expect(await erase(id)).toMatchObject({ ok: true })
  const at = forum.clock.now()
  expect(new ErasureLedger(path).list()).toEqual([{ at, log: forum.sessionId, id, rev: 1 }])
  expect(readFileSync(path, 'utf8')).not.toContain('Fenicottero')
  expect(statSync(path).mode & 0o777).toBe(0o600)
})

test('what the ledger does not take is not erased, and can be erased later by the same command', async () => {
  const full = roomsWith({
    append: () => {
      throw new LedgerError('no space')
    },
  })
  const id = await asked()
  const key = newKey()
  expect(await erase(id, { key, from: full })).toEqual({ ok: false, code: 'command/retry' })
  expect(await wordsOf(id)).not.toContain(null)
  await rooms.find(forum.sessionId).then((open) => open?.room.follow())
  expect(await erase(id, { key })).toMatchObject({ ok: true })
  expect(await wordsOf(id)).toEqual([null])
  expect(ledger.list()).toMatchObject([{ id }])
})

test('a half line of a killed process is nothing, and the next line stands by itself', () => {
  ledger.append([{ at: 1, log: 's', id: 'q1', rev: 1 }])
  ledger.close()
  appendFileSync(path, '{"at":2,"log":"s","id":"q')
  const next = new ErasureLedger(path)
  expect(next.list()).toEqual([{ at: 1, log: 's', id: 'q1', rev: 1 }])
  next.append([{ at: 3, log: 's', id: 'q3', rev: 2 }])
  next.close()
  expect(readLedger(path).map(({ id }) => id)).toEqual(['q1', 'q3'])
})

test('of a row the last erasure counts; a damaged line is named', () => {
  ledger.append([
    { at: 1, log: 's', id: 'q', rev: 1 },
    { at: 5, log: 's', id: 'q', rev: 3 },
  ])
  expect(ledger.list()).toEqual([{ at: 5, log: 's', id: 'q', rev: 3 }])
  for (const wrong of ['{"at":1}', '{}', '{"at":1,"log":"s","id":"q","rev":"1"}', 'x}']) {
    writeFileSync(path, `{"at":1,"log":"s","id":"q","rev":1}\n${wrong}\n`)
    expect(() => ledger.list()).toThrow(/damaged at line 2/)
  }
})

test('A2 words that a restored copy holds again are erased again, and what was written since stays', async () => {
  const gone = await asked('Va cancellato')
  const rewritten = await asked('Riscritto dopo')
  const stays = await asked('Resta')
  const at = forum.clock.now()
  ledger.append([
    { at, log: forum.sessionId, id: gone, rev: 1 },
    { at: at - 1, log: forum.sessionId, id: rewritten, rev: 1 },
    { at, log: 'another', id: 'unknown', rev: 4 },
  ])
  const { store } = forum
  expect(await reapplyErasures({ store, ledger, rooms })).toBe(1)
  expect(await wordsOf(gone)).toEqual([null])
  expect(await wordsOf(rewritten)).not.toContain(null)
  expect(await wordsOf(stays)).not.toContain(null)
  expect(await verifyLog(store, forum.sessionId)).toMatchObject({ ok: true })
  expect(await reapplyErasures({ store, ledger, rooms })).toBe(0)
})

test('a new ledger learns what the database has erased; what cannot be erased lets nobody in', async () => {
  const id = await asked()
  await erase(id, { from: roomsWith({ append: () => {} }) })
  expect(ledger.list()).toEqual([])
  const { store } = forum
  await reapplyErasures({ store, ledger, rooms: roomsWith(ledger) })
  expect(ledger.list()).toMatchObject([{ id, rev: 1 }])

  const lost = await asked()
  await store.transaction(async (tx) => {
    await tx
      .update(textRev)
      .set({ entityId: 'no row' })
      .where(and(eq(textRev.entityId, lost)))
  })
  ledger.append([{ at: forum.clock.now(), log: forum.sessionId, id: 'no row', rev: 1 }])
  await expect(reapplyErasures({ store, ledger, rooms })).rejects.toThrow('no row')
})
