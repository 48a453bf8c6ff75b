/** Ids: short enough for the lists that views hold, plain enough for every place they stand in, never the same twice. */
import { expect, test } from 'vitest'
import { newId } from '../../server/adapters/ids.ts'
import { id as idField } from '../../server/contract/fields.ts'
import { scope } from '../../server/contract/rest.ts'
import { limits } from '../../server/domain/limits.ts'
import { viewFor } from '../../server/domain/views.ts'
import { askPayload, makeForum } from '../support/forum.ts'

test('an id is at most 15 letters and digits, and all of them come alike often', () => {
  const made = new Set(Array.from({ length: 20_000 }, newId))
  expect(made.size).toBe(20_000)
  const counts = new Map<string, number>()
  for (const one of made) {
    expect(one).toMatch(/^[A-Za-z0-9]{12,15}$/)
    expect(idField.safeParse(one).success && scope.safeParse(`session:${one}`).success).toBe(true)
    for (const letter of one) counts.set(letter, (counts.get(letter) ?? 0) + 1)
  }
  const expected = ([...made][0]?.length ?? 0) * (20_000 / counts.size)
  expect(counts.size).toBeGreaterThanOrEqual(62)
  for (const [letter, count] of counts) {
    // Eight deviations: chance alone would take longer than the sun has.
    expect(Math.abs(count - expected), letter).toBeLessThan(8 * Math.sqrt(expected))
  }
})

test('the view of a full queue stays below what a view may have', async () => {
  const forum = await makeForum({ admission: 'open' })
  for (let place = 0; place < limits.queuePlaces + 5; place++)
    expect(await forum.run('anna', 'question:ask', askPayload())).toMatchObject({ ok: true })
  const { room } = await forum.room()
  expect(await room.submitSystem({ type: 'session:tally', payload: {} })).toMatchObject({ ok: true })
  const row = { ...room.state.get('queue', 'T1'), changedSeq: 10_000_000, asked: 9_999, answered: 9_999 }
  expect(row.order).toHaveLength(limits.queuePlaces)
  const view = viewFor({ as: 'feed', actorId: null, bodyId: null }, 'queue', row)
  expect(Buffer.byteLength(JSON.stringify(view))).toBeLessThan(limits.viewBytes)
  await forum.close()
})
