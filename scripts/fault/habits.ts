/**
 * What people do all day, each with a few commands under way at once: participants ask, with and without a draft, vote
 * and follow; experts claim what is queued, write and publish. Nobody gives a command that would change nothing.
 */
import { randomUUID } from 'node:crypto'
import type { AnswerDraft, AskDraft } from '../../server/domain/commands.ts'
import type { View } from '../../server/domain/views.ts'
import type { BusyClient } from './busy-client.ts'

export type Day = { readonly random: () => number; isOver: boolean }

const AT_ONCE = 5
const KNOWN_MAX = 40

/** Works until the day is over; resolves when everything that it gave is answered or given up. */
export async function work(client: BusyClient, day: Day): Promise<void> {
  const turn = client.role === 'participant' ? participantTurn() : expertTurn()
  const lane = async () => {
    while (!day.isOver) {
      const before = client.calls.length
      await turn(client, day)
      // Nothing to do, or no line yet: look again in a moment.
      if (client.calls.length === before) await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
  await Promise.all(Array.from({ length: client.role === 'participant' ? AT_ONCE : 2 }, lane))
}

type Turn = (client: BusyClient, day: Day) => Promise<unknown>

function participantTurn(): Turn {
  const on = new Map<string, boolean>()
  let asked = 0
  /** What of the other's this one last said, turned round. Two of a kind are never under way about one question. */
  const toggled = async (client: BusyClient, day: Day, type: 'question:vote' | 'question:follow') => {
    const question = picked(client, day, (row) => !busy.has(`${type} ${row.id}`))
    if (!question) return
    const name = `${type} ${question.id}`
    busy.add(name)
    const next = !(on.get(name) ?? false)
    const answer = await client.give(type, { questionId: question.id, on: next })
    // Of what a reload cut off the answer comes to nobody here: that question is left alone from then on.
    if (answer?.ok) {
      on.set(name, next)
      busy.delete(name)
    }
  }
  const busy = new Set<string>()
  return async (client, day) => {
    const [session] = client.store.rows('session').values()
    if (!client.net.outbox.actorId || session?.phase !== 'live') return
    const chance = day.random()
    if (chance < 0.4) await toggled(client, day, 'question:vote')
    else if (chance < 0.55) await toggled(client, day, 'question:follow')
    else {
      asked += 1
      const title = `Quesito ${asked} di ${client.person.actorId.slice(0, 8)}`
      if (chance < 0.65) await askFromDraft(client, title)
      else await client.give('question:ask', { ...words(title), topicId: 'T1.01', shown: 'body' })
    }
  }
}

const words = (title: string) => ({ title, text: `Testo del ${title}, con la sua domanda.` })

async function askFromDraft(client: BusyClient, title: string): Promise<void> {
  const draftId = randomUUID()
  const content: AskDraft = { ...words(title), tried: '', topicId: 'T1.01', shown: 'body', deadline: '' }
  const saved = await client.give('draft:save', { draftId, kind: 'ask', rev: 1, content })
  if (saved?.ok)
    await client.give('question:ask', { ...words(title), topicId: 'T1.01', shown: 'body', draftId })
}

/** One of the questions last asked, maybe one's own: then the vote is refused. */
function picked(
  client: BusyClient,
  day: Day,
  isFree: (row: View<'question'>) => boolean,
): View<'question'> | undefined {
  const rows = [...client.store.rows('question').values()].slice(-KNOWN_MAX)
  const row = rows[Math.floor(day.random() * rows.length)]
  return row && isFree(row) ? row : undefined
}

function expertTurn(): Turn {
  const inHand = new Set<string>()
  return async (client) => {
    const items = [...client.store.rows('workItem').values()].filter(({ id }) => !inHand.has(id))
    // What a killed server or a closed page left in their hands comes first.
    const held = items.find((item) => item.status === 'claimed' && item.holder === client.person.actorId)
    const item = held ?? items.find(({ status }) => status === 'queued')
    if (!item) return
    inHand.add(item.id)
    if (!held) await client.give('item:claim', { itemId: item.id })
    const content = answer(item.id)
    await client.give('draft:save', { draftId: item.id, kind: 'answer', itemId: item.id, rev: 1, content })
    await client.give('answer:publish', { itemId: item.id, words: content, reach: 'all' })
    inHand.delete(item.id)
  }
}

const answer = (itemId: string): AnswerDraft => ({
  inBrief: 'Sì, come primo stralcio.',
  reasoning: `La funzione va associata per intero (${itemId.slice(0, 8)}).`,
  appliesTo: 'Comuni fino a 5.000 abitanti.',
  whatToDo: ['Scrivete nell’atto che è un primo stralcio.'],
  notCovered: '',
  references: [],
  lawAsOf: '2026-06-30',
})
