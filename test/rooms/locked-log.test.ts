/** Who decides while somebody else holds what they need: they wait, and decide on what is true when they have it. */
import pg from 'pg'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { dialect } from '../../db/columns.ts'
import { readDatabaseClock } from '../../db/instant.ts'
import { until } from '../../scripts/fault/until.ts'
import { newId } from '../../server/adapters/ids.ts'
import { type Edition, openEdition } from '../../server/commands/edition.ts'
import { grantRole, revokeGrant } from '../../server/commands/grant.ts'
import type { CommandAck } from '../../server/contract/socket.ts'
import { must } from '../../server/domain/assert.ts'
import type { Command } from '../../server/domain/commands.ts'
import { SYSTEM } from '../../server/domain/permissions.ts'
import { Directory } from '../../server/rooms/directory.ts'
import type { RoomContext } from '../../server/rooms/room.ts'
import { askPayload, type Forum, makeForum, newKey, START } from '../support/forum.ts'
import { verify, watch } from '../support/verify.ts'

const RETRY: CommandAck = { ok: false, code: 'command/retry' }
const DENIED: CommandAck = { ok: false, code: 'permission/denied' }

let forum: Forum
/** Another session on the same database. */
let other: pg.Client
beforeEach(async () => {
  forum = await makeForum({ admission: 'open' })
  if (dialect === 'sqlite') return
  other = new pg.Client({ connectionString: forum.url })
  await other.connect()
})
afterEach(async () => {
  if (dialect === 'postgres') await other.end()
  await forum.close()
})

/** An expert by the edition's log, and another process that decides by it. */
async function startGranted() {
  const { store, clock } = forum
  const { id } = await openEdition({ store, clock, newId })
  const load = () => Directory.load({ store, editionId: id, findBodies: async () => new Map() })
  const here = await load()
  const edition: Edition = { id, store, clock, newId, actors: here }
  const role = { email: 'uno@example.it', role: 'moderator', scope: 'edition' } as const
  const { grantId, actorId } = await grantRole(edition, SYSTEM.id, role)
  const there = await load()
  const announce = submitOn({ actors: there }, actorId, 'session:announce')
  return { grantId, actorId, there, announce, revoke: () => revokeGrant(edition, SYSTEM.id, grantId) }
}

/** Gives a command to a process of its own beside the forum's. */
function submitOn(own: Partial<RoomContext>, actorId: string, type: Command['type']) {
  const rooms = forum.beside(own)
  return async (payload: unknown, key = newKey()): Promise<CommandAck> => {
    const { room } = must(await rooms.find(forum.sessionId))
    return room.submit({ actorId, key, command: { type, payload } as Command })
  }
}

const words = { text: 'Si riprende fra poco', minutes: 5 }

test('F18 a command that is decided after a role was taken back is refused, wherever it is decided', async () => {
  const { announce, revoke } = await startGranted()
  expect(await announce(words)).toMatchObject({ ok: true })
  await revoke()
  expect(await announce(words)).toEqual(DENIED)
})

if (dialect === 'postgres') {
  const holdLog = async (id = forum.sessionId) => {
    await other.query('BEGIN')
    await other.query('SELECT id FROM log WHERE id = $1 FOR UPDATE', [id])
  }
  // Not asked by the one who holds: within a transaction the answer would stay what it was first.
  const waiting = async (): Promise<number[]> => {
    const rows = await forum.store.read.sql.all<{ pid: number }>(
      `SELECT pid FROM pg_stat_activity
       WHERE datname = current_database() AND wait_event_type = 'Lock' ORDER BY pid`,
    )
    return rows.map(({ pid }) => pid)
  }
  const untilWaiting = (many = 1) =>
    until(`${many} wait for a lock`, async () => (await waiting()).length === many, 1_500)
  const databaseNow = () => readDatabaseClock(forum.store.read)
  /** As several processes decide: on the database's clock. */
  const shared = { now: Date.now, jumpMs: () => 0, readIn: readDatabaseClock }
  const titles = async () => (await forum.room()).room.state.list('question').length

  describe('F7 a log that somebody else holds', () => {
    test('W1 W7 for longer than anybody waits: try again; what comes again late is late', async () => {
      const screens = await watch(forum)
      const [early, late] = [newKey(), newKey()]
      await holdLog()
      const tried = [early, late].map((key) => forum.run('anna', 'question:ask', askPayload(), key))
      expect(await Promise.all(tried)).toEqual([RETRY, RETRY])
      expect(String(forum.faults[0])).toMatch(/lock timeout/)
      await other.query('ROLLBACK')
      expect(await forum.run('anna', 'question:ask', askPayload(), early)).toMatchObject({ ok: true })
      forum.clock.advance(121 * 60_000)
      const refused = await forum.run('anna', 'question:ask', askPayload(), late)
      expect(refused).toMatchObject({ ok: false, code: 'session/closed' })
      expect(await titles()).toBe(1)
      expect(await forum.run('moderator', 'session:announce', words)).toMatchObject({ ok: true })
      await verify(forum, screens)
    })

    test('W7 until after the closing instant: who waited is late', async () => {
      await other.end()
      await forum.close()
      const closesAt = Date.now() + 2_500
      forum = await makeForum({ admission: 'open', closesAt })
      other = new pg.Client({ connectionString: forum.url })
      await other.connect()
      const ask = submitOn({ clock: shared }, 'anna', 'question:ask')
      expect(await ask(askPayload('In tempo'))).toMatchObject({ ok: true })
      await until('it closes soon', async () => (await databaseNow()) > closesAt - 700)
      await holdLog()
      const asked = ask(askPayload('In ritardo'))
      await untilWaiting()
      await until('the session is closed', async () => (await databaseNow()) >= closesAt, 1_900)
      await other.query('ROLLBACK')
      expect(await asked).toMatchObject({ ok: false, code: 'session/closed' })
    })

    test('W5 its instant is of when the lock was had, and not of when it was wanted', async () => {
      const announce = submitOn({ clock: shared }, 'moderator', 'session:announce')
      await holdLog()
      const waited = announce(words)
      await untilWaiting()
      const wantedAt = await databaseNow()
      await until('time goes by', async () => (await databaseNow()) > wantedAt + 50)
      const heldAt = await databaseNow()
      await other.query('ROLLBACK')
      const ack = await waited
      expect(ack).toMatchObject({ ok: true })
      expect(ack.ok && ack.at).toBeGreaterThanOrEqual(heldAt)
      expect(ack.ok && ack.at).toBeGreaterThan(START)
    })
  })

  describe('F7 a backend that is ended', () => {
    test('W1 W2 while a flush waits on it: try again, and once', async () => {
      const key = newKey()
      await holdLog()
      const asked = forum.run('anna', 'question:ask', askPayload(), key)
      await untilWaiting()
      for (const pid of await waiting()) await other.query('SELECT pg_terminate_backend($1)', [pid])
      expect(await asked).toEqual(RETRY)
      await other.query('ROLLBACK')
      expect(await forum.run('anna', 'question:ask', askPayload(), key)).toMatchObject({ ok: true })
      expect(await titles()).toBe(1)
    })

    const atCommit = async (does: string) => {
      await other.query(
        `CREATE FUNCTION at_commit() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN ${does}; RETURN NULL; END $$`,
      )
      await other.query(
        `CREATE CONSTRAINT TRIGGER at_commit AFTER INSERT ON event DEFERRABLE INITIALLY DEFERRED
         FOR EACH ROW EXECUTE FUNCTION at_commit()`,
      )
    }

    test.each([
      ['W2 by its own commit', 'PERFORM pg_terminate_backend(pg_backend_pid())', 0],
      ['W2 not at all, but its commit comes back with a warning', "RAISE WARNING 'perhaps'", 1],
    ])('%s: the outcome is unknown, and the same key finds it', async (_name, does, stored) => {
      const screens = await watch(forum)
      await atCommit(does)
      const key = newKey()
      expect(await forum.run('anna', 'question:ask', askPayload(), key)).toEqual(RETRY)
      expect(forum.faults).toHaveLength(1)
      expect(await titles()).toBe(stored)
      await other.query('DROP TRIGGER at_commit ON event')
      const again = await forum.run('anna', 'question:ask', askPayload(), key)
      expect(again).toMatchObject({ ok: true })
      expect(await forum.run('anna', 'question:ask', askPayload(), key)).toEqual(again)
      expect(await titles()).toBe(1)
      await verify(forum, screens)
    })
  })

  describe('a role that is taken back', () => {
    test('before a flush that waits for the log has it: refused', async () => {
      const { announce, revoke } = await startGranted()
      await holdLog()
      const announced = announce(words)
      await untilWaiting()
      await revoke()
      await other.query('ROLLBACK')
      expect(await announced).toEqual(DENIED)
    })

    test('by a transaction that is not committed yet: a flush waits for it, and refuses', async () => {
      const { announce, revoke, grantId } = await startGranted()
      await other.query('BEGIN')
      await other.query('SELECT id FROM "grant" WHERE id = $1 FOR UPDATE', [grantId])
      const revoked = revoke()
      await untilWaiting()
      const announced = announce(words)
      await untilWaiting(2)
      await other.query('ROLLBACK')
      await revoked
      expect(await announced).toEqual(DENIED)
    })

    test('after a flush has read it: not before what is decided on it is stored', async () => {
      const { there, actorId, revoke } = await startGranted()
      const order: string[] = []
      let revoked: Promise<void> | undefined
      await forum.store.transaction(async (tx) => {
        await there.refresh(tx)
        revoked = revoke().then(() => void order.push('taken back'))
        await untilWaiting()
        await there.refresh(tx)
        expect(there.actorOf(actorId)?.grants).toHaveLength(1)
        order.push('decided')
      })
      await revoked
      expect(order).toEqual(['decided', 'taken back'])
    })
  })
}
