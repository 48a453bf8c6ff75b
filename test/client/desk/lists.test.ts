/** The desk's lists over rows, how they stand still, how an item stands to its reader, and the address of each place. */
import { signal } from '@preact/signals'
import { expect, test } from 'vitest'
import type { Me } from '../../../client/state/account.ts'
import { NO_GROUPS } from '../../../client/state/desk/groups.ts'
import { addressOf, placeOf } from '../../../client/state/desk/place.ts'
import { flagOf, isExpertOf, standingOf } from '../../../client/state/desk/standing.ts'
import { createStillList } from '../../../client/state/desk/still-list.ts'
import type { ItemView } from '../../../client/state/work.ts'

const me: Me = {
  actorId: 'me',
  email: 'a@b.it',
  name: 'Marta Reale',
  locale: 'it',
  office: null,
  body: null,
  grants: [{ role: 'expert', scope: 'topic:T2.1' }],
  expiresAt: 0,
}

const item = (change: Partial<ItemView> = {}): ItemView => ({
  entity: 'workItem',
  id: 'i',
  changedSeq: 1,
  leadId: 'q',
  leadNumber: 'FD2-7',
  questions: 1,
  themeId: 'T2',
  topicId: 'T2.1',
  status: 'queued',
  outcome: null,
  holder: null,
  leaseUntil: null,
  leaseLeftMs: null,
  returnTo: null,
  reviewer: null,
  queuedAt: 0,
  parkedUntil: null,
  deadline: null,
  answerId: null,
  notes: 0,
  ...change,
})

test('a held list stays, and shows what waited when it is asked to or let go', () => {
  const now = signal({ ...NO_GROUPS, free: ['a', 'b'] })
  const list = createStillList(now)
  list.setHeld(true)
  now.value = { ...NO_GROUPS, free: ['new', 'b'] }
  expect([list.shown.value.free, list.waiting.value]).toEqual([['a', 'b'], ['new']])
  expect(list.showNews()).toEqual(['new'])
  expect([...list.fresh.value]).toEqual(['new'])
  expect([list.shown.value.free, list.waiting.value]).toEqual([['new', 'b'], []])
  now.value = { ...NO_GROUPS, free: ['newer'] }
  expect(list.shown.value.free).toEqual(['new', 'b'])
  list.setHeld(false)
  expect(list.shown.value.free).toEqual(['newer'])
})

test.each([
  [item(), false, 'free'],
  [item(), true, 'lost'],
  [item({ status: 'new' }), false, 'toAdmit'],
  [item({ status: 'claimed', holder: 'me' }), false, 'mine'],
  [item({ status: 'claimed', holder: 'x' }), false, 'others'],
  [item({ status: 'claimed', holder: 'x' }), true, 'taken'],
  [item({ status: 'inReview', holder: 'me' }), false, 'ownReview'],
  [item({ status: 'inReview', holder: 'x' }), true, 'review'],
  [item({ status: 'done', outcome: 'answered' }), true, 'answered'],
  [item({ status: 'done', outcome: 'refused' }), false, 'over'],
  [item({ status: 'parked' }), false, 'parked'],
] as const)(
  'an item stands to its reader by status, holder and what they have written (%#)',
  (row, wrote, is) => {
    expect(standingOf(row, 'me', wrote)).toBe(is)
  },
)

test('who is an expert of an item is who is granted its topic, its theme or everything', () => {
  const granted = (scope: string, role: Me['grants'][number]['role'] = 'expert') =>
    isExpertOf({ ...me, grants: [{ role, scope }] }, 's', item())
  expect([granted('topic:T2.1'), granted('theme:T2'), granted('session:s'), granted('edition')]).toEqual([
    true,
    true,
    true,
    true,
  ])
  expect([granted('topic:T2.2'), granted('theme:T1'), granted('edition', 'participant')]).toEqual([
    false,
    false,
    false,
  ])
})

test('a row has one flag, the most pressing', () => {
  const reader = { readerId: 'me', sessionCode: 'FD2' }
  expect(flagOf(item({ deadline: '2026-11-27', returnTo: 'me' }), reader)).toBe('deadline')
  expect(flagOf(item({ returnTo: 'me' }), reader)).toBe('replied')
  expect(flagOf(item({ returnTo: 'me', answerId: 'a' }), reader)).toBe('again')
  expect(flagOf(item({ leadNumber: 'FD1-61' }), reader)).toBe('carried')
  expect(flagOf(item({ status: 'inReview', holder: 'me' }), reader)).toBe('own')
  expect(flagOf(item(), reader)).toBeNull()
  expect(flagOf(item({ status: 'done', deadline: '2026-11-27' }), reader)).toBeNull()
})

test('an address and its place are the same, there and back', () => {
  const places = [
    { list: 'queue', itemId: undefined, isAnswer: false, filter: '' },
    { list: 'review', itemId: 'i1', isAnswer: true, filter: 'theme:T2' },
    { list: 'waiting', itemId: 'i2', isAnswer: false, filter: 'mine' },
  ] as const
  for (const place of places) {
    const address = new URL(addressOf('/giornate/FD2/esperti', place), 'http://q')
    expect(placeOf(Object.fromEntries(address.searchParams))).toEqual(place)
  }
  expect(addressOf('/x', places[0])).toBe('/x')
  expect(placeOf({ lista: 'altro', parte: 'risposta' })).toEqual(places[0])
})
