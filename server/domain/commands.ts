/** Every command of a session's log, by name, with the shape of its payload. The contract parses to exactly these. */
import type { FileType } from './files.ts'
import type { BodyFacts, Shown } from './rows.ts'

export type QuestionWords = { title: string; text: string; tried?: string | undefined }

export type LegalReference = {
  act: string
  provision: string
  note?: string | undefined
  url?: string | undefined
  checked: boolean
}

/** When an answer holds for a body; nothing in it means for everybody. */
export type Conditions = {
  bodyTypes?: readonly string[] | undefined
  regions?: readonly string[] | undefined
  minResidents?: number | undefined
  maxResidents?: number | undefined
  mountain?: boolean | undefined
  specialStatuteRegion?: boolean | undefined
}

export type AnswerWords = {
  inBrief: string
  reasoning: string
  appliesTo: string
  conditions?: Conditions | undefined
  whatToDo: readonly string[]
  notCovered: string
  references: readonly LegalReference[]
  lawAsOf: string
  /** Published answers that this one cites. */
  cites?: readonly string[] | undefined
}

export type AskPayload = QuestionWords & {
  topicId: string
  shown: Shown
  deadline?: string | undefined
  draftId?: string | undefined
}

/** A file that is here whole: what is known of it is what its bytes say, so only the server gives this. */
export type AttachPayload = {
  questionId: string
  fileId: string
  name: string
  type: FileType
  size: number
}

export type Reach = 'all' | 'body'

export type Payloads = {
  'question:ask': AskPayload
  'question:edit': QuestionWords & { questionId: string; topicId?: string | undefined }
  'question:withdraw': { questionId: string }
  'question:vote': { questionId: string; on: boolean }
  'question:follow': { questionId: string; on: boolean }
  'question:inform': { questionId: string; text: string }
  'question:followUp': { questionId: string; text: string }
  'question:attach': AttachPayload
  'question:detach': { questionId: string; fileId: string }

  'question:admit': { questionId: string; topicId?: string | undefined }
  'question:unadmit': { questionId: string }
  'question:refuse': { questionId: string; reason: string; text: string }
  'question:redirect': { questionId: string; to: 'secretariat' | 'support'; text: string }
  'question:restore': { questionId: string }
  'question:classify': { questionId: string; topicId: string }
  'question:rewrite': { questionId: string; title: string; text: string }
  'question:split': { questionId: string; parts: readonly { title: string; text: string; topicId: string }[] }
  'question:carry': { questionId: string; sessionId: string }
  'question:receive': {
    fromSessionId: string
    fromQuestionId: string
    /** The lead it was joined to in the source, by its id there. */
    joinedFrom?: string | undefined
    row: CarriedQuestion
    words: QuestionWords
    voters: readonly { actorId: string; bodyId: string | null }[]
    followers: readonly string[]
  }
  'question:uncarry': { questionId: string }

  'item:claim': { itemId: string }
  'item:renew': { itemId: string }
  'item:release': { itemId: string }
  'item:handOver': {
    itemId: string
    toActorId: string
    known: string
    missing: string
    until?: string | undefined
  }
  'item:takeOver': { itemId: string; reason: string }
  'item:join': { itemId: string; questionId: string }
  'item:unjoin': { questionId: string }
  'item:askMore': { itemId: string; questionId?: string | undefined; text: string }
  'item:park': { itemId: string; until: number; reason: string }
  'item:unpark': { itemId: string }
  'item:note': { itemId: string; text: string; mentions?: readonly string[] | undefined }
  'item:expire': { itemId: string }

  'answer:send': { itemId: string; words: AnswerWords; reach: Reach }
  'answer:approve': { itemId: string }
  'answer:recall': { itemId: string }
  'answer:return': { itemId: string; text: string }
  'answer:publish': {
    itemId: string
    words: AnswerWords
    reach: Reach
    lines?: readonly { questionId: string; text: string }[] | undefined
  }
  'answer:correct': { answerId: string; words: AnswerWords; reason: string }
  'answer:recheck': { answerId: string; reason: string }
  'answer:supersede': { answerId: string; byAnswerId: string }
  'answer:withdraw': { answerId: string; reason: string }

  'session:open': Record<string, never>
  'session:start': Record<string, never>
  'session:stop': Record<string, never>
  'session:close': Record<string, never>
  'session:archive': Record<string, never>
  'session:reopen': { minutes: number }
  'session:extend': { minutes: number }
  'session:pause': { on: boolean }
  'session:hold': { on: boolean }
  'session:announce': { text: string; minutes: number }
  'session:unannounce': { announcementId: string }
  'session:advance': Record<string, never>
  'session:tally': Record<string, never>

  'participant:mute': { actorId: string; minutes: number }
  'participant:unmute': { actorId: string }

  'draft:save': DraftPayload
  'draft:discard': { draftId: string }

  'text:erase': { entity: 'question' | 'answer' | 'message' | 'note' | 'announcement'; id: string }
}

export type CarriedQuestion = {
  number: string
  actorId: string
  body: BodyFacts | null
  askerRole: string | null
  shown: Shown
  topicId: string
  askedAt: number
  deadline: string | null
}

/** A draft is its writer's alone (`ask`) or its item's (`answer`); `rev` counts up by one a save. */
export type DraftPayload =
  | { draftId: string; kind: 'ask'; rev: number; content: AskDraft }
  | { draftId: string; kind: 'answer'; itemId: string; rev: number; content: AnswerDraft }

export type AskDraft = {
  title: string
  text: string
  tried: string
  topicId: string
  shown: Shown
  deadline: string
}

export type AnswerDraft = {
  inBrief: string
  reasoning: string
  appliesTo: string
  whatToDo: readonly string[]
  notCovered: string
  references: readonly LegalReference[]
  lawAsOf: string
}

export type CommandType = keyof Payloads

export type Command<Type extends CommandType = CommandType> = {
  [T in Type]: { readonly type: T; readonly payload: Payloads[T] }
}[Type]
