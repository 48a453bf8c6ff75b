/** What each reader is shown of each kind of row: who sees it at all, and which fields. */
import { describe, expect, it } from 'vitest'
import type { Entity } from '../../server/domain/rows.ts'
import { viewFor } from '../../server/domain/views.ts'
import {
  answerWords,
  type Fixture,
  MINUTE_MS,
  makeRoom,
  type ReaderName,
  readers,
} from '../support/room-fixture.ts'

const names = Object.keys(readers) as ReaderName[]

const seenBy = (room: Fixture, entity: Entity, id: string): ReaderName[] =>
  names.filter((name) => viewFor(readers[name], entity, room.state.get(entity, id)) !== null)

const view = (room: Fixture, name: ReaderName, entity: Entity, id: string) =>
  viewFor(readers[name], entity, room.state.get(entity, id)) as Record<string, unknown> | null

const everybody = names
const staff: ReaderName[] = ['expert', 'moderator']
const own: ReaderName[] = ['asker', 'colleague', ...staff]

describe('who sees a row', () => {
  it('a question: its asker, their body and staff; all once it is admitted, unless it was taken out', () => {
    const room = makeRoom()
    const questionId = room.ask('anna')
    expect(seenBy(room, 'question', questionId)).toEqual(own)
    room.ok('moderator', 'question:admit', { questionId })
    expect(seenBy(room, 'question', questionId)).toEqual(everybody)
    room.ok('moderator', 'question:refuse', { questionId, reason: 'personal_data', text: 'Contiene nomi' })
    expect(seenBy(room, 'question', questionId)).toEqual(own)
  })

  it('withdrawn after admission, a line stays in its place, without its title for others', () => {
    const room = makeRoom()
    const { questionId } = room.admitted('anna')
    room.ok('anna', 'question:withdraw', { questionId })
    expect(view(room, 'stranger', 'question', questionId)).toMatchObject({ status: 'withdrawn', title: null })
    expect(view(room, 'asker', 'question', questionId)?.title).not.toBeNull()
    const before = room.ask('anna')
    room.ok('anna', 'question:withdraw', { questionId: before })
    expect(seenBy(room, 'question', before)).toEqual(own)
  })

  it('an item and its notes: staff alone', () => {
    const room = makeRoom()
    const { itemId } = room.claimed('anna')
    room.ok('expert', 'item:note', { itemId, text: 'Vedi la circolare', mentions: ['anna'] })
    expect(seenBy(room, 'workItem', itemId)).toEqual(staff)
    expect(seenBy(room, 'note', room.state.list('note')[0]?.id ?? '')).toEqual(staff)
  })

  it('an answer: staff while it is reviewed or withdrawn, all or one body while it can be read', () => {
    const room = makeRoom()
    const { itemId } = room.claimed('anna')
    const { answerId = '' } = room.ok('expert', 'answer:send', { itemId, words: answerWords(), reach: 'all' })
    expect(seenBy(room, 'answer', answerId)).toEqual(staff)
    room.ok('second', 'answer:return', { itemId, text: 'Manca la norma' })
    expect(seenBy(room, 'answer', answerId)).toEqual(staff)
    room.ok('expert', 'answer:publish', { itemId, words: answerWords(), reach: 'all' })
    expect(seenBy(room, 'answer', answerId)).toEqual(everybody)
    room.ok('expert', 'answer:recheck', { answerId, reason: 'Nuova norma' })
    expect(seenBy(room, 'answer', answerId)).toEqual(everybody)
    room.ok('moderator', 'answer:withdraw', { answerId, reason: 'Sbagliata' })
    expect(seenBy(room, 'answer', answerId)).toEqual(staff)
    expect(seenBy(room, 'answer', room.answered('anna', 'body').answerId)).toEqual(own)
  })

  it('R4: a message is shown to staff alike, whoever of them wrote it: their frames are made once for all', () => {
    const room = makeRoom()
    const { questionId } = room.admitted('anna')
    room.ok('moderator', 'question:refuse', { questionId, reason: 'personal_data', text: 'Contiene nomi' })
    const id = room.state.list('message')[0]?.id ?? ''
    expect(view(room, 'moderator', 'message', id)?.mine).toBe(false)
  })

  it('messages: the asker, their body, staff; a vote and a follow: who gave them', () => {
    const room = makeRoom()
    const { itemId, questionId } = room.claimed('carla')
    room.ok('expert', 'item:askMore', { itemId, text: 'Da quando?' })
    expect(seenBy(room, 'message', room.state.list('message')[0]?.id ?? '')).toEqual(['stranger', ...staff])
    room.ok('anna', 'question:vote', { questionId, on: true })
    room.ok('anna', 'question:follow', { questionId, on: true })
    expect(seenBy(room, 'vote', `${questionId}:anna`)).toEqual(['asker'])
    expect(seenBy(room, 'follow', `${questionId}:anna`)).toEqual(['asker'])
  })

  it('a mute: the muted and moderators; session, queue and announcements: all', () => {
    const room = makeRoom()
    room.ok('moderator', 'participant:mute', { actorId: 'anna', minutes: 5 })
    expect(seenBy(room, 'mute', 'anna')).toEqual(['asker', 'moderator'])
    room.admitted('carla')
    room.ok('system', 'session:tally', {})
    const { announcementId = '' } = room.ok('moderator', 'session:announce', { text: 'Pausa', minutes: 5 })
    for (const [entity, id] of [
      ['session', 's1'],
      ['queue', 'T1'],
      ['announcement', announcementId],
    ] as const)
      expect(seenBy(room, entity, id)).toEqual(everybody)
    room.ok('moderator', 'session:unannounce', { announcementId })
    expect(view(room, 'feed', 'announcement', announcementId)).toMatchObject({ on: false, text: null })
  })
})

describe('what is shown of a question', () => {
  const shownAs = (shown: 'body' | 'region') => {
    const room = makeRoom()
    const { questionId } = room.admitted('anna', { shown })
    return (name: ReaderName) => view(room, name, 'question', questionId) ?? {}
  }

  it('the body’s name, or its region alone to others; never to experts', () => {
    for (const name of ['feed', 'stranger', 'asker', 'colleague', 'moderator'] as const)
      expect(shownAs('body')(name).bodyName).toBe('Comune di Poggio al Lago')
    const region = shownAs('region')
    expect(names.filter((name) => region(name).bodyName !== null)).toEqual(['asker', 'colleague'])
    expect(shownAs('body')('expert').bodyName).toBeNull()
    expect(region('feed').region).toBe('Piemonte')
  })

  it('nobody’s person but to the moderator; `mine` to the asker alone', () => {
    const question = shownAs('body')
    expect(names.filter((name) => 'askerId' in question(name))).toEqual(['moderator'])
    expect(names.filter((name) => question(name).mine === true)).toEqual(['asker'])
    for (const name of ['feed', 'stranger'] as const)
      expect(JSON.stringify(question(name))).not.toContain('anna')
  })

  it('reasons, deadlines and the item to their own and to staff; the body’s facts to staff', () => {
    const question = shownAs('body')
    for (const field of ['reason', 'deadline', 'workItemId', 'admitted', 'followUps'])
      expect(names.filter((name) => field in question(name))).toEqual(own)
    expect(names.filter((name) => 'facts' in question(name))).toEqual(staff)
    expect(question('expert').facts).not.toHaveProperty('name')
  })
})

it('what is shown of an answer: who wrote and reviewed it, and what is pending, to staff', () => {
  const room = makeRoom()
  const { itemId, answerId } = room.answered('anna')
  room.ok('expert', 'answer:recheck', { answerId, reason: 'Nuova norma' })
  room.ok('expert', 'item:claim', { itemId })
  room.ok('expert', 'answer:send', { itemId, words: answerWords('PENDING'), reach: 'all' })
  for (const name of names)
    expect(JSON.stringify(view(room, name, 'answer', answerId))).not.toContain('PENDING')
  for (const field of ['authorId', 'reviewerId', 'rev', 'pendingRev', 'workItemId'])
    expect(names.filter((name) => field in (view(room, name, 'answer', answerId) ?? {}))).toEqual(staff)
})

it('every view tells its row’s position; one of a row that is not there is null', () => {
  const room = makeRoom()
  const { questionId } = room.admitted('anna')
  room.at += MINUTE_MS
  for (const name of names)
    expect(view(room, name, 'question', questionId)).toMatchObject({
      entity: 'question',
      id: questionId,
      changedSeq: room.question(questionId).changedSeq,
    })
})
