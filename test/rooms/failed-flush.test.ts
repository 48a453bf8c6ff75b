/** A flush that fails: its commands are told to try again, nothing of them is lost, and nobody waits for the next one. */
import Database from 'better-sqlite3'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dialect } from '../../db/columns.ts'
import { sqlitePath } from '../../db/drivers/sqlite.ts'
import type { CommandAck } from '../../server/contract/socket.ts'
import {
  askPayload,
  type Forum,
  MINUTE_MS,
  makeForum,
  newKey,
  people,
  readerOf,
  START,
} from '../support/forum.ts'
import { Screen } from '../support/screen.ts'
import { verify, watch } from '../support/verify.ts'

let forum: Forum
beforeEach(async () => {
  forum = await makeForum({ admission: 'open' })
})
afterEach(() => forum.close())

const RETRY: CommandAck = { ok: false, code: 'command/retry' }

/** The next commit is stored, and yet what comes back is a failure. */
function failAfterCommit(): void {
  const store = forum.store as { transaction: typeof forum.store.transaction }
  const { transaction } = store
  store.transaction = async (body) => {
    store.transaction = transaction
    await transaction(body)
    throw new Error('the line to the database was lost')
  }
}

const draft = (rev: number) => ({
  draftId: 'draft-of-anna',
  kind: 'ask',
  rev,
  content: { ...askPayload(), tried: '', deadline: '' },
})

describe('whose outcome is unknown', () => {
  test('R6 what it stored after all is shown at once, whether or not its command comes again', async () => {
    const screen = new Screen(readerOf(people.carla, 'participant'))
    await screen.enter(forum)
    failAfterCommit()
    expect(await forum.run('anna', 'question:ask', askPayload('Mai più inviato'))).toEqual(RETRY)
    forum.timers.run()
    expect(JSON.stringify(screen.picture())).toContain('Mai più inviato')
    const { room } = await forum.room()
    expect(screen.cursor.seq).toBe(room.history.head)
  })

  test('W2 the same key finds what was stored', async () => {
    const key = newKey()
    failAfterCommit()
    await forum.run('anna', 'question:ask', askPayload(), key)
    expect(await forum.run('anna', 'question:ask', askPayload(), key)).toMatchObject({ ok: true })
    expect((await forum.room()).room.state.list('question')).toHaveLength(1)
  })

  test('W7 a draft that it stored counts at closing time', async () => {
    failAfterCommit()
    expect(await forum.run('anna', 'draft:save', draft(1))).toEqual(RETRY)
    forum.clock.advance(121 * MINUTE_MS - 1)
    const payload = { ...askPayload(), draftId: 'draft-of-anna' }
    expect(await forum.run('anna', 'question:ask', payload)).toMatchObject({ ok: true })
  })

  test('W7 a draft that it dropped with its question counts no more', async () => {
    await forum.run('anna', 'draft:save', draft(1))
    failAfterCommit()
    const payload = { ...askPayload(), draftId: 'draft-of-anna' }
    expect(await forum.run('anna', 'question:ask', payload)).toEqual(RETRY)
    forum.clock.advance(120 * MINUTE_MS)
    const late = await forum.run('anna', 'question:ask', payload)
    expect(late).toMatchObject({ ok: false, code: 'session/closed' })
  })
})

// How a file is filled up or locked: SQLite's.
// Asked of SQLite alone, it is not there to be skipped elsewhere.
if (dialect === 'sqlite')
  describe('that the database refuses', () => {
    test('W1 W2 a full disk: nothing is acknowledged, and with room again the same key is stored once', async () => {
      const screens = await watch(forum)
      const pages = (most: string) =>
        forum.store.transaction(async (tx) => tx.sql.all(`PRAGMA max_page_count = ${most}`))
      const long = { ...askPayload(), text: 'a'.repeat(2_000) }
      const keys = Array.from({ length: 40 }, newKey)
      const askAll = () => Promise.all(keys.map((key) => forum.run('anna', 'question:ask', long, key)))
      await pages('1')
      expect(await askAll()).toEqual(keys.map(() => RETRY))
      // One flush, one fault, whatever the number of its commands.
      expect(forum.faults).toHaveLength(1)
      expect((await forum.room()).room.counts).toMatchObject({
        failedFlushes: 1,
        unknownOutcomes: keys.length,
      })
      expect(String(forum.faults[0])).toMatch(/full/)
      expect((await forum.room()).room.state.list('question')).toEqual([])
      await verify(forum, screens)
      await pages('1000000')
      const stored = await askAll()
      expect(stored.every((ack) => ack.ok)).toBe(true)
      expect(await askAll()).toEqual(stored)
      expect((await forum.room()).room.state.list('question')).toHaveLength(keys.length)
      await verify(forum, screens)
    })

    test('W1 W2 a database that another program keeps locked: the same, once it lets go', async () => {
      const screens = await watch(forum)
      const other = new Database(sqlitePath(forum.url))
      other.exec('BEGIN IMMEDIATE')
      const key = newKey()
      expect(await forum.run('anna', 'question:ask', askPayload(), key)).toEqual(RETRY)
      expect(String(forum.faults[0])).toMatch(/locked/)
      other.exec('ROLLBACK')
      other.close()
      expect(await forum.run('anna', 'question:ask', askPayload(), key)).toMatchObject({ ok: true })
      await verify(forum, screens)
    })
  })

describe('grace across a restart', () => {
  test.each([
    ['59.999 s later it is taken', 120 * MINUTE_MS + 59_999, { ok: true }],
    ['a minute later it is not', 121 * MINUTE_MS, { ok: false, code: 'session/closed' }],
  ])(
    'W7 a draft held before the closing instant, the process restarted after it: %s',
    async (_name, at, verdict) => {
      await forum.run('anna', 'draft:save', draft(1))
      forum.clock.advance(START + 120 * MINUTE_MS - forum.clock.now())
      await (await forum.room()).room.submitSystem({ type: 'session:advance', payload: {} })
      forum.restart()
      const { room } = await forum.room()
      expect(room.state.session.phase).toBe('answersOnly')
      forum.clock.advance(START + at - forum.clock.now())
      const without = await forum.run('carla', 'question:ask', askPayload())
      expect(without).toMatchObject({ ok: false, code: 'session/closed' })
      const payload = { ...askPayload(), draftId: 'draft-of-anna' }
      expect(await forum.run('anna', 'question:ask', payload)).toMatchObject(verdict)
      // A draft of somebody else's gives nobody grace.
      const others = await forum.run('bruno', 'question:ask', payload)
      expect(others).toMatchObject({ ok: false, code: 'session/closed' })
    },
  )
})
