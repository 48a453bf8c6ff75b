/**
 * What one person may be told of a notice at this moment, or null: because they may not see it any more, or because it is
 * over. Every row goes through `viewFor`. In which words it is told is not known here.
 */
import type { Handle } from '../../db/open.ts'
import { findText } from '../../db/room-store.ts'
import { listThemes } from '../../db/theme-store.ts'
import { limits } from '../domain/limits.ts'
import { isExpertOf, type Notice } from '../domain/notices.ts'
import { type Actor, isTied } from '../domain/permissions.ts'
import type { AnswerRow, QuestionRow, WorkItemRow } from '../domain/rows.ts'
import type { State } from '../domain/state.ts'
import type { DigestTheme, Telling, Told, ToldAnswer } from '../domain/telling.ts'
import { type Reader, type View, viewFor } from '../domain/views.ts'
import { readerIn } from './across.ts'

type Reading = { readonly handle: Handle; readonly state: State; readonly actor: Actor }
type Here = Reading & { readonly reader: Reader }

export async function readNotice(reading: Reading, notice: Notice): Promise<Telling | null> {
  const { fact, id } = notice
  switch (fact) {
    case 'handedOver':
    case 'returned':
    case 'mentioned':
      return noteFor(reading, { fact, id })
    case 'review':
      return reviewFor(reading, notice)
    case 'answered':
    case 'corrected': {
      const here = takingPart(reading)
      return here && answerFor(here, notice)
    }
    case 'withdrawn': {
      const here = takingPart(reading)
      return here && withdrawnFor(here, notice)
    }
    case 'infoRequest': {
      const here = takingPart(reading)
      return here && requestFor(here, id)
    }
    case 'dayEnded': {
      const here = takingPart(reading)
      return here && dayFor(here)
    }
  }
}

/** Who takes part no more is told nothing more, whatever they once asked. */
function takingPart(reading: Reading): Here | null {
  const { state, actor } = reading
  const reader = readerIn(actor, 'participant', state.session)
  return reader && isTied(actor, 'participant', { sessionId: state.session.id })
    ? { ...reading, reader }
    : null
}

const toldOf = (view: View<'question'>): Told | null =>
  view.title === null
    ? null
    : {
        id: view.id,
        number: view.number,
        title: view.title,
        askedAt: view.askedAt,
        bodyName: view.mine ? view.bodyName : null,
        joinedToNumber: view.joinedToNumber,
        mine: view.mine === true,
      }

function tell({ state, reader }: Here, id: string): Told | null {
  const row = state.find('question', id)
  const view = row && viewFor(reader, 'question', row)
  return view ? toldOf(view) : null
}

const follows = ({ state, actor }: Here, id: string): boolean =>
  state.listBy('followsByQuestion', id).some((row) => row.actorId === actor.id && row.on)

/** Their own questions of an answer; only where there are none, those they follow. */
function concerned(here: Here, ids: readonly string[]): Told[] {
  const told = ids.flatMap((id) => tell(here, id) ?? [])
  const own = told.filter(({ mine }) => mine)
  return own.length > 0 ? own : told.filter(({ id }) => follows(here, id))
}

function answerOf({ state, reader }: Here, row: AnswerRow): ToldAnswer | null {
  const view = viewFor(reader, 'answer', row)
  if (!view || view.inBrief === null) return null
  const isOpen = viewFor({ as: 'participant', actorId: null, bodyId: null }, 'answer', row) !== null
  return {
    inBrief: view.inBrief,
    lawAsOf: view.lawAsOf,
    verified: view.verified,
    isOpen: isOpen && state.session.visibility === 'public',
  }
}

async function answerFor(here: Here, { fact, id, rev }: Notice): Promise<Telling | null> {
  const row = here.state.find('answer', id)
  // A newer version has a notice of its own.
  if (!row || row.textRev !== rev) return null
  const answer = answerOf(here, row)
  const linked = row.questionIds.filter((one) => here.state.find('question', one)?.answerId === id)
  const questions = concerned(here, linked)
  if (!answer || questions.length === 0) return null
  if (fact === 'answered') return { fact, questions, answer }
  const words = await findText(here.handle, id, rev)
  const why = typeof words?.changeReason === 'string' ? words.changeReason : null
  return { fact: 'corrected', questions, answer, why }
}

function withdrawnFor(here: Here, { id, rev }: Notice): Telling | null {
  const row = here.state.find('answer', id)
  if (row?.status !== 'withdrawn' || row.textRev !== rev) return null
  const isReach = row.reach === 'all' || row.reachBodyId === here.reader.bodyId
  const questions = isReach ? concerned(here, row.questionIds) : []
  return questions.length > 0 ? { fact: 'withdrawn', questions } : null
}

async function requestFor(here: Here, id: string): Promise<Telling | null> {
  const { state, handle, reader, actor } = here
  const row = state.find('message', id)
  if (!row || row.toActorId !== actor.id || !viewFor(reader, 'message', row)) return null
  const question = tell(here, row.questionId)
  // Answered meanwhile: there is nothing left to do.
  if (!question || state.find('question', row.questionId)?.step !== 'waiting') return null
  const words = await findText(handle, id, row.textRev)
  return typeof words?.text === 'string' ? { fact: 'infoRequest', question, text: words.text } : null
}

type NoteFact = 'handedOver' | 'returned' | 'mentioned'

function noteFor(reading: Reading, { fact, id }: { fact: NoteFact; id: string }): Telling | null {
  const note = reading.state.find('note', id)
  const item = note && reading.state.find('workItem', note.workItemId)
  if (!note?.mentions.includes(reading.actor.id) || !item || item.status === 'done') return null
  if (fact !== 'mentioned' && item.holder !== reading.actor.id) return null
  return workFor(reading, { fact, item })
}

function reviewFor(reading: Reading, { id, rev }: Notice): Telling | null {
  const row = reading.state.find('answer', id)
  const item = row && reading.state.find('workItem', row.workItemId)
  const isOpen = item?.status === 'inReview' && row?.pendingRev === rev
  if (!isOpen || row.authorId === reading.actor.id) return null
  return workFor(reading, { fact: 'review', item })
}

function workFor(
  { state, actor }: Reading,
  { fact, item }: { fact: NoteFact | 'review'; item: WorkItemRow },
): Telling | null {
  const isModerator = isTied(actor, 'moderator', { sessionId: state.session.id })
  if (!isExpertOf(state, item, actor) && !(fact === 'mentioned' && isModerator)) return null
  const reader = readerIn(actor, 'expert', state.session) ?? readerIn(actor, 'moderator', state.session)
  const view = reader && viewFor(reader, 'question', state.get('question', item.leadId))
  return view?.title ? { fact, number: view.number, title: view.title, itemId: item.id } : null
}

async function dayFor(here: Here): Promise<Telling | null> {
  const { handle, state, actor } = here
  const rows = state.list('answer').flatMap((row) => {
    const answer = answerOf(here, row)
    const lead = tell(here, concerned(here, row.questionIds)[0]?.id ?? row.questionIds[0] ?? '')
    return answer && lead ? [{ row: state.get('question', lead.id), lead, inBrief: answer.inBrief }] : []
  })
  const byTheme = Map.groupBy(rows.sort(mineFirst), ({ row }) => row.themeId)
  const themes = (await listThemes(handle, state.session.editionId)).flatMap(
    ({ id, label }): DigestTheme[] => {
      const all = byTheme.get(id) ?? []
      const answers = all.slice(0, limits.digestAnswersPerTheme).map(({ lead, inBrief }) => ({
        id: lead.id,
        number: lead.number,
        title: lead.title,
        mine: lead.mine,
        inBrief,
      }))
      return all.length > 0 ? [{ label, answers, more: all.length - answers.length }] : []
    },
  )
  const waiting = state
    .listBy('questionsByActor', actor.id)
    .filter(({ status, answerId }) => answerId === null && WAITING.has(status))
    .flatMap(({ id }) => tell(here, id) ?? [])
  if (themes.length === 0 && waiting.length === 0) return null
  return { fact: 'dayEnded', title: state.session.title, themes, answered: rows.length, waiting }
}

const WAITING: ReadonlySet<QuestionRow['status']> = new Set([
  'received',
  'published',
  'beingAnswered',
  'joined',
])

type Ranked = { readonly row: QuestionRow; readonly lead: Told }

/** Their own, then what most bodies wanted to know. */
const mineFirst = (one: Ranked, two: Ranked): number =>
  Number(two.lead.mine) - Number(one.lead.mine) ||
  two.row.bodies - one.row.bodies ||
  one.row.askedAt - two.row.askedAt
