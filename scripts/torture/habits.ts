/**
 * What the people of a torture run do, at a pace that leaves the machine air: they ask, in private words too, draft, vote
 * and follow; moderators admit and refuse; experts claim, note and answer, some to one body alone.
 */
import { randomUUID } from 'node:crypto'
import type { AnswerDraft, AskDraft } from '../../server/domain/commands.ts'
import type { View } from '../../server/domain/views.ts'
import type { BusyClient } from '../fault/busy-client.ts'
import type { Citizen } from './town.ts'
import { canary } from './witness.ts'

export type Hours = {
  readonly random: () => number
  /** On average between one thing and the next, for each person. */
  readonly pauseMs: number
  isOver: boolean
}

export type At = { readonly client: BusyClient; readonly citizen: Citizen }

/** Works until the day is over; resolves when everything that was given is answered or given up. */
export async function work(at: At, hours: Hours): Promise<void> {
  const turn = TURNS[at.citizen.role]()
  while (!hours.isOver) {
    await new Promise((resolve) => setTimeout(resolve, (0.5 + hours.random()) * hours.pauseMs))
    if (!hours.isOver && at.client.net.outbox.actorId) await turn(at, hours)
  }
}

type Turn = (at: At, hours: Hours) => Promise<unknown>

const KNOWN_MAX = 40
const WAITING_MAX = 20

function participant(): Turn {
  const on = new Map<string, boolean>()
  let asked = 0
  /** The other of what this one last said. Of what a reload cut off nobody here hears: it is then said again. */
  const toggle = async ({ client }: At, type: 'question:vote' | 'question:follow', row: View<'question'>) => {
    const name = `${type} ${row.id}`
    const next = !(on.get(name) ?? false)
    on.set(name, next)
    await client.give(type, { questionId: row.id, on: next })
  }
  return async (at, { random }) => {
    const { client, citizen } = at
    const chance = random()
    const rows = [...client.store.rows('question').values()].slice(-KNOWN_MAX)
    const row = rows[Math.floor(random() * rows.length)]
    if (row && chance < 0.6) return toggle(at, 'question:vote', row)
    if (row && chance < 0.75) return toggle(at, 'question:follow', row)
    if (client.waiting > WAITING_MAX) return
    asked += 1
    const words = wordsOf(citizen, `Quesito ${asked}`, random() < 0.25)
    if (chance > 0.94) return draft(at, words)
    if (chance < 0.85) return client.give('question:ask', words)
    const draftId = await draft(at, words)
    if (draftId) await client.give('question:ask', { ...words, draftId })
  }
}

function wordsOf({ bodyId }: Citizen, name: string, isPrivate: boolean) {
  const title = isPrivate ? `${canary('riservato', bodyId ?? 'nobody')} ${name}` : name
  const topicId = 'T1.01'
  return { title, text: `Testo del ${name}, con la sua domanda.`, topicId, shown: 'body' as const }
}

async function draft({ client, citizen }: At, words: ReturnType<typeof wordsOf>): Promise<string | null> {
  const draftId = randomUUID()
  const tried = `${canary('bozza', citizen.actorId)} niente`
  const content: AskDraft = { ...words, tried, deadline: '' }
  const saved = await client.give('draft:save', { draftId, kind: 'ask', rev: 1, content })
  return saved?.ok ? draftId : null
}

/** Asks as fast as answers come; with a draft of before, the first is sent only when it is over. */
export async function draftAndAsk(
  at: At,
  { isOver, hasDraft }: { isOver: () => boolean; hasDraft: boolean },
): Promise<void> {
  const { client, citizen } = at
  const wordsFor = (n: number) => wordsOf(citizen, `Ultimo ${n}`, false)
  const draftId = hasDraft && client.net.outbox.actorId ? await draft(at, wordsFor(0)) : null
  // Nobody waits here: what has no answer yet is waited for when all is over.
  for (let n = 1; !isOver(); n += 1) {
    if (client.net.outbox.actorId && client.waiting < 2) void client.give('question:ask', wordsFor(n))
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
  if (draftId) void client.give('question:ask', { ...wordsFor(0), draftId })
}

function moderator(): Turn {
  const seen = new Set<string>()
  return async ({ client }) => {
    const rows = [...client.store.rows('question').values()]
    const some = rows.filter(({ id, status }) => status === 'received' && !seen.has(id)).slice(0, 8)
    const decide = (row: View<'question'>) => {
      seen.add(row.id)
      const questionId = row.id
      if (!row.title?.includes('riservato')) return client.give('question:admit', { questionId })
      return client.give('question:refuse', { questionId, reason: 'fuori-tema', text: 'Non è per qui.' })
    }
    await Promise.all(some.map(decide))
  }
}

function expert(): Turn {
  const inHand = new Set<string>()
  return async ({ client, citizen }, { random }) => {
    const items = [...client.store.rows('workItem').values()].filter(({ id }) => !inHand.has(id))
    // What a killed server or a closed page left in their hands comes first.
    const held = items.find((item) => item.status === 'claimed' && item.holder === citizen.actorId)
    const queued = items.filter(({ status }) => status === 'queued')
    const item = held ?? queued[Math.floor(random() * queued.length)]
    if (!item) return
    inHand.add(item.id)
    const itemId = item.id
    if (!held) await client.give('item:claim', { itemId })
    const reach = random() < 0.25 ? 'body' : 'all'
    const words = answer(reach === 'body' ? canary('solo', item.leadId) : '')
    const content = { ...words, reasoning: canary('bozza', citizen.actorId) }
    await Promise.all([
      client.give('draft:save', { draftId: itemId, kind: 'answer', itemId, rev: 1, content }),
      client.give('item:note', { itemId, text: canary('nota', itemId) }),
    ])
    await client.give('answer:publish', { itemId, words, reach })
    inHand.delete(itemId)
  }
}

const answer = (mark: string): AnswerDraft => ({
  inBrief: `${mark} Sì, come primo stralcio.`,
  reasoning: 'La funzione va associata per intero.',
  appliesTo: 'Comuni fino a 5.000 abitanti.',
  whatToDo: ['Scrivete nell’atto che è un primo stralcio.'],
  notCovered: '',
  references: [],
  lawAsOf: '2026-06-30',
})

const TURNS = { participant, moderator, expert } as const satisfies Record<Citizen['role'], () => Turn>
