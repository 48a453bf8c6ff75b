/** What people of each role do with what they see on their screens; words that must stay inside are marked. */
import type { BusyClient } from '../../../scripts/fault/busy-client.ts'
import { answerWords, askPayload } from '../forum.ts'
import type { Deed } from './steps.ts'

/** Nobody but staff may ever be sent these. */
export const NOTE_MARK = 'RISERVATO'
export const DRAFT_MARK = 'BOZZA'

type Do = (client: BusyClient, place: number) => unknown

const at = <T>(rows: Iterable<T>, place: number): T | undefined => {
  const all = [...rows]
  return all[place % Math.max(1, all.length)]
}

/** Nobody gives a command about an item twice, so that each accepted one leaves its entry. */
const isNew = (client: BusyClient, type: string, itemId: string): boolean =>
  !client.calls.some((call) => call.type === type && call.payload.itemId === itemId)

const title = (client: BusyClient): string => `Quesito ${client.calls.length} di ${client.person.actorId}`

const draftOf = (client: BusyClient): string => `draft-of-${client.person.actorId}`

const held = (client: BusyClient, place: number) =>
  at(
    client.store
      .rows('workItem')
      .values()
      .filter((item) => item.holder === client.person.actorId && item.status === 'claimed'),
    place,
  )

const DO: Record<Deed, Do> = {
  ask: (client) => client.give('question:ask', askPayload(title(client))),
  askDraft: (client) =>
    client.give('question:ask', { ...askPayload(title(client)), draftId: draftOf(client) }),
  draft: (client) => {
    const rev = client.calls.filter(({ type }) => type === 'draft:save').length + 1
    const content = { ...askPayload(`${DRAFT_MARK} ${rev}`), tried: '', deadline: '' }
    return client.give('draft:save', { draftId: draftOf(client), kind: 'ask', rev, content })
  },
  vote: (client, place) => {
    const question = at(client.store.rows('question').values(), place)
    return question && client.give('question:vote', { questionId: question.id, on: place % 3 !== 0 })
  },
  follow: (client, place) => {
    const question = at(client.store.rows('question').values(), place)
    return question && client.give('question:follow', { questionId: question.id, on: place % 3 !== 0 })
  },
  claim: (client, place) => {
    const items = client.store.rows('workItem').values()
    const free = items.filter((item) => item.status === 'queued' && isNew(client, 'item:claim', item.id))
    const item = at(free, place)
    return item && client.give('item:claim', { itemId: item.id })
  },
  note: (client, place) => {
    const item = at(client.store.rows('workItem').values(), place)
    return item && client.give('item:note', { itemId: item.id, text: `${NOTE_MARK} ${title(client)}` })
  },
  publish: (client, place) => {
    const item = held(client, place)
    return item && client.give('answer:publish', { itemId: item.id, words: answerWords(), reach: 'all' })
  },
  send: (client, place) => {
    const item = held(client, place)
    const words = answerWords(`${NOTE_MARK} in verifica`)
    return item && client.give('answer:send', { itemId: item.id, words, reach: 'all' })
  },
  extend: (client) => client.give('session:extend', { minutes: 1 }),
  stop: (client) => client.give('session:stop', {}),
  reopen: (client) => client.give('session:reopen', { minutes: 2 }),
  announce: (client) => client.give('session:announce', { text: 'Si riprende', minutes: 5 }),
}

export function giveDeed(client: BusyClient, deed: Deed, place: number): void {
  void DO[deed](client, place)
}
