/** The stage of a demonstration: a day that is live with its morning behind it, in a log that is whole. */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { loadRoom } from '../../db/room-store.ts'
import { search } from '../../db/search-store.ts'
import { listLogIds, verifyLog } from '../../db/verify.ts'
import { setStage } from '../../scripts/demo/stage.ts'
import { withEdition } from '../../scripts/seeding/edition.ts'

test('the morning was asked, admitted, voted for and partly answered; the rest is left to ask', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'quesiti-stage-'))
  await withEdition(`file:${folder}/quesiti.db`, async (opened) => {
    const { store } = opened
    const { sessionId, lines, people, guests } = await setStage(opened, 10)
    const { rows } = await loadRoom(store.read, sessionId)
    const [session] = rows.session
    expect(session).toMatchObject({ code: 'FD1', phase: 'live', admission: 'reviewed', rehearsal: false })
    const { question } = rows
    expect(question.length + lines.length).toBe(60)
    const answered = question.filter(({ status }) => status === 'answered')
    expect(answered.length).toBeGreaterThan(3)
    expect(question.length - answered.length).toBeGreaterThan(3)
    expect(question.every(({ bodies }) => bodies > 1)).toBe(true)
    const now = opened.edition.clock.now()
    for (const { askedAt } of question) {
      expect(askedAt).toBeGreaterThanOrEqual(session?.liveAt ?? 0)
      expect(askedAt).toBeLessThan(now)
    }
    for (const id of await listLogIds(store.read))
      expect(await verifyLog(store, id)).toMatchObject({ ok: true })
    expect(await search(store.read, { text: answered[0]?.words?.title ?? '', limit: 5 })).not.toEqual([])
    // Whom a visitor plays acts only when the visitor does.
    expect(guests.map(({ role }) => role)).toEqual(['participant', 'expert', 'moderator', 'administrator'])
    expect(people.filter(({ name }) => guests.some((guest) => guest.name === name))).toEqual([])
  })
  rmSync(folder, { recursive: true })
})
