/**
 * What people hear of by e-mail: which changes are worth a notice, on what each hangs, and whom it is for. Words, ways
 * of sending and what somebody chose are not known here; what a reader may see is decided when a mail is made.
 */
import type { Change } from './decide/decision.ts'
import { limits } from './limits.ts'
import { type Actor, isTied } from './permissions.ts'
import type { AnswerRow, WorkItemRow } from './rows.ts'
import type { State } from './state.ts'

/** Of what somebody can choose whether to hear. */
export const MATTERS = ['answered', 'needsYou', 'corrected', 'digest'] as const
export type Matter = (typeof MATTERS)[number]

/** What happened. Rows are read again when the mail is made: an id and a revision are all that is kept. */
export const FACTS = [
  'answered',
  'corrected',
  'withdrawn',
  'infoRequest',
  'handedOver',
  'returned',
  'mentioned',
  'review',
  'dayEnded',
] as const
export type Fact = (typeof FACTS)[number]

export const isFact = (name: string | undefined): name is Fact =>
  (FACTS as readonly (string | undefined)[]).includes(name)

export const MATTER_OF = {
  answered: 'answered',
  corrected: 'corrected',
  withdrawn: 'corrected',
  infoRequest: 'needsYou',
  handedOver: 'needsYou',
  returned: 'needsYou',
  mentioned: 'needsYou',
  review: 'needsYou',
  dayEnded: 'digest',
} as const satisfies Record<Fact, Matter>

export type Notice = { readonly fact: Fact; readonly id: string; readonly rev: number }

const NOTES: Readonly<Record<string, Fact>> = {
  handOver: 'handedOver',
  returned: 'returned',
  note: 'mentioned',
}

/** What people are to hear of a change, or null. `state` has the change already. */
export function noticeOf(state: State, change: Change): Notice | null {
  // A rehearsal's people have no address, and nobody is to hear of it.
  if (state.session.rehearsal) return null
  const { id } = change
  switch (change.kind) {
    case 'answer published':
    case 'answer corrected': {
      const { status, textRev } = state.get('answer', id)
      return { fact: status === 'corrected' ? 'corrected' : 'answered', id, rev: textRev }
    }
    case 'answer withdrawn':
      return { fact: 'withdrawn', id, rev: state.get('answer', id).textRev }
    case 'question joined': {
      const { answerId } = state.get('question', id)
      const answer = answerId === null ? undefined : state.get('answer', answerId)
      return answer ? { fact: 'answered', id: answer.id, rev: answer.textRev } : null
    }
    case 'answer sent to review':
      return { fact: 'review', id, rev: state.get('answer', id).rev }
    case 'message sent':
      return state.get('message', id).kind === 'infoRequest' ? { fact: 'infoRequest', id, rev: 1 } : null
    case 'note written': {
      const note = state.get('note', id)
      const fact = note.mentions.length > 0 ? NOTES[note.kind] : undefined
      return fact ? { fact, id, rev: 1 } : null
    }
    case 'session closed':
      return { fact: 'dayEnded', id, rev: 1 }
    default:
      return null
  }
}

/** After how long a notice is spread: a day closed by mistake is opened again before it is summed up. */
export const waitOf = (fact: Fact): number => (fact === 'dayEnded' ? limits.digestAfterMs : 0)

/**
 * Once a person and matter, whatever happens twice. An answer and its correction share their revisions, so that whoever
 * is joined to a corrected answer hears of it once.
 */
export function keyOf({ fact, id, rev }: Notice, actorId: string): string {
  if (fact === 'answered' || fact === 'corrected') return `answer:${id}:${rev}:${actorId}`
  return fact === 'dayEnded' ? `day:${id}:${actorId}` : `${fact}:${id}:${rev}:${actorId}`
}

/** Whom it is for, as things stand now; whether they may and want to hear is asked again for each. */
export function recipientsOf(state: State, notice: Notice, everybody: Iterable<Actor>): string[] {
  switch (notice.fact) {
    case 'answered':
    case 'corrected':
    case 'withdrawn': {
      const answer = state.find('answer', notice.id)
      return answer ? unique(answer.questionIds.flatMap((id) => followersOf(state, id))) : []
    }
    case 'infoRequest': {
      const message = state.find('message', notice.id)
      return message ? [message.toActorId] : []
    }
    case 'handedOver':
    case 'returned':
    case 'mentioned': {
      const note = state.find('note', notice.id)
      return note ? unique(note.mentions.filter((id) => id !== note.actorId)) : []
    }
    case 'review': {
      const answer = state.find('answer', notice.id)
      return answer ? reviewersOf(state, answer, everybody) : []
    }
    case 'dayEnded':
      return state.session.phase === 'closed' || state.session.phase === 'archived' ? takersOf(state) : []
  }
}

const unique = (ids: readonly string[]): string[] => [...new Set(ids)]

function followersOf(state: State, questionId: string): string[] {
  const question = state.find('question', questionId)
  const follows = state.listBy('followsByQuestion', questionId).filter(({ on }) => on)
  return [...(question ? [question.actorId] : []), ...follows.map(({ actorId }) => actorId)]
}

/** Who is named to review it; otherwise every expert of its topic but who wrote it. */
function reviewersOf(state: State, answer: AnswerRow, everybody: Iterable<Actor>): string[] {
  const item = state.get('workItem', answer.workItemId)
  if (item.reviewer !== null) return [item.reviewer]
  return [...everybody]
    .filter((actor) => actor.id !== answer.authorId && isExpertOf(state, item, actor))
    .map(({ id }) => id)
}

export const isExpertOf = (state: State, item: WorkItemRow, actor: Actor): boolean =>
  isTied(actor, 'expert', { sessionId: state.session.id, themeId: item.themeId, topicId: item.topicId })

/** Who asked, voted or followed something there. */
const takersOf = (state: State): string[] =>
  unique([
    ...state.list('question').map(({ actorId }) => actorId),
    ...state.list('vote').flatMap(({ actorId, on }) => (on ? actorId : [])),
    ...state.list('follow').flatMap(({ actorId, on }) => (on ? actorId : [])),
  ])
