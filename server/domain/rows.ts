/**
 * The rows of a room: what a session consists of. Every row carries the position in its log at which it last changed.
 * Words that people wrote are no part of a row's facts; a row names the revision of the text that it shows.
 */
import type { AnswerStatus, QuestionStatus, WorkItemStatus } from './machines.ts'
import type { SessionPhase } from './session.ts'

type RowBase = { readonly id: string; readonly changedSeq: number }

/** What was true of the asking body at that moment; it is kept, whatever becomes of the body. */
export type BodyFacts = {
  readonly id: string
  readonly name: string
  readonly kind: 'COMUNE' | 'UNIONE' | 'OTHER'
  readonly region: string
  readonly residents: number | null
  readonly mountain: boolean
  readonly island: boolean
}

export type Visibility = 'beneficiaries' | 'public'
export type Admission = 'reviewed' | 'open'
export type Shown = 'body' | 'region'
export type Outcome = 'answered' | 'refused' | 'redirected' | 'withdrawn' | 'carried' | 'joined'

export type SessionRow = RowBase & {
  readonly editionId: string
  readonly code: string
  readonly kind: 'forum' | 'seminar'
  readonly title: string
  readonly phase: SessionPhase
  readonly paused: boolean
  /** The clock jumped: phases wait for a person until this is taken back. */
  readonly held: boolean
  readonly opensAt: number
  readonly liveAt: number
  readonly closesAt: number
  readonly breakFrom: number | null
  readonly breakTo: number | null
  readonly visibility: Visibility
  readonly admission: Admission
  readonly rehearsal: boolean
  readonly themeIds: readonly string[]
  readonly asksPerPerson: number
  readonly asksPerBody: number
}

export type QuestionRow = RowBase & {
  /** The session's code and a counter, kept when the question is carried elsewhere. */
  readonly number: string
  readonly actorId: string
  readonly body: BodyFacts | null
  readonly askerRole: string | null
  readonly shown: Shown
  readonly themeId: string
  readonly topicId: string
  readonly status: QuestionStatus
  /** Where its work item stands, so that the asker's view needs no other row. */
  readonly step: WorkItemStatus
  readonly workItemId: string
  readonly ownItemId: string
  readonly joinedTo: string | null
  readonly joinedToNumber: string | null
  readonly answerId: string | null
  readonly reason: string | null
  readonly askedAt: number
  readonly statusAt: number
  /** The office's own deadline, as a day, `YYYY-MM-DD`. */
  readonly deadline: string | null
  readonly parkedUntil: number | null
  readonly admitted: boolean
  readonly editedBy: 'asker' | 'moderator' | null
  readonly followUps: number
  readonly bodies: number
  readonly persons: number
  readonly followers: number
  readonly carriedTo: string | null
  readonly carriedFrom: string | null
  readonly splitFrom: string | null
  readonly textRev: number
  readonly words: { readonly title: string } | null
}

export type WorkItemRow = RowBase & {
  readonly leadId: string
  readonly leadNumber: string
  readonly questionIds: readonly string[]
  readonly themeId: string
  readonly topicId: string
  readonly status: WorkItemStatus
  readonly outcome: Outcome | null
  readonly holder: string | null
  readonly leaseUntil: number | null
  /** Milliseconds of lease left while its clock is stopped for review. */
  readonly leaseLeftMs: number | null
  /** To whom it comes back first: who asked for more, or who wrote the answer that is followed up. */
  readonly returnTo: string | null
  readonly reviewer: string | null
  readonly queuedAt: number | null
  readonly parkedUntil: number | null
  /** The earliest office deadline among its questions. */
  readonly deadline: string | null
  readonly answerId: string | null
  readonly notes: number
}

export type AnswerRow = RowBase & {
  readonly workItemId: string
  readonly questionIds: readonly string[]
  readonly status: AnswerStatus
  readonly reach: 'all' | 'body'
  readonly reachBodyId: string | null
  readonly topicId: string
  readonly authorId: string
  readonly reviewerId: string | null
  /** The newest revision ever sent, and the one under review. */
  readonly rev: number
  readonly pendingRev: number | null
  readonly publishedRevs: readonly number[]
  readonly publishedAt: number | null
  readonly correctedAt: number | null
  /** The revision that readers see. */
  readonly textRev: number
  readonly words: AnswerSummary | null
  /** The same of the revision under review. */
  readonly pendingWords: AnswerSummary | null
}

export type AnswerSummary = { readonly inBrief: string; readonly lawAsOf: string }

export type MessageRow = RowBase & {
  readonly questionId: string
  /** An attachment's id is its file's; one that was taken away, or erased, leaves its fact. */
  readonly kind:
    | 'infoRequest'
    | 'infoReply'
    | 'detail'
    | 'followUp'
    | 'reason'
    | 'line'
    | 'attachment'
    | 'attachmentGone'
  readonly actorId: string
  readonly toActorId: string
  readonly toBodyId: string | null
  readonly at: number
  readonly textRev: number
}

/** Internal: it lives apart from anything an asker can be sent. */
export type NoteRow = RowBase & {
  readonly workItemId: string
  readonly kind: 'note' | 'handOver' | 'takeOver' | 'returned' | 'parked'
  readonly actorId: string
  readonly mentions: readonly string[]
  readonly at: number
  readonly textRev: number
}

export type VoteRow = RowBase & {
  readonly questionId: string
  readonly actorId: string
  readonly bodyId: string | null
  readonly on: boolean
}

export type FollowRow = RowBase & {
  readonly questionId: string
  readonly actorId: string
  readonly on: boolean
}

/** Its id is the muted actor's. */
export type MuteRow = RowBase & { readonly on: boolean; readonly until: number | null }

/** Its id is the theme's. The order holds lead questions; only the first places are written. */
export type QueueRow = RowBase & {
  readonly order: readonly string[]
  readonly asked: number
  readonly answered: number
  readonly open: number
}

export type AnnouncementRow = RowBase & {
  readonly on: boolean
  readonly at: number
  readonly until: number
  readonly textRev: number
  readonly words: { readonly text: string } | null
}

export type Rows = {
  session: SessionRow
  question: QuestionRow
  workItem: WorkItemRow
  answer: AnswerRow
  message: MessageRow
  note: NoteRow
  vote: VoteRow
  follow: FollowRow
  mute: MuteRow
  queue: QueueRow
  announcement: AnnouncementRow
}

export type Entity = keyof Rows
export type Row = Rows[Entity]

export const ENTITIES = [
  'session',
  'question',
  'workItem',
  'answer',
  'message',
  'note',
  'vote',
  'follow',
  'mute',
  'queue',
  'announcement',
] as const satisfies readonly Entity[]
