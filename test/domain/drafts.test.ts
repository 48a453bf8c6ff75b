/** Drafts: one writer's own or one item's, counted in revisions, and what they are worth at closing time. */
import { describe, expect, it } from 'vitest'
import type { AnswerDraft, AskDraft } from '../../server/domain/commands.ts'
import { limits } from '../../server/domain/limits.ts'
import { answerWords, askWords, CLOSES_AT, MINUTE_MS, makeRoom } from '../support/room-fixture.ts'

const words = answerWords()

describe('drafts', () => {
  const ask: AskDraft = { ...askWords(), tried: '', deadline: '' }
  const answer: AnswerDraft = { ...words }
  const save = (draftId: string, rev: number) => ({ draftId, kind: 'ask' as const, rev, content: ask })

  it('a newer revision replaces, the same is the same, an older one is stale', () => {
    const room = makeRoom()
    const { heldAt } = room.ok('anna', 'draft:save', save('d1', 2))
    expect(room.decide('anna', 'draft:save', save('d1', 2))).toMatchObject({ ok: true, result: { rev: 2 } })
    expect(room.decide('anna', 'draft:save', save('d1', 1))).toMatchObject({
      code: 'draft/stale',
      details: { rev: 2 },
    })
    expect(room.ok('anna', 'draft:save', save('d1', 3)).heldAt).toBe(heldAt)
  })

  it('the same revision with other content is stale: another device counted to it too', () => {
    const room = makeRoom()
    room.ok('anna', 'draft:save', save('d1', 1))
    const other = { ...save('d1', 1), content: { ...ask, text: `${ask.text} Altro.` } }
    expect(room.decide('anna', 'draft:save', other)).toMatchObject({
      code: 'draft/stale',
      details: { rev: 1 },
    })
  })

  it('nobody keeps more than a bounded number of them', () => {
    const room = makeRoom()
    for (let n = 0; n < limits.draftsPerActor; n += 1) room.ok('anna', 'draft:save', save(`d${n}`, 1))
    expect(room.no('anna', 'draft:save', save('one-more', 1))).toBe('draft/too-many')
    room.ok('anna', 'draft:save', save('d0', 2))
    room.ok('anna', 'draft:discard', { draftId: 'd1' })
    room.ok('anna', 'draft:save', save('one-more', 1))
    room.ok('bruno', 'draft:save', save('his-own', 1))
  })

  it('somebody else’s is not there, nor is an item’s', () => {
    const room = makeRoom()
    room.ok('anna', 'draft:save', save('d1', 1))
    expect(room.no('bruno', 'draft:save', save('d1', 2))).toBe('draft/not-found')
    expect(room.no('bruno', 'draft:discard', { draftId: 'd1' })).toBe('draft/not-found')
    const { itemId } = room.claimed()
    expect(room.no('anna', 'draft:save', save(itemId, 99))).toBe('draft/not-found')
    expect(room.no('expert', 'draft:save', save('d2', 1))).toBe('permission/denied')
    room.ok('expert', 'draft:save', { draftId: itemId, kind: 'answer', itemId, rev: 1, content: answer })
  })

  it('W7: one held before the closing instant may be asked after it, once', () => {
    const room = makeRoom()
    room.ok('anna', 'draft:save', save('d1', 1))
    room.at = CLOSES_AT + 58_999
    expect(room.decide('bruno', 'question:ask', { ...askWords(), draftId: 'd1' })).toMatchObject({
      code: 'session/closed',
    })
    room.ask('anna', { draftId: 'd1' })
    expect(room.state.findDraft('d1')).toBeUndefined()
    room.at = CLOSES_AT + 30_000
    expect(room.no('anna', 'question:ask', { ...askWords(), draftId: 'd1' })).toBe('session/closed')
  })

  it('writing an answer renews the lease; the draft goes with the item, and ends with its answer', () => {
    const room = makeRoom()
    const { itemId } = room.claimed()
    const draft = (rev: number) => ({
      draftId: itemId,
      kind: 'answer' as const,
      itemId,
      rev,
      content: answer,
    })
    room.at += 2 * MINUTE_MS
    room.ok('expert', 'draft:save', draft(1))
    expect(room.item(itemId).leaseUntil).toBe(room.at + limits.leaseMs)
    expect(room.no('second', 'draft:save', draft(2))).toBe('workItem/lease-lost')
    room.ok('expert', 'item:handOver', { itemId, toActorId: 'second', known: 'a', missing: 'b' })
    room.ok('second', 'draft:save', draft(2))
    expect(room.no('expert', 'draft:discard', { draftId: itemId })).toBe('workItem/lease-lost')
    room.ok('second', 'answer:send', { itemId, words, reach: 'all' })
    expect(room.state.findDraft(itemId)).toMatchObject({ rev: 2 })
    room.ok('expert', 'answer:approve', { itemId })
    expect(room.state.findDraft(itemId)).toBeUndefined()
  })
})
